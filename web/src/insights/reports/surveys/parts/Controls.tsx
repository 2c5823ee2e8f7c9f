import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { ByMail } from "../../../parts/ByMail";
import { ScopeControls } from "../../../parts/ScopeControls";
import { Select } from "../../../parts/Select";
import { ask, query, questionnaires } from "../state";
import { useText } from "../text";

/** Of which questionnaire, when, and in which language. */
export function Controls() {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const known = useStore(questionnaires);
  const options = known.length ? known.map(({ name, label }) => ({ value: name, words: label[language] })) : [{ value: asked.questionnaire, words: "…" }];
  return (
    <form class="i-controls" aria-label={t.controls} onSubmit={(event) => event.preventDefault()}>
      <Select label={t.questionnaire} value={asked.questionnaire} options={options} testId="questionnaire" onChoose={(name) => ask({ questionnaire: name })} />
      <ScopeControls scope={asked} languageLabel={t.answersIn} onChoose={ask} />
      <ByMail report="surveys" questionnaire={asked.questionnaire} />
    </form>
  );
}

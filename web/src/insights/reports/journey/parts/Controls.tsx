import { useEffect } from "preact/hooks";
import { catalogue, loadCatalogue } from "../../../../desk/state/catalogue";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { ScopeControls } from "../../../parts/ScopeControls";
import { Select } from "../../../parts/Select";
import { beforeOf } from "../query";
import { ask, query } from "../state";
import { useText } from "../text";

/** Of which conversations, when, and beside which other period. */
export function Controls() {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const known = useStore(catalogue);
  useEffect(() => void loadCatalogue(), []);
  const topics = (known?.skills ?? []).map(({ name, topic }) => ({ value: name, words: topic[language] })).sort((a, b) => a.words.localeCompare(b.words, language));
  const channels = (known?.channels ?? []).map(({ name, label }) => ({ value: name, words: label[language] }));
  return (
    <form class="i-controls" aria-label={t.controls} onSubmit={(event) => event.preventDefault()}>
      <ScopeControls scope={asked} languageLabel={t.conversationsIn} onChoose={ask} />
      <Select label={t.topic} value={asked.skill ?? ""} options={[{ value: "", words: t.allTopics }, ...topics]} testId="topic" onChoose={(skill) => ask({ skill: skill || null })} />
      <Select label={t.channel} value={asked.channel ?? ""} options={[{ value: "", words: t.allChannels }, ...channels]} testId="channel" onChoose={(channel) => ask({ channel: channel || null })} />
      <Select
        label={t.compare}
        value={asked.against ? "own" : "before"}
        options={[
          { value: "before", words: t.compareBefore },
          { value: "own", words: t.compareOwn },
        ]}
        testId="compare"
        onChoose={(value) => ask({ against: value === "own" ? beforeOf(asked) : null })}
      />
      {asked.against && (
        <label class="i-field i-field--day">
          <span>{t.compareFrom}</span>
          <input class="i-field__input" type="date" value={asked.against} required onChange={(event) => event.currentTarget.validity.valid && ask({ against: event.currentTarget.value })} />
        </label>
      )}
    </form>
  );
}

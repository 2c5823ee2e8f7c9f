import { useState } from "preact/hooks";
import { Spoken } from "../../../../kit/i18n";
import type { Language, Survey } from "../../../../kit/api/types";
import { Questionnaire } from "../../../../kit/survey/Questionnaire";
import { Thanks } from "../../../../kit/survey/Thanks";
import type { Answers } from "../../../../kit/survey/questionnaire";
import { Button } from "../../../../kit/ui/Button";
import { useText } from "../text";
import type { Contents } from "./contents";
import type { Edited } from "./state";

/** What customers see of the version that was saved last, in both languages; what is answered here is kept nowhere. */
export function Preview({ edited }: { edited: Edited }) {
  const t = useText();
  return (
    <div class="i-editor__previews">
      {!edited.preview && <p class="i-editor__none">{t.noPreview}</p>}
      {edited.preview &&
        (["zh", "en"] as const).map((one) => (
          <section key={one} class="i-editor__preview" aria-label={one === "zh" ? t.chinese : t.english} lang={one === "zh" ? "zh-CN" : "en"} data-testid={`preview-${one}`}>
            <Spoken.Provider value={one}>
              <Tried key={edited.version} edited={edited} language={one} />
            </Spoken.Provider>
          </section>
        ))}
    </div>
  );
}

function Tried({ edited, language }: { edited: Edited; language: Language }) {
  const t = useText();
  const [answers, setAnswers] = useState<Answers>({});
  const [done, setDone] = useState(false);
  const contents = edited.contents as unknown as Contents;
  const survey: Survey = {
    kind: edited.name,
    language,
    title: contents.title,
    intro: null,
    questions: edited.preview ?? {},
    score: null,
    comment: null,
    may_change: false,
    answers: [],
    answered: null,
    completed: false,
    closed: false,
    opted_out: false,
  };
  const kept = {
    answers,
    problem: null,
    busy: false,
    save: async (...given: Answers[string][]) => {
      setAnswers((before) => ({ ...before, ...Object.fromEntries(given.map((one) => [one.question, one])) }));
      return true;
    },
    finish: async () => true,
  };
  const again = (): void => {
    setAnswers({});
    setDone(false);
  };
  return (
    <>
      <h3>{contents.title[language]}</h3>
      {contents.intro && <p>{contents.intro[language]}</p>}
      {done ? (
        <>
          <Thanks survey={survey} />
          <Button look="quiet" size="sm" onClick={again}>
            {t.previewAgain}
          </Button>
        </>
      ) : (
        <Questionnaire survey={survey} kept={kept} onDone={() => setDone(true)} />
      )}
    </>
  );
}

import { Answers } from "../../kit/form/Answers";
import type { Form } from "../../kit/api/forms";
import { useLanguage, useTexts } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import type { FormDraft } from "./draft";
import { drawn } from "./drawn";
import { texts } from "./texts";

/** Everything once more before it is sent, each step with a way back to it. */
export function Review({ draft, form }: { draft: FormDraft; form: Form }) {
  const text = useTexts(texts);
  const language = useLanguage();
  const { values } = useStore(draft.state);
  return (
    <>
      <p class="f-hint">{text.reviewHint}</p>
      <Answers
        form={form}
        values={values}
        language={language}
        none={text.none}
        draw={drawn(draft)}
        aside={(step) => (
          <button type="button" class="f-change" aria-label={text.changeStep(step.title)} onClick={() => draft.go(step.key)}>
            {text.change}
          </button>
        )}
      />
    </>
  );
}

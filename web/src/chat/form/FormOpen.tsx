import { useEffect, useRef, useState } from "preact/hooks";
import type { Form } from "../../kit/api/forms";
import { ARROW_LEFT } from "../../kit/icons";
import { useTexts } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import { Banner } from "../../kit/ui/Banner";
import { Button } from "../../kit/ui/Button";
import { type FormDraft, REVIEW } from "./draft";
import { FieldFrame } from "./FieldFrame";
import { FormHead } from "./FormHead";
import { Review } from "./Review";
import { StopAsk } from "./StopAsk";
import { texts } from "./texts";
import { useFormFocus } from "./useFormFocus";

interface FormOpenProps {
  draft: FormDraft;
  form: Form;
  onProgress: (progress: { title: string; step: string }) => void;
}

/** A form being filled in: one step at a time, then a look at all of it. */
export function FormOpen({ draft, form, onProgress }: FormOpenProps) {
  const text = useTexts(texts);
  const { at, busy, problem, focus } = useStore(draft.state);
  const uploading = useStore(draft.uploads.state).some((upload) => upload.problem === null);
  const [stopping, setStopping] = useState(false);
  const panel = useRef<HTMLFormElement>(null);
  const steps = draft.steps;
  const step = steps.find(({ key }) => key === at);
  // A form of one step is its own overview.
  const last = steps.length === 1 || at === REVIEW;
  const pages = steps.length === 1 ? 1 : steps.length + 1;
  const page = at === REVIEW ? steps.length : Math.max(0, steps.findIndex(({ key }) => key === at));
  const place = text.step(page + 1, pages);

  useFormFocus(panel, focus);
  useEffect(() => onProgress({ title: form.title, step: pages > 1 ? place : "" }), [form.title, place]);
  // The step on screen may vanish when an earlier answer changes.
  useEffect(() => {
    if (!step && at !== REVIEW && steps[0]) draft.go(steps[0].key);
  }, [step, at]);

  const forward = async (): Promise<void> => {
    if (uploading && last) return;
    if (!last) return draft.next();
    await draft.submit();
  };

  return (
    <form
      ref={panel}
      class="f-panel"
      noValidate
      aria-label={form.title}
      data-testid="form"
      data-form={form.name}
      onSubmit={(event) => {
        event.preventDefault();
        void forward();
      }}
    >
      <FormHead draft={draft} title={form.title} page={page} pages={pages} onStop={() => setStopping(true)} />
      {stopping && <StopAsk busy={busy === "stop"} onStop={() => void draft.stop()} onStay={() => setStopping(false)} />}
      <div class="f-step" key={at}>
        <h3 class="f-step__title" tabIndex={-1} data-step={at}>
          {pages > 1 && <span class="visually-hidden">{place}: </span>}
          {step ? step.title : text.review}
        </h3>
        {step ? step.fields.map((field) => <FieldFrame key={field.key} field={field} draft={draft} />) : <Review draft={draft} form={form} />}
      </div>
      {problem && <Banner tone={problem === "incomplete" ? "warning" : "danger"}>{text.problem[problem]}</Banner>}
      <footer class="f-foot">
        {page > 0 && (
          <Button look="quiet" icon={ARROW_LEFT} onClick={() => draft.back()} data-testid="form-back">
            {text.back}
          </Button>
        )}
        {last && uploading && (
          <p class="f-foot__word" role="status">
            {text.uploading}
          </p>
        )}
        <Button type="submit" look="primary" class="f-foot__next" busy={busy === "next" || busy === "submit"} disabled={last && uploading} data-testid={last ? "form-submit" : "form-next"}>
          {last ? form.submit_label : text.next}
        </Button>
      </footer>
    </form>
  );
}

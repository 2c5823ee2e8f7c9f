import { useState } from "preact/hooks";
import { Answers } from "../../kit/form/Answers";
import type { Form } from "../../kit/api/forms";
import { CHECK, CHEVRON_DOWN, CLOSE } from "../../kit/icons";
import { useLanguage, useTexts } from "../../kit/i18n";
import { Icon } from "../../kit/ui/Icon";
import type { FormDraft } from "./draft";
import { drawn } from "./drawn";
import { texts } from "./texts";
import "./closed.css";

/** A form that was sent or stopped: one line, and what was answered for those who ask. */
export function FormClosed({ draft, form }: { draft: FormDraft; form: Form }) {
  const text = useTexts(texts);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const sent = form.status === "submitted";
  const word = !sent ? text.stopped : form.result?.reference ? text.submittedAs(form.result.reference) : text.submitted;
  return (
    <section class={`f-panel f-closed ${sent ? "" : "f-closed--stopped"}`} aria-label={form.title} data-testid="form" data-form={form.name} data-status={form.status}>
      <header class="f-closed__head">
        <span class="f-closed__mark">
          <Icon path={sent ? CHECK : CLOSE} size={16} />
        </span>
        <div class="f-closed__names">
          <h3 class="f-closed__title">{form.title}</h3>
          <p class="f-closed__word">{word}</p>
        </div>
      </header>
      {sent && (
        <>
          <button type="button" class="f-closed__toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {text.show}
            <Icon path={CHEVRON_DOWN} size={16} />
          </button>
          {open && (
            <div class="f-closed__answers">
              <Answers form={form} language={language} draw={drawn(draft)} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

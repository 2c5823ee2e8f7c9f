import { CHECK, OFFLINE } from "../../kit/icons";
import { useTexts } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import type { FormDraft } from "./draft";
import { texts } from "./texts";

/** Whether what was typed is safe. */
function Saved({ draft }: { draft: FormDraft }) {
  const text = useTexts(texts);
  const { saving } = useStore(draft.state);
  return (
    <p class={`f-saved f-saved--${saving}`} role="status" data-testid="form-saved" data-state={saving}>
      {saving === "saved" && <Icon path={CHECK} size={13} />}
      {saving === "waiting" && <Icon path={OFFLINE} size={13} />}
      {saving !== "none" && text[saving]}
    </p>
  );
}

interface FormHeadProps {
  draft: FormDraft;
  title: string;
  page: number;
  pages: number;
  onStop: () => void;
}

/** What the form is, how far one is, and the way out. */
export function FormHead({ draft, title, page, pages, onStop }: FormHeadProps) {
  const text = useTexts(texts);
  return (
    <header class="f-head">
      <div class="f-head__line">
        <h2 class="f-head__title">{title}</h2>
        <button type="button" class="f-head__stop" onClick={onStop} data-testid="form-stop">
          {text.stop}
        </button>
      </div>
      {pages > 1 && (
        <div class="f-progress" aria-hidden="true">
          {Array.from({ length: pages }, (_, index) => (
            <span key={index} class={`f-progress__part ${index <= page ? "f-progress__part--done" : ""}`} />
          ))}
        </div>
      )}
      <div class="f-head__line">
        <p class="f-head__step">{pages > 1 && text.step(page + 1, pages)}</p>
        <Saved draft={draft} />
      </div>
    </header>
  );
}

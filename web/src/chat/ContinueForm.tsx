import { FORM } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { useStore } from "../kit/store";
import { Icon } from "../kit/ui/Icon";
import { openForms } from "./openForms";
import { texts } from "./texts";

/** The way back to a form that was scrolled away; nothing while one is in view. */
export function ContinueForm() {
  const text = useTexts(texts).form;
  const forms = useStore(openForms);
  const form = forms.some(({ seen }) => seen) ? undefined : forms.findLast(({ title }) => title);
  if (!form) return null;
  return (
    <button type="button" class="c-continue" onClick={form.reach} data-testid="continue-form">
      <Icon path={FORM} size={18} />
      <span class="c-continue__title">
        {form.title} <span class="c-continue__step">{form.step}</span>
      </span>
      <span class="c-continue__go">{text.resume}</span>
    </button>
  );
}

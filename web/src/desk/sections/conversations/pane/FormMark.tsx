import { useLanguage } from "../../../../kit/i18n";
import { FORM } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Icon } from "../../../../kit/ui/Icon";
import type { FormStatus } from "../../../../kit/api/forms";
import { catalogue } from "../../../state/catalogue";
import { formLabel } from "../../../text/catalogue";
import { useText } from "../text";
import "./form-mark.css";

/** A form as a record: which one, and how far it is. */
export function FormMark({ name, status }: { name: string; status: FormStatus }) {
  const t = useText();
  useStore(catalogue);
  return (
    <p class="d-form-mark" data-testid="form-mark">
      <Icon path={FORM} size={16} />
      <span class="d-form-mark__name">{formLabel(name, useLanguage())}</span>
      <span class={`d-form-mark__status d-form-mark__status--${status}`}>{t.form[status]}</span>
    </p>
  );
}

import { CHEVRON_RIGHT } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import type { CannedReply, Language } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { markLabel } from "../../../text/catalogue";
import { useText } from "../text";

type Action = CannedReply["actions"][number];
type Words = ReturnType<typeof useText>["macro"];

function wordsFor(action: Action, t: Words, language: Language): string {
  if (action.do === "label") return t.label(markLabel(action.label, language));
  if (action.do === "snooze") return t.snooze(action.hours);
  return action.do === "resolve" ? t.resolve : t.passOn[action.to];
}

/** What a macro does once its words are sent. */
export function ActionList({ actions }: { actions: readonly Action[] }) {
  const t = useText().macro;
  const language = useLanguage();
  return (
    <span class="d-macro" data-testid="macro-actions">
      <Icon path={CHEVRON_RIGHT} size={12} />
      {actions.map((action) => wordsFor(action, t, language)).join(" · ")}
    </span>
  );
}

import { ARROW_LEFT } from "../../../kit/icons";
import { useLanguage } from "../../../kit/i18n";
import type { ReviewGroup } from "../../../kit/api/types";
import { IconButton } from "../../../kit/ui/IconButton";
import { LanguageBadge } from "../../ui/LanguageBadge";
import { DecisionForm } from "./DecisionForm";
import { Examples } from "./Examples";
import { select } from "./select";
import { useText } from "./text";

/** A group of messages: what was said, and what it means. */
export function GroupPane({ group }: { group: ReviewGroup }) {
  const t = useText();
  const language = useLanguage();
  return (
    <section class="d-case" data-testid="review" data-id={group.id}>
      <header class="d-case__head">
        <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} onClick={() => select(null)} />
        <div class="d-case__names">
          <h1 lang={group.language === "zh" ? "zh-CN" : "en"}>{group.text}</h1>
          <p class="d-case__marks">
            <LanguageBadge language={group.language} />
            <span class="i-by">
              {t.improve.times(group.count)} · {group.taken_for ? t.improve.takenFor(group.taken_for[language]) : t.improve.takenForNothing}
            </span>
          </p>
        </div>
      </header>
      <div class="d-case__scroll i-pane">
        <Examples group={group} />
        <DecisionForm group={group} />
      </div>
    </section>
  );
}

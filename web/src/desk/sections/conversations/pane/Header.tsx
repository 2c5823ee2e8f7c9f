import { ARROW_LEFT, PANEL } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import type { Summary } from "../../../../kit/api/types";
import { IconButton } from "../../../../kit/ui/IconButton";
import { panels, toggleDetails } from "../../../state/panels";
import { select } from "../state/select";
import { useAgent } from "../../../state/session";
import { useText } from "../text";
import { outcomeLabel } from "../../../text/catalogue";
import { customerName } from "../../../text/names";
import { ChannelMark } from "../../../ui/ChannelMark";
import { CustomerAvatar } from "../../../ui/CustomerAvatar";
import { LanguageBadge } from "../../../ui/LanguageBadge";
import { StatusChip } from "../../../ui/StatusChip";
import { Promised } from "../marks/Promised";
import { HeaderActions } from "./HeaderActions";
import "./header.css";

/** Status and assignee in one: nobody is named while the assistant or the queue has it. */
function Standing({ summary }: { summary: Summary }) {
  const t = useText();
  const agent = useAgent();
  const { status, assignee } = summary;
  if (!assignee || status === "bot" || status === "queued") return <StatusChip status={status} />;
  const words = assignee.id === agent.id ? t.header.assignedToYou : t.header.assignee(assignee.name);
  if (status === "assigned") return <StatusChip status={status} words={words} />;
  return (
    <>
      <StatusChip status={status} />
      <span class="d-header__assignee">{words}</span>
    </>
  );
}

/** Who it is, how things stand, and what can be done. */
export function Header({ summary }: { summary: Summary }) {
  const t = useText();
  const language = useLanguage();
  const { sidebar, drawer } = useStore(panels);
  const shown = sidebar || drawer;
  return (
    <header class="d-header">
      <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} data-testid="back" onClick={() => select(null)} />
      <CustomerAvatar summary={summary} size={36} />
      <div class="d-header__who">
        <h1 class="d-header__name">{customerName(summary)}</h1>
        <p class="d-header__facts">
          <Standing summary={summary} />
          {summary.status === "resolved" && summary.outcome && <span class="d-header__outcome">{outcomeLabel(summary.outcome, language)}</span>}
          {summary.promise && <Promised promise={summary.promise} named />}
          <LanguageBadge language={summary.language} />
          <ChannelMark channel={summary.channel} named />
        </p>
      </div>
      <HeaderActions summary={summary} />
      <IconButton class="d-header__details" icon={PANEL} label={shown ? t.header.hideDetails : t.header.showDetails} aria-expanded={shown} data-testid="toggle-sidebar" onClick={toggleDetails} />
    </header>
  );
}

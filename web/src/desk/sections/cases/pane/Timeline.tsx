import { useLanguage } from "../../../../kit/i18n";
import { ARROW_RIGHT, CHAT, LOCK } from "../../../../kit/icons";
import { fullTime } from "../../../../kit/time";
import { Icon } from "../../../../kit/ui/Icon";
import { toneOf } from "../../../text/catalogue";
import { type CaseText, useText } from "../text";
import { shortDateTime } from "../../../text/times";
import type { CaseEvent } from "../../../../kit/api/types";
import { CaseStatus } from "../marks/CaseStatus";
import "./timeline.css";

/** The server writes down a change of hands as an arrow and a name, or a dash for nobody. */
const handedTo = (event: CaseEvent): string | undefined => (event.to ? undefined : /^→ (.+)$/.exec(event.note)?.[1]);

function What({ event }: { event: CaseEvent }) {
  const t = useText().cases.event;
  const name = handedTo(event);
  if (name) return <strong>{name === "–" ? t.toNobody : t.handed(name)}</strong>;
  if (!event.to) return <strong>{event.note ? t.noted : t.changed}</strong>;
  if (!event.from) {
    return (
      <>
        <strong>{t.opened}</strong> <CaseStatus status={event.to} />
      </>
    );
  }
  return (
    <>
      <CaseStatus status={event.from} />
      <Icon path={ARROW_RIGHT} size={14} />
      <CaseStatus status={event.to} />
    </>
  );
}

/** Whether the customer knows of it. */
function Reach({ event, t }: { event: CaseEvent; t: CaseText["event"] }) {
  if (!event.public) {
    return (
      <span class="d-event__reach">
        <Icon path={LOCK} size={12} /> {t.internal}
      </span>
    );
  }
  if (!event.from || !event.to) return null;
  return (
    <span class="d-event__reach">
      <Icon path={CHAT} size={12} /> {t.notified}
    </span>
  );
}

function Event({ event }: { event: CaseEvent }) {
  const t = useText().cases.event;
  const language = useLanguage();
  const internal = !event.public;
  const handed = handedTo(event) !== undefined;
  return (
    <li class={`d-event ${internal ? "d-event--internal" : ""} d-status--${event.to ? toneOf(event.to) : "quiet"}`} data-testid="case-event">
      <p class="d-event__what">
        <What event={event} />
      </p>
      {event.note && !handed && <p class={internal ? "d-event__note d-event__note--internal" : "d-event__note"}>{event.note}</p>}
      <p class="d-event__foot">
        <span>{event.agent_name ?? t[event.actor]}</span>
        <time dateTime={event.at} title={fullTime(event.at, language)}>
          {shortDateTime(event.at, language)}
        </time>
        {!handed && <Reach event={event} t={t} />}
      </p>
    </li>
  );
}

/** Everything that happened to the case, the newest first. */
export function Timeline({ events }: { events: CaseEvent[] }) {
  const newest = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <ol class="d-events">
      {newest.map((event) => (
        <Event key={`${event.at}${event.to}${event.note}`} event={event} />
      ))}
    </ol>
  );
}

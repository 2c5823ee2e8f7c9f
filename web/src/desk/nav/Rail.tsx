import { CHAT, LOOP } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { AgentMenu } from "../agent/AgentMenu";
import { CASES, QUARANTINE } from "../icons";
import { type PlaceName, PLACES, queryFor } from "../rules/places";
import { cases } from "../state/cases";
import { held } from "../state/held";
import { list } from "../state/list";
import { here, visit } from "../state/route";
import { useText } from "../text";
import "./rail.css";

const ICONS: Record<PlaceName, string> = { conversations: CHAT, cases: CASES, messages: QUARANTINE };
const KEYS: Record<PlaceName, string> = { conversations: "Alt+I", cases: "Alt+C", messages: "Alt+Q" };

interface Waiting {
  count: number;
  words: string;
  tone: "warm" | "danger" | "quiet";
}

/** What waits in each place: people, cases past their time, messages. */
function useWaiting(): Record<PlaceName, Waiting> {
  const t = useText().places;
  const { unassigned } = useStore(list).counts;
  const overdue = useStore(cases).counts?.overdue ?? 0;
  const messages = useStore(held).messages.length;
  return {
    conversations: { count: unassigned, words: t.waiting(unassigned), tone: "warm" },
    cases: { count: overdue, words: t.overdue(overdue), tone: "danger" },
    messages: { count: messages, words: t.held(messages), tone: "quiet" },
  };
}

function Stop({ name, waiting: { count, words, tone } }: { name: PlaceName; waiting: Waiting }) {
  const t = useText().places;
  const current = useStore(here).name === name;
  return (
    <a
      class="d-rail__stop"
      href={queryFor({ name, id: null }) || location.pathname}
      aria-current={current ? "page" : undefined}
      title={`${t[name]} (${KEYS[name]})${count ? `\n${words}` : ""}`}
      data-testid={`place-${name}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        visit(name);
      }}
    >
      <span class="d-rail__icon">
        <Icon path={ICONS[name]} size={21} />
        {count > 0 && <span class={`d-rail__count d-rail__count--${tone}`} aria-hidden="true">{count > 99 ? "99+" : count}</span>}
      </span>
      <span>
        {t.short[name]}
        {count > 0 && <span class="visually-hidden">, {words}</span>}
      </span>
    </a>
  );
}

/** The way between the desk's places; at the foot of the screen on a phone. */
export function Rail() {
  const t = useText().places;
  const waiting = useWaiting();
  return (
    <nav class="d-rail" aria-label={t.label}>
      <span class="d-rail__mark">
        <Icon path={LOOP} size={20} />
      </span>
      {PLACES.map((name) => (
        <Stop key={name} name={name} waiting={waiting[name]} />
      ))}
      <span class="d-rail__end">
        <AgentMenu />
      </span>
    </nav>
  );
}

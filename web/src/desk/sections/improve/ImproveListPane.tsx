import { useLanguage } from "../../../kit/i18n";
import { ALERT, CHECK, USERS } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { Decision, ReviewGroup } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { Icon } from "../../../kit/ui/Icon";
import { minutes } from "../../state/clock";
import { shortAge } from "../../text/times";
import { LanguageBadge } from "../../ui/LanguageBadge";
import { moveAlongRows } from "../../ui/rowKeys";
import { RowSkeletons } from "../../ui/RowSkeletons";
import { Tabs } from "../../ui/Tabs";
import { Meaning } from "./Meaning";
import { ExperimentRows } from "./experiments/ExperimentRows";
import { ModelRows } from "./models/ModelRows";
import { rowOf, type RowProps } from "./row";
import { decisionPath } from "./select";
import { improve, loadImprove, PARTS } from "./state";
import { useText } from "./text";
import { ViewSwitch } from "./ViewSwitch";
import { view } from "./view";
import "../../ui/list.css";
import "../../ui/row.css";
import "./improve.css";

function GroupRow({ group, ...row }: RowProps & { group: ReviewGroup }) {
  const t = useText().improve;
  const language = useLanguage();
  const now = useStore(minutes);
  const [reason] = Object.keys(group.reasons) as (keyof typeof t.reason)[];
  return (
    <li>
      <a {...rowOf(row)} data-testid="review-group">
        <span class="i-count" aria-hidden="true">
          {group.count > 99 ? "99+" : group.count}
        </span>
        <span class="d-row__top">
          <span class="d-row__name i-row__said" lang={group.language === "zh" ? "zh-CN" : "en"}>
            {group.text}
          </span>
          <span class="d-row__when">{shortAge(now - Date.parse(group.at), language)}</span>
        </span>
        <span class="d-row__words">{group.taken_for ? t.takenFor(group.taken_for[language]) : t.takenForNothing}</span>
        <span class="d-row__foot">
          <LanguageBadge language={group.language} />
          <span class="visually-hidden">{t.times(group.count)}</span>
          {reason && <span class="d-row__topic">{t.reason[reason]}</span>}
        </span>
      </a>
    </li>
  );
}

function DecisionRow({ decision, ...row }: RowProps & { decision: Decision }) {
  const t = useText().improve;
  const language = useLanguage();
  const now = useStore(minutes);
  const waits = decision.state === "proposed" && !decision.mine;
  return (
    <li>
      <a {...rowOf(row)} data-testid="review-decision">
        <span class={`i-count ${waits ? "i-count--waits" : ""}`} aria-hidden="true">
          {decision.state === "approved" ? <Icon path={CHECK} size={18} /> : <Icon path={USERS} size={18} />}
        </span>
        <span class="d-row__top">
          <span class="d-row__name">
            <Meaning decision={decision} />
          </span>
          <span class="d-row__when">{shortAge(now - Date.parse(decision.approved_at ?? decision.proposed_at), language)}</span>
        </span>
        <span class="d-row__words">{decision.examples[0]?.text}</span>
        <span class="d-row__foot">
          <span class="i-by">{t.times(decision.examples.length)}</span>
          <span class="d-row__topic">{decision.approved_by ? t.approvedBy(decision.approved_by) : t.by(decision.proposed_by)}</span>
        </span>
      </a>
    </li>
  );
}

function Body({ current }: { current: string | null }) {
  const t = useText();
  const { phase, part, groups, more, proposed, approved } = useStore(improve);
  if (phase === "loading" && groups.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.improve.failed}>
        <Button onClick={() => void loadImprove()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  const decisions = part === "proposed" ? proposed : approved;
  const ids = part === "open" ? groups.map(({ id }) => id) : decisions.map(({ id }) => decisionPath(id));
  if (ids.length === 0) return <EmptyState icon={CHECK} title={t.improve.empty[part].title} text={t.improve.empty[part].hint} />;
  const tabStop = current && ids.includes(current) ? current : ids[0];
  const row = (path: string): RowProps => ({ path, current: path === current, tabStop: path === tabStop });
  return (
    <>
      <ul class="d-rows" aria-label={part === "open" ? t.improve.groups(ids.length) : t.improve.decisions(ids.length)} onKeyDown={moveAlongRows}>
        {part === "open" ? groups.map((group) => <GroupRow key={group.id} group={group} {...row(group.id)} />) : decisions.map((decision) => <DecisionRow key={decision.id} decision={decision} {...row(decisionPath(decision.id))} />)}
      </ul>
      {more && part === "open" && <p class="i-more">{t.improve.more}</p>}
    </>
  );
}

function Messages({ current }: { current: string | null }) {
  const t = useText().improve;
  const { part, counts, phase } = useStore(improve);
  const tabs = PARTS.map((id) => ({ id, words: t.tabs[id], count: counts?.[id], pressing: id === "proposed" }));
  return (
    <>
      <Tabs label={t.tabs.label} tabs={tabs} current={part} panel="improve-list" prefix="improve" onChoose={(next) => improve.patch({ part: next })} />
      <div class="d-list__scroll i-list" id="improve-list" role="tabpanel" aria-labelledby={`improve-${part}`} aria-busy={phase === "loading"}>
        <Body current={current} />
      </div>
    </>
  );
}

/** The left pane: groups of messages and what was decided about them, the models that learned of it, or experiments. */
export function ImproveListPane({ id: current }: { id: string | null }) {
  const t = useText().improve;
  const shown = useStore(view);
  return (
    <nav class="d-list" aria-label={t.label}>
      <header class="d-list__head i-head">
        <h2 class="visually-hidden">{t.views[shown]}</h2>
        <ViewSwitch />
      </header>
      {shown === "messages" ? (
        <Messages current={current} />
      ) : (
        <div class="d-list__scroll i-list">
          {shown === "models" ? <ModelRows current={current} /> : <ExperimentRows current={current} />}
        </div>
      )}
    </nav>
  );
}

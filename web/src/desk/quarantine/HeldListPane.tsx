import { ALERT, CHECK, RETRY } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Banner } from "../../kit/ui/Banner";
import { Button } from "../../kit/ui/Button";
import { EmptyState } from "../../kit/ui/EmptyState";
import { RowSkeletons } from "../list/RowSkeletons";
import { countedAs, countOf, FEED_FILTERS, shownOf } from "../rules/held";
import { leads } from "../rules/moves";
import { held, heldDeed, loadHeld, replayAll } from "../state/held";
import { useAgent } from "../state/session";
import { useText } from "../text";
import { moveAlongRows } from "../ui/rowKeys";
import { Tabs } from "../ui/Tabs";
import { HeldRow } from "./HeldRow";
import "../list/list.css";
import "../list/row.css";

function FeedTabs() {
  const t = useText();
  const { filter, messages, phase } = useStore(held);
  const tabs = FEED_FILTERS.map((id) => ({ id, words: t.held.feed[id], count: phase === "ready" ? countedAs(messages, id) : undefined }));
  return <Tabs label={t.held.feeds} tabs={tabs} current={filter} panel="held-list" prefix="feed" onChoose={(next) => held.patch({ filter: next })} />;
}

function Head({ count }: { count: number }) {
  const t = useText();
  const busy = useStore(heldDeed) === "replayAll";
  return (
    <header class="d-list__head d-held__head">
      <h2>{t.held.label}</h2>
      {leads(useAgent()) && count > 0 && (
        <Button size="sm" icon={RETRY} busy={busy} title={t.held.replayAllTitle} data-testid="replay-all" onClick={() => void replayAll()}>
          {t.held.replayAll}
        </Button>
      )}
    </header>
  );
}

function Body({ current }: { current: string | null }) {
  const t = useText();
  const { phase, messages, filter, failed } = useStore(held);
  if (phase === "loading" && messages.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.held.failed}>
        <Button onClick={() => void loadHeld()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  const shown = shownOf(messages, filter);
  const tabStop = shown.some(({ id }) => id === current) ? current : shown[0]?.id;
  return (
    <>
      {failed.length > 0 && (
        <Banner tone="warning" icon={ALERT} action={<Button size="sm" onClick={() => void loadHeld()}>{t.action.retry}</Button>}>
          {t.held.failedFeed(failed.map((feed) => t.held.feed[feed]).join(", "))}
        </Banner>
      )}
      {shown.length === 0 && <EmptyState icon={CHECK} title={t.held.emptyTitle} text={t.held.emptyHint} />}
      {shown.length > 0 && (
        <ul class="d-rows" aria-label={t.held.shown(shown.length)} onKeyDown={moveAlongRows}>
          {shown.map((message) => (
            <HeldRow key={message.id} message={message} current={message.id === current} tabStop={message.id === tabStop} />
          ))}
        </ul>
      )}
    </>
  );
}

/** The left pane: what could not be read, newest first. */
export function HeldListPane({ current }: { current: string | null }) {
  const t = useText();
  const { messages, filter, phase } = useStore(held);
  return (
    <nav class="d-list" aria-label={t.held.label}>
      <Head count={countOf(messages, filter)} />
      <FeedTabs />
      <div class="d-list__scroll d-held__list" id="held-list" role="tabpanel" aria-labelledby={`feed-${filter}`} aria-busy={phase === "loading"}>
        <Body current={current} />
      </div>
    </nav>
  );
}

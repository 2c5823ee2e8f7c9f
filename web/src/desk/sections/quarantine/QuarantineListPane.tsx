import { ALERT, CHECK, RETRY } from "../../../kit/icons";
import { useLanguage } from "../../../kit/i18n";
import { useStore } from "../../../kit/store";
import { Banner } from "../../../kit/ui/Banner";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { MoreRows } from "../../ui/MoreRows";
import { RowSkeletons } from "../../ui/RowSkeletons";
import { ALL, countedAs, countOf, filtersOf, shownOf } from "./logic";
import { leads } from "../../logic/roles";
import { quarantine, quarantineDeed, loadMoreInPart, loadMoreQuarantined, loadQuarantine, replayAll } from "./state";
import { catalogue } from "../../state/catalogue";
import { useAgent } from "../../state/session";
import { feedLabel, feedNames } from "../../text/catalogue";
import { useText } from "./text";
import { moveAlongRows } from "../../ui/rowKeys";
import { Tabs } from "../../ui/Tabs";
import { QuarantineRow } from "./QuarantineRow";
import "../../ui/list.css";
import "../../ui/row.css";

function FeedTabs() {
  const t = useText();
  const { filter, messages, phase } = useStore(quarantine);
  const language = useLanguage();
  useStore(catalogue);
  const tabs = filtersOf(feedNames()).map((id) => ({ id, words: id === ALL ? t.quarantine.all : feedLabel(id, language), count: phase === "ready" ? countedAs(messages, id) : undefined }));
  return <Tabs label={t.quarantine.feeds} tabs={tabs} current={filter} panel="quarantine-list" prefix="feed" onChoose={(next) => quarantine.patch({ filter: next })} />;
}

function Head({ count }: { count: number }) {
  const t = useText();
  const busy = useStore(quarantineDeed) === "replayAll";
  return (
    <header class="d-list__head d-quarantine__head">
      <h2>{t.quarantine.label}</h2>
      {leads(useAgent()) && count > 0 && (
        <Button size="sm" icon={RETRY} busy={busy} title={t.quarantine.replayAllTitle} data-testid="replay-all" onClick={() => void replayAll()}>
          {t.quarantine.replayAll}
        </Button>
      )}
    </header>
  );
}

function Body({ current }: { current: string | null }) {
  const t = useText();
  const language = useLanguage();
  const { phase, messages, filter, failed, next, more } = useStore(quarantine);
  if (phase === "loading" && messages.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.quarantine.failed}>
        <Button onClick={() => void loadQuarantine()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  const shown = shownOf(messages, filter);
  const tabStop = shown.some(({ id }) => id === current) ? current : shown[0]?.id;
  return (
    <>
      {failed.length > 0 && (
        <Banner tone="warning" icon={ALERT} action={<Button size="sm" onClick={() => void loadQuarantine()}>{t.action.retry}</Button>}>
          {t.quarantine.failedFeed(failed.map((feed) => feedLabel(feed, language)).join(", "))}
        </Banner>
      )}
      {shown.length === 0 && (messages.length > 0 || failed.length > 0 ? <EmptyState icon={CHECK} title={t.quarantine.noneOfKind} /> : <EmptyState icon={CHECK} title={t.quarantine.emptyTitle} text={t.quarantine.emptyHint} />)}
      {shown.length > 0 && (
        <ul class="d-rows" aria-label={t.quarantine.shown(shown.length)} onKeyDown={moveAlongRows}>
          {shown.map((message) => (
            <QuarantineRow key={message.id} message={message} current={message.id === current} tabStop={message.id === tabStop} />
          ))}
        </ul>
      )}
      <MoreRows paging={{ pages: 1, next: Object.values(next).join() || null, more }} onMore={() => void loadMoreQuarantined()} />
      <InPart current={current} />
    </>
  );
}

/** Below: what is in use, although a part of it could not be read. */
function InPart({ current }: { current: string | null }) {
  const t = useText().quarantine;
  const { inPart, messages, filter, partNext, partMore } = useStore(quarantine);
  const shown = shownOf(inPart, filter);
  if (shown.length === 0) return null;
  const alone = shownOf(messages, filter).length === 0;
  const tabStop = shown.some(({ id }) => id === current) ? current : alone ? shown[0]?.id : null;
  return (
    <section class="d-quarantine__part" aria-labelledby="read-in-part">
      <h3 id="read-in-part">{t.inPart}</h3>
      <ul class="d-rows" onKeyDown={moveAlongRows}>
        {shown.map((message) => (
          <QuarantineRow key={message.id} message={message} current={message.id === current} tabStop={message.id === tabStop} />
        ))}
      </ul>
      <MoreRows paging={{ pages: 1, next: Object.values(partNext).join() || null, more: partMore }} onMore={() => void loadMoreInPart()} />
    </section>
  );
}

/** The left pane: what could not be read, newest first. */
export function QuarantineListPane({ id: current }: { id: string | null }) {
  const t = useText();
  const { messages, filter, phase } = useStore(quarantine);
  return (
    <nav class="d-list" aria-label={t.quarantine.label}>
      <Head count={countOf(messages, filter)} />
      <FeedTabs />
      <div class="d-list__scroll d-quarantine__list" id="quarantine-list" role="tabpanel" aria-labelledby={`feed-${filter}`} aria-busy={phase === "loading"}>
        <Body current={current} />
      </div>
    </nav>
  );
}

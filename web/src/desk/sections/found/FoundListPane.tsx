import type { TargetedKeyboardEvent } from "preact";
import { useLanguage } from "../../../kit/i18n";
import { ALERT, CLOSE, PLUS, SEARCH } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { calendarDay } from "../../../kit/time";
import type { FoundRow } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { Icon } from "../../../kit/ui/Icon";
import { IconButton } from "../../../kit/ui/IconButton";
import { FOUND } from "../../icons";
import { hrefFor } from "../../state/route";
import { MoreRows } from "../../ui/MoreRows";
import { moveAlongRows } from "../../ui/rowKeys";
import { RowSkeletons } from "../../ui/RowSkeletons";
import { Tabs } from "../../ui/Tabs";
import { SHOWS } from "./logic";
import { photoOf } from "./api";
import { SECTION, select } from "./select";
import { begin, filterFound, found, loadFound, loadMoreFound } from "./state";
import { StateMark } from "./StateMark";
import { useText } from "./text";
import "../../ui/list.css";
import "../../ui/row.css";
import "./found.css";

function Search() {
  const t = useText().found;
  const { words } = useStore(found);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape" || event.isComposing || !words) return;
    event.stopPropagation();
    filterFound({ words: "" });
  };
  return (
    <label class="d-find">
      <Icon path={SEARCH} size={16} />
      <input type="text" value={words} placeholder={t.search} aria-label={t.search} autocomplete="off" spellcheck={false} maxLength={100} data-testid="found-search" onInput={(event) => filterFound({ words: event.currentTarget.value })} onKeyDown={onKeyDown} />
      {words && <IconButton icon={CLOSE} size={14} label={t.clear} onClick={() => filterFound({ words: "" })} />}
    </label>
  );
}

function Row({ item, current, tabStop }: { item: FoundRow; current: boolean; tabStop: boolean }) {
  const t = useText().found;
  const language = useLanguage();
  return (
    <li>
      <a
        class="d-row"
        href={hrefFor({ section: SECTION, id: item.number })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="found-row"
        data-id={item.number}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          select(item.number);
        }}
      >
        <span class="f-mark">{item.has_photo ? <img src={photoOf(item.number, item.version)} alt="" loading="lazy" decoding="async" /> : <Icon path={FOUND} size={18} />}</span>
        <span class="d-row__top">
          <span class="d-row__name">{item.what}</span>
          <span class="d-row__when">{calendarDay(item.found_on, language)}</span>
        </span>
        <span class="d-row__words">{[item.features, item.place].filter(Boolean).join(" · ")}</span>
        <span class="d-row__foot">
          <StateMark state={item.state} />
          {item.fits > 0 && <span class={`f-fits ${item.best === "likely" ? "f-fits--likely" : ""}`}>{t.fits(item.fits)}</span>}
          <span class="d-row__topic d-code">{item.case?.reference ?? item.number}</span>
        </span>
      </a>
    </li>
  );
}

function Body({ current }: { current: string | null }) {
  const t = useText();
  const { phase, items, words, paging } = useStore(found);
  if (phase === "loading" && items.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.found.failed}>
        <Button onClick={() => void loadFound()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  if (items.length === 0) {
    const { title, hint } = words.trim() ? t.found.emptySearch : t.found.empty;
    return <EmptyState icon={words.trim() ? SEARCH : FOUND} title={title} text={hint} />;
  }
  const tabStop = items.some(({ number }) => number === current) ? current : items[0]?.number;
  return (
    <>
      <ul class="d-rows" aria-label={t.found.shown(items.length)} onKeyDown={moveAlongRows}>
        {items.map((item) => (
          <Row key={item.number} item={item} current={item.number === current} tabStop={item.number === tabStop} />
        ))}
      </ul>
      <MoreRows paging={paging} onMore={() => void loadMoreFound()} />
    </>
  );
}

/** The left pane: what was found, the newest first. */
export function FoundListPane({ id: current }: { id: string | null }) {
  const t = useText().found;
  const { show, counts, phase } = useStore(found);
  const countOf = (one: (typeof SHOWS)[number]) => counts && (one === "open" ? counts.kept + counts.matched : counts[one]);
  return (
    <nav class="d-list" aria-label={t.section.name}>
      <header class="d-list__head f-head">
        <Search />
        <Button size="sm" look="primary" icon={PLUS} data-testid="found-begin" onClick={begin}>
          {t.begin}
        </Button>
      </header>
      <Tabs label={t.section.name} tabs={SHOWS.map((id) => ({ id, words: t.show[id], count: countOf(id) ?? undefined }))} current={show} panel="found-list" prefix="found" onChoose={(next) => filterFound({ show: next })} />
      <div class="d-list__scroll" id="found-list" role="tabpanel" aria-labelledby={`found-${show}`} aria-busy={phase === "loading"}>
        <Body current={current} />
      </div>
    </nav>
  );
}

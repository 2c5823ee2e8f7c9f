import { useLanguage } from "../../../kit/i18n";
import { ALERT, PLUS } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { NoticeRow } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { Icon } from "../../../kit/ui/Icon";
import { BOARD } from "../../icons";
import { hrefFor } from "../../state/route";
import { shortDateTime } from "../../text/times";
import { moveAlongRows } from "../../ui/rowKeys";
import { RowSkeletons } from "../../ui/RowSkeletons";
import { Tabs } from "../../ui/Tabs";
import { SHOWS, TONES } from "./logic";
import { SECTION, select } from "./select";
import { begin, board, loadNotices, show } from "./state";
import { useText } from "./text";
import "../../ui/list.css";
import "../../ui/row.css";
import "../cases/marks/case-marks.css";
import "./notices.css";

function Row({ notice, current, tabStop }: { notice: NoticeRow; current: boolean; tabStop: boolean }) {
  const t = useText().board;
  const language = useLanguage();
  return (
    <li>
      <a
        class="d-row"
        href={hrefFor({ section: SECTION, id: notice.id })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="notice-row"
        data-id={notice.id}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          select(notice.id);
        }}
      >
        <span class="b-mark">
          <Icon path={BOARD} size={18} />
        </span>
        <span class="d-row__top">
          <span class="d-row__name">{notice.title[language]}</span>
          <span class="d-row__when">{t.until(shortDateTime(notice.valid_until, language))}</span>
        </span>
        <span class="d-row__words">{notice.body[language]}</span>
        <span class="d-row__foot">
          <span class={`d-status d-status--${TONES[notice.state]}`}>{t.state[notice.state]}</span>
          <span class="d-row__topic">{t.by(notice.author)}</span>
        </span>
      </a>
    </li>
  );
}

function Body({ current }: { current: string | null }) {
  const t = useText();
  const { phase, show: shown, notices } = useStore(board);
  if (phase === "loading" && notices.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.board.failed}>
        <Button onClick={() => void loadNotices()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  if (notices.length === 0) return <EmptyState icon={BOARD} title={t.board.empty[shown].title} text={t.board.empty[shown].hint} />;
  const tabStop = notices.some(({ id }) => id === current) ? current : notices[0]?.id;
  return (
    <ul class="d-rows" aria-label={t.board.shown(notices.length)} onKeyDown={moveAlongRows}>
      {notices.map((notice) => (
        <Row key={notice.id} notice={notice} current={notice.id === current} tabStop={notice.id === tabStop} />
      ))}
    </ul>
  );
}

/** The left pane: what holds now, what will, and what is over. */
export function NoticesListPane({ id: current }: { id: string | null }) {
  const t = useText().board;
  const { show: shown, phase } = useStore(board);
  return (
    <nav class="d-list" aria-label={t.section.name}>
      <header class="d-list__head b-head">
        <h2>{t.section.name}</h2>
        <Button size="sm" look="primary" icon={PLUS} data-testid="notice-begin" onClick={begin}>
          {t.begin}
        </Button>
      </header>
      <Tabs label={t.section.name} tabs={SHOWS.map((id) => ({ id, words: t.show[id] }))} current={shown} panel="notices-list" prefix="notices" onChoose={show} />
      <div class="d-list__scroll" id="notices-list" role="tabpanel" aria-labelledby={`notices-${shown}`} aria-busy={phase === "loading"}>
        <Body current={current} />
      </div>
    </nav>
  );
}

import { useState } from "preact/hooks";
import { useLanguage } from "../../../kit/i18n";
import { ARROW_LEFT } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { NoticeDetail } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { IconButton } from "../../../kit/ui/IconButton";
import { BOARD } from "../../icons";
import { shortDateTime } from "../../text/times";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { PaneSkeleton } from "../../ui/PaneSkeleton";
import { Unavailable } from "../../ui/Unavailable";
import { TONES } from "./logic";
import { NoticeForm } from "./NoticeForm";
import { NEW, select } from "./select";
import { details, loadNotice, noticeDeed, withdraw } from "./state";
import { useText } from "./text";
import "../cases/pane/case.css";
import "../cases/marks/case-marks.css";
import "./notices.css";

function History({ versions }: { versions: NoticeDetail["versions"] }) {
  const t = useText().board;
  const language = useLanguage();
  return (
    <section class="d-card">
      <h2 class="d-case__title">{t.history}</h2>
      <ol class="b-history">
        {versions.map(({ version, deed, author, at, contents }) => (
          <li key={version}>
            <strong>{t.deed[deed]}</strong>{" "}
            <span class="b-hint">
              {author} · <time dateTime={at}>{shortDateTime(at, language)}</time>
            </span>
            <p>
              {contents.title[language]} · {t.until(shortDateTime(contents.valid_until, language))}
            </p>
            <p class="b-hint">{contents.body[language]}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Head({ detail }: { detail: NoticeDetail | null }) {
  const t = useText();
  const language = useLanguage();
  const busy = useStore(noticeDeed) === "withdraw";
  const [asking, setAsking] = useState(false);
  const notice = detail?.notice;
  return (
    <header class="d-case__head">
      <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} data-testid="back" onClick={() => select(null)} />
      <div class="d-case__names">
        <h1>{notice?.title[language] ?? t.board.newTitle}</h1>
        {notice && (
          <p class="d-case__marks">
            <span class={`d-status d-status--${TONES[notice.state]}`}>{t.board.state[notice.state]}</span>
          </p>
        )}
      </div>
      {notice && notice.state !== "withdrawn" && notice.state !== "over" && (
        <Button size="sm" busy={busy} data-testid="notice-withdraw" onClick={() => setAsking(true)}>
          {t.board.withdraw}
        </Button>
      )}
      {notice && asking && (
        <ConfirmDialog
          title={t.board.withdrawTitle}
          text={t.board.withdrawText}
          confirm={t.board.withdraw}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void withdraw(notice);
          }}
        />
      )}
    </header>
  );
}

/** The right pane: one notice with its history, or a new one. */
export function NoticePane({ id }: { id: string | null }) {
  const t = useText().board;
  const detail = useStore(details)[id ?? ""];
  if (id === null) {
    return (
      <>
        <h1 class="visually-hidden">{t.section.name}</h1>
        <EmptyState icon={BOARD} title={t.chooseTitle} text={t.chooseHint} />
      </>
    );
  }
  if (detail === "missing") return <Unavailable missing words={{ missing: t.missing, failed: t.failed }} onBack={() => select(null)} onRetry={() => void loadNotice(id)} />;
  if (id !== NEW && !detail) return <PaneSkeleton />;
  return (
    <section class="d-case" data-testid="notice" data-id={id}>
      <Head detail={detail ?? null} />
      <div class="d-case__scroll" tabIndex={0} role="region" aria-label={t.section.one}>
        <div class="b-pane">
          <NoticeForm key={id} notice={detail?.notice ?? null} />
          {detail && <History versions={detail.versions} />}
        </div>
      </div>
    </section>
  );
}

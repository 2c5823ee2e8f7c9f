import { useLanguage } from "../../../kit/i18n";
import { ALERT, CHECK, MAIL } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { FailedMail } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { Icon } from "../../../kit/ui/Icon";
import { minutes } from "../../state/clock";
import { hrefFor } from "../../state/route";
import { shortAge } from "../../text/times";
import { MoreRows } from "../../ui/MoreRows";
import { moveAlongRows } from "../../ui/rowKeys";
import { RowSkeletons } from "../../ui/RowSkeletons";
import { given } from "../cases/text/given";
import { SECTION, select } from "./select";
import { failed, loadFailed, loadMoreFailed } from "./state";
import { useText } from "./text";
import "../../ui/list.css";
import "../../ui/row.css";
import "./mail.css";

function Row({ mail, current, tabStop }: { mail: FailedMail; current: boolean; tabStop: boolean }) {
  const language = useLanguage();
  const now = useStore(minutes);
  return (
    <li>
      <a
        class="d-row"
        href={hrefFor({ section: SECTION, id: mail.id })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="mail-row"
        data-id={mail.id}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          select(mail.id);
        }}
      >
        <span class={`m-mark ${mail.bar === null ? "" : "m-mark--off"}`}>
          <Icon path={mail.bar === "sent_again" ? CHECK : MAIL} size={18} />
        </span>
        <span class="d-row__top">
          <span class="d-row__name">{mail.to}</span>
          <span class="d-row__when">{shortAge(now - Date.parse(mail.created_at), language)}</span>
        </span>
        <span class="d-row__words">{mail.subject}</span>
        <span class="d-row__foot">
          <span class="m-why">{given[language].error[mail.error ?? ""] ?? mail.error}</span>
        </span>
      </a>
    </li>
  );
}

function Body({ current }: { current: string | null }) {
  const t = useText();
  const { phase, mails, paging } = useStore(failed);
  if (phase === "loading" && mails.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.mail.failed}>
        <Button onClick={() => void loadFailed()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  if (mails.length === 0) return <EmptyState icon={CHECK} title={t.mail.empty.title} text={t.mail.empty.hint} />;
  const tabStop = mails.some(({ id }) => id === current) ? current : mails[0]?.id;
  return (
    <>
      <ul class="d-rows" aria-label={t.mail.shown(mails.length)} onKeyDown={moveAlongRows}>
        {mails.map((mail) => (
          <Row key={mail.id} mail={mail} current={mail.id === current} tabStop={mail.id === tabStop} />
        ))}
      </ul>
      <MoreRows paging={paging} onMore={() => void loadMoreFailed()} />
    </>
  );
}

/** The left pane: what was given up, the newest first. */
export function MailListPane({ id: current }: { id: string | null }) {
  const t = useText().mail;
  const { phase } = useStore(failed);
  return (
    <nav class="d-list" aria-label={t.section.name}>
      <header class="d-list__head m-head">
        <h2>{t.section.name}</h2>
      </header>
      <div class="d-list__scroll" aria-busy={phase === "loading"}>
        <Body current={current} />
      </div>
    </nav>
  );
}

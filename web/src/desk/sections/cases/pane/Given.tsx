import { useRef } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { TRASH } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { wallTime } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import { Icon } from "../../../../kit/ui/Icon";
import { IconButton } from "../../../../kit/ui/IconButton";
import { FILE } from "../../../icons";
import type { CaseDetail } from "../../../../kit/api/types";
import { isClosed } from "../logic/cases";
import { caseDeed, giveFile, takeFileBack } from "../state/moves";
import { useText } from "../text";
import { given } from "../text/given";
import "./given.css";

type Mail = CaseDetail["mails"][number];

function MailLine({ mail }: { mail: Mail }) {
  const language = useLanguage();
  const t = given[language];
  const why = mail.error && (t.error[mail.error] ?? mail.error);
  const facts = [mail.sent_at && wallTime(mail.sent_at, language), mail.attachments > 0 && t.attached(mail.attachments), mail.status === "waiting" && mail.attempts > 0 && t.attempts(mail.attempts), why];
  return (
    <li class={`d-given__mail d-given__mail--${mail.status}`} data-testid="case-mail" data-status={mail.status}>
      <span>{mail.to}</span> <strong>{t.status[mail.status]}</strong>
      <small>{facts.filter(Boolean).join(" · ")}</small>
    </li>
  );
}

/** What the team gives the customer with a case, and what became of the mails about it. */
export function Given({ detail }: { detail: CaseDetail }) {
  const t = given[useLanguage()];
  const size = useText().cases.size;
  const busy = useStore(caseDeed) === "file";
  const picker = useRef<HTMLInputElement>(null);
  const { reference } = detail.case;
  // What a request about personal data gives is produced, not attached.
  const open = !isClosed(detail.case) && !detail.deed_later;
  const pick = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = "";
    if (file) void giveFile(reference, file);
  };
  return (
    <>
      {(open || detail.given.length > 0) && (
        <section class="d-card" data-testid="given">
          <h2 class="d-case__title">{t.files}</h2>
          {detail.given.map((file) => (
            <div key={file.id} class="d-given__file">
              <a class="d-file" href={file.url} target="_blank" rel="noopener">
                <Icon path={FILE} size={18} />
                <span>{file.name}</span>
                <small>{size(file.size / 1024)}</small>
              </a>
              {open && <IconButton icon={TRASH} label={t.remove(file.name)} onClick={() => void takeFileBack(reference, file.id)} />}
            </div>
          ))}
          {open && (
            <>
              <p class="d-given__hint">{t.hint}</p>
              <input ref={picker} type="file" hidden accept="application/pdf,image/*" data-testid="give-file" onChange={(event) => pick(event.currentTarget)} />
              <Button size="sm" busy={busy} onClick={() => picker.current?.click()}>
                {t.attach}
              </Button>
            </>
          )}
        </section>
      )}
      {detail.mails.length > 0 && (
        <section class="d-card">
          <h2 class="d-case__title">{t.mails}</h2>
          <ul class="d-given__mails">
            {detail.mails.map((mail) => (
              <MailLine key={mail.created_at + mail.subject} mail={mail} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

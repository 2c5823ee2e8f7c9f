import { useLanguage } from "../../../kit/i18n";
import { ARROW_LEFT, INFO, LOCK, MAIL, RETRY } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { fullTime } from "../../../kit/time";
import type { FailedMail } from "../../../kit/api/types";
import { Banner } from "../../../kit/ui/Banner";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { IconButton } from "../../../kit/ui/IconButton";
import { leads } from "../../logic/roles";
import { useAgent } from "../../state/session";
import { PaneSkeleton } from "../../ui/PaneSkeleton";
import { Unavailable } from "../../ui/Unavailable";
import { CaseLink } from "../cases/pane/Relatives";
import { given } from "../cases/text/given";
import { select } from "./select";
import { failed, loadFailed, sendAgain, sending } from "./state";
import { useText } from "./text";
import "../cases/pane/case.css";
import "./mail.css";

function Open({ mail }: { mail: FailedMail }) {
  const t = useText();
  const m = t.mail;
  const language = useLanguage();
  const busy = useStore(sending) === mail.id;
  return (
    <section class="d-case" data-testid="failed-mail" data-id={mail.id}>
      <header class="d-case__head">
        <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} data-testid="back" onClick={() => select(null)} />
        <div class="d-case__names">
          <h1>{mail.subject}</h1>
        </div>
      </header>
      <div class="d-case__scroll" tabIndex={0} role="region" aria-label={m.section.one}>
        <div class="m-pane">
          <section class="d-card">
            <dl class="d-pairs">
              <dt>{m.why}</dt>
              <dd>{given[language].error[mail.error ?? ""] ?? mail.error ?? "—"}</dd>
              <dt>{m.to}</dt>
              <dd>{mail.to}</dd>
              {mail.to_now && (
                <>
                  <dt>{m.toNow}</dt>
                  <dd>{mail.to_now}</dd>
                </>
              )}
              <dt>{m.attempts}</dt>
              <dd>{mail.attempts}</dd>
              <dt>{m.when}</dt>
              <dd>
                <time dateTime={mail.created_at}>{fullTime(mail.created_at, language)}</time>
              </dd>
            </dl>
          </section>
          {mail.case && (
            <section class="d-card">
              <h2 class="d-case__title">{m.about}</h2>
              <CaseLink one={mail.case} />
            </section>
          )}
          {mail.bar ? (
            <Banner icon={INFO}>{m.bar[mail.bar]}</Banner>
          ) : (
            <div class="m-again">
              <p>{m.hint}</p>
              <Button look="primary" icon={RETRY} busy={busy} data-testid="mail-again" onClick={() => void sendAgain(mail)}>
                {m.again}
              </Button>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

/** The right pane: one mail, why it was given up, and the way to send it again. */
export function MailPane({ id }: { id: string | null }) {
  const t = useText().mail;
  const { mails, phase } = useStore(failed);
  if (!leads(useAgent())) return <EmptyState icon={LOCK} title={t.section.name} text={t.chooseHint} />;
  const mail = mails.find((one) => one.id === id);
  if (mail) return <Open key={mail.id} mail={mail} />;
  if (id !== null && phase === "loading") return <PaneSkeleton />;
  if (id !== null) return <Unavailable missing words={{ missing: t.missing, failed: t.failed }} onBack={() => select(null)} onRetry={() => void loadFailed()} />;
  return (
    <>
      <h1 class="visually-hidden">{t.section.name}</h1>
      <EmptyState icon={MAIL} title={t.chooseTitle} text={t.chooseHint} />
    </>
  );
}

import { useLanguage } from "../../../kit/i18n";
import { ALERT, ARROW_LEFT, CHECK, LOCK } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { fullTime } from "../../../kit/time";
import { Banner } from "../../../kit/ui/Banner";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { IconButton } from "../../../kit/ui/IconButton";
import { PaneSkeleton } from "../../ui/PaneSkeleton";
import { QUARANTINE } from "../../icons";
import { faultyLine } from "./logic";
import { leads } from "../../logic/roles";
import { quarantine, refusals } from "./state";
import { selectQuarantined } from "./select";
import { useAgent } from "../../state/session";
import { feedLabel } from "../../text/catalogue";
import { useText } from "./text";
import type { QuarantinedMessage, ReadInPart } from "../../../kit/api/types";
import { QuarantineActions } from "./QuarantineActions";
import { RawEditor } from "./RawEditor";
import "./quarantine.css";

function Head({ message }: { message: QuarantinedMessage }) {
  const t = useText();
  const language = useLanguage();
  return (
    <header class="d-case__head">
      <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} data-testid="back" onClick={() => selectQuarantined(null)} />
      <div class="d-case__names">
        <h1>
          {message.type ?? t.quarantine.unknownType} · {feedLabel(message.feed, language)}
        </h1>
        <p class="d-quarantine__when">
          {t.quarantine.received} <time dateTime={message.received_at}>{fullTime(message.received_at, language)}</time>
        </p>
      </div>
    </header>
  );
}

function Open({ message }: { message: QuarantinedMessage }) {
  const t = useText();
  const may = leads(useAgent());
  const refusal = useStore(refusals)[message.id];
  const reason = refusal ?? message.reason;
  return (
    <section class="d-case" data-testid="quarantine" data-id={message.id}>
      <Head message={message} />
      <div class="d-quarantine__body">
        {!may && <Banner icon={LOCK}>{t.quarantine.readOnly}</Banner>}
        <div class="d-quarantine__reason" role={refusal ? "alert" : undefined}>
          <Banner tone="warning" icon={ALERT}>
            <strong>{refusal ? t.quarantine.still : t.quarantine.why}</strong>
            <span class="d-quarantine__why" lang="en">
              {reason ?? t.quarantine.noReason}
            </span>
          </Banner>
        </div>
        <RawEditor message={message} fault={faultyLine(reason)} readOnly={!may} />
        {may && <p class="d-quarantine__hint">{t.quarantine.textHint}</p>}
      </div>
      {may && <QuarantineActions message={message} />}
    </section>
  );
}

/** A message in use: what of it was not, line by line. There is nothing to do about it here. */
function InPart({ message }: { message: ReadInPart }) {
  const t = useText().quarantine;
  return (
    <section class="d-case" data-testid="read-in-part" data-id={message.id}>
      <Head message={message} />
      <div class="d-quarantine__body">
        <Banner icon={ALERT}>
          <strong>{t.inPartWhy}</strong>
          <ul class="d-quarantine__remarks" lang="en">
            {message.remarks.map((remark) => (
              <li>
                {remark.line > 0 && <span>{`line ${remark.line} `}</span>}
                <code>{remark.text}</code> {remark.reason}
              </li>
            ))}
          </ul>
        </Banner>
        <RawEditor message={message} fault={faultyLine(message.reason)} readOnly />
      </div>
    </section>
  );
}

function Nothing({ asked, empty }: { asked: boolean; empty: boolean }) {
  const t = useText().quarantine;
  if (asked) return <EmptyState icon={CHECK} title={t.missing} {...(!empty && { text: t.chooseHint })} />;
  return <EmptyState icon={QUARANTINE} title={empty ? t.label : t.chooseTitle} text={t.lead} />;
}

/** The right pane: one message with its fault, to be corrected, read again, or thrown away. */
export function QuarantinePane({ id }: { id: string | null }) {
  const t = useText();
  const { messages, inPart, phase } = useStore(quarantine);
  const partly = inPart.find((one) => one.id === id);
  const message = messages.find((one) => one.id === id);
  // The address may name one that has been dealt with meanwhile.
  const asked = id !== null;
  if (message) return <Open message={message} />;
  if (partly) return <InPart message={partly} />;
  if (asked && phase === "loading") return <PaneSkeleton />;
  return (
    <div class="d-conversation">
      {asked && (
        <div class="d-conversation__back">
          <IconButton icon={ARROW_LEFT} label={t.header.back} onClick={() => selectQuarantined(null)} />
        </div>
      )}
      <h1 class="visually-hidden">{t.quarantine.section.name}</h1>
      <Nothing asked={asked} empty={messages.length === 0} />
    </div>
  );
}

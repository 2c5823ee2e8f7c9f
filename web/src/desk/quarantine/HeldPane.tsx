import { useLanguage } from "../../kit/i18n";
import { ALERT, ARROW_LEFT, CHECK, LOCK } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { fullTime } from "../../kit/time";
import { Banner } from "../../kit/ui/Banner";
import { EmptyState } from "../../kit/ui/EmptyState";
import { IconButton } from "../../kit/ui/IconButton";
import { CaseSkeleton } from "../cases/CaseSkeleton";
import { QUARANTINE } from "../icons";
import { faultyLine } from "../rules/held";
import { leads } from "../rules/moves";
import { refusals } from "../state/held";
import { selectHeld } from "../state/route";
import { useAgent } from "../state/session";
import { useText } from "../text";
import type { HeldMessage } from "../types";
import { HeldActions } from "./HeldActions";
import { RawEditor } from "./RawEditor";

function Head({ message }: { message: HeldMessage }) {
  const t = useText();
  const language = useLanguage();
  return (
    <header class="d-case__head">
      <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} data-testid="back" onClick={() => selectHeld(null)} />
      <div class="d-case__names">
        <h1>
          {message.type ?? t.held.unknownType} · {t.held.feed[message.feed]}
        </h1>
        <p class="d-held__when">
          {t.held.received} <time dateTime={message.received_at}>{fullTime(message.received_at, language)}</time>
        </p>
      </div>
    </header>
  );
}

function Open({ message }: { message: HeldMessage }) {
  const t = useText();
  const may = leads(useAgent());
  const refusal = useStore(refusals)[message.id];
  const reason = refusal ?? message.reason;
  return (
    <section class="d-case" data-testid="held" data-id={message.id}>
      <Head message={message} />
      <div class="d-held__body">
        {!may && <Banner icon={LOCK}>{t.held.readOnly}</Banner>}
        <div class="d-held__reason" role={refusal ? "alert" : undefined}>
          <Banner tone="warning" icon={ALERT}>
            <strong>{refusal ? t.held.still : t.held.why}</strong>
            <span class="d-held__why" lang="en">
              {reason ?? t.held.noReason}
            </span>
          </Banner>
        </div>
        <RawEditor message={message} fault={faultyLine(reason)} readOnly={!may} />
        {may && <p class="d-held__hint">{t.held.textHint}</p>}
      </div>
      {may && <HeldActions message={message} />}
    </section>
  );
}

interface PaneProps {
  message: HeldMessage | undefined;
  /** The address names a message; it may have been dealt with meanwhile. */
  asked: boolean;
  loading: boolean;
  /** There is nothing to choose from. */
  empty: boolean;
}

function Nothing({ asked, empty }: { asked: boolean; empty: boolean }) {
  const t = useText().held;
  if (asked) return <EmptyState icon={CHECK} title={t.missing} {...(!empty && { text: t.chooseHint })} />;
  return <EmptyState icon={QUARANTINE} title={empty ? t.label : t.chooseTitle} text={t.lead} />;
}

/** The right pane: one message with its fault, to be corrected, read again, or thrown away. */
export function HeldPane({ message, asked, loading, empty }: PaneProps) {
  const t = useText();
  if (message) return <Open message={message} />;
  if (asked && loading) return <CaseSkeleton />;
  return (
    <div class="d-conversation">
      {asked && (
        <div class="d-conversation__back">
          <IconButton icon={ARROW_LEFT} label={t.header.back} onClick={() => selectHeld(null)} />
        </div>
      )}
      <h1 class="visually-hidden">{t.places.messages}</h1>
      <Nothing asked={asked} empty={empty} />
    </div>
  );
}

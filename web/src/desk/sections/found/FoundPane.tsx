import { useState } from "preact/hooks";
import { useLanguage } from "../../../kit/i18n";
import { ARROW_LEFT } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { fullTime } from "../../../kit/time";
import type { FoundDetail, FoundItem } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { IconButton } from "../../../kit/ui/IconButton";
import { FOUND } from "../../icons";
import { shortDateTime } from "../../text/times";
import { CopyButton } from "../../ui/CopyButton";
import { PaneSkeleton } from "../../ui/PaneSkeleton";
import { Unavailable } from "../../ui/Unavailable";
import { CaseLink } from "../cases/pane/Relatives";
import "../cases/pane/case.css";
import { Description, Photo } from "./Description";
import { FitView } from "./FitView";
import { DeedDialog, LinkDialog } from "./LinkDialog";
import { deedsOf } from "./logic";
import { NEW, select } from "./select";
import { details, loadItem } from "./state";
import { StateMark } from "./StateMark";
import { useText } from "./text";
import "./found.css";

/** A case by its reference, for what no score finds. */
function ByReference({ onChoose }: { onChoose: (reference: string) => void }) {
  const t = useText().found;
  const [reference, setReference] = useState("");
  return (
    <form
      class="f-by"
      onSubmit={(event) => {
        event.preventDefault();
        if (reference.trim()) onChoose(reference.trim().toUpperCase());
      }}
    >
      <label class="f-field">
        <span>{t.byReference}</span>
        <input class="d-input d-code" type="text" value={reference} maxLength={16} placeholder={t.reference} autocomplete="off" spellcheck={false} data-testid="found-reference" onInput={(event) => setReference(event.currentTarget.value)} />
      </label>
      <Button type="submit">{t.isIt}</Button>
    </form>
  );
}

/** The cases that the item may belong to, or the one that it does. */
function Matches({ detail: { item, matches } }: { detail: FoundDetail }) {
  const t = useText().found;
  const [reference, setReference] = useState<string | null>(null);
  const may = deedsOf(item.state).includes("link");
  return (
    <section class="d-card" data-testid="found-matches">
      <h2 class="d-case__title">{item.case ? t.linkedTo : t.cases}</h2>
      {may && matches.length === 0 && <p class="d-section__nothing">{t.noCases}</p>}
      {matches.map(({ case: one, customer, missed, fit }) => (
        <article key={one.reference} class="f-match" data-testid="found-match" data-id={one.reference}>
          <CaseLink one={one} {...(customer.name && { hint: customer.name })} />
          {missed.length > 0 && (
            <p class="f-match__said">
              {t.customerSaid}: {missed.join(" · ")}
            </p>
          )}
          <FitView fit={fit} />
          {may && (
            <Button size="sm" look="primary" data-testid="found-link" onClick={() => setReference(one.reference)}>
              {t.isIt}
            </Button>
          )}
        </article>
      ))}
      {may && <ByReference onChoose={setReference} />}
      {reference && <LinkDialog number={item.number} reference={reference} onClose={() => setReference(null)} />}
    </section>
  );
}

function History({ detail }: { detail: FoundDetail }) {
  const t = useText().found;
  const language = useLanguage();
  return (
    <section class="d-card">
      <h2 class="d-case__title">{t.history}</h2>
      <ol class="f-history">
        {[...detail.events].reverse().map((event) => (
          <li key={event.at + event.deed}>
            <strong>{t.event[event.deed]}</strong> {event.case && <span class="d-code">{event.case.reference}</span>}
            <span class="f-history__who">
              {event.agent_name ?? t.system} ·{" "}
              <time dateTime={event.at} title={fullTime(event.at, language)}>
                {shortDateTime(event.at, language)}
              </time>
            </span>
            {event.note && <p>{event.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Head({ item }: { item: FoundItem | null }) {
  const t = useText();
  const [deed, setDeed] = useState<"unlink" | "hand-back" | "dispose" | null>(null);
  return (
    <header class="d-case__head">
      <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} data-testid="back" onClick={() => select(null)} />
      <div class="d-case__names">
        <h1>{item?.what ?? t.found.newTitle}</h1>
        {item && (
          <p class="d-case__marks">
            <span class="d-case__reference">
              <span class="d-code">{item.number}</span>
              <CopyButton text={item.number} label={t.found.copyNumber} />
            </span>
            <StateMark state={item.state} />
          </p>
        )}
      </div>
      {item && (
        <div class="d-case__actions f-deeds">
          {deedsOf(item.state).map((one) =>
            one === "link" ? null : (
              <Button key={one} size="sm" data-testid={`found-${one}`} onClick={() => setDeed(one)}>
                {t.found.deed[one]}
              </Button>
            ),
          )}
        </div>
      )}
      {item && deed && <DeedDialog number={item.number} deed={deed} onClose={() => setDeed(null)} />}
    </header>
  );
}

function Open({ detail }: { detail: FoundDetail | null }) {
  const t = useText().found;
  const item = detail?.item ?? null;
  return (
    <section class="d-case" data-testid="found-item" data-id={item?.number}>
      <Head item={item} />
      <div class="d-case__scroll" tabIndex={0} role="region" aria-label={t.description}>
        <div class="d-case__columns">
          <div class="d-case__facts">
            {detail && <Matches key={`${detail.item.number}${detail.item.version}`} detail={detail} />}
            <Description key={item?.number ?? NEW} item={item} />
          </div>
          {detail && (
            <aside class="d-case__side" aria-label={t.history}>
              <Photo item={detail.item} />
              <History detail={detail} />
            </aside>
          )}
        </div>
      </div>
    </section>
  );
}

/** The right pane: a found item with what it fits, or a new one. */
export function FoundPane({ id }: { id: string | null }) {
  const t = useText().found;
  const detail = useStore(details)[id ?? ""];
  if (id === NEW) return <Open detail={null} />;
  if (id === null) {
    return (
      <>
        <h1 class="visually-hidden">{t.section.name}</h1>
        <EmptyState icon={FOUND} title={t.chooseTitle} text={t.chooseHint} />
      </>
    );
  }
  if (detail === "missing") return <Unavailable missing words={{ missing: t.missing, failed: t.failed }} onBack={() => select(null)} onRetry={() => void loadItem(id)} />;
  return detail ? <Open detail={detail} /> : <PaneSkeleton />;
}

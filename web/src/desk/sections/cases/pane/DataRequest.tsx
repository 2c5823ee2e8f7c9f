import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { DOWNLOAD, TRASH } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { calendarDay, wallTime } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import type { CaseDetail } from "../../../../kit/api/types";
import { Modal } from "../../../ui/Modal";
import { caseDeed, carryOut } from "../state/moves";
import { requests } from "../text/requests";
import "./move-dialog.css";
import "./data-request.css";

type Deed = "export" | "erase";

/** The last step before everything is handed out or deleted: what will happen, and that it is known who asks. */
function Confirm({ detail, deed, onClose }: { detail: CaseDetail; deed: Deed; onClose: () => void }) {
  const t = requests[useLanguage()];
  const busy = useStore(caseDeed) === deed;
  const [sure, setSure] = useState(false);
  const { reference, version } = detail.case;
  const confirm = async () => {
    if ((await carryOut(reference, deed, version)) !== "failed") onClose();
  };
  return (
    <Modal label={t[`${deed}Title`]} onClose={onClose} class="d-move">
      <div class="d-move__form">
        <h2>{t[`${deed}Title`]}</h2>
        <p>{t[`${deed}Ask`]}</p>
        <label class="d-request__sure">
          <input type="checkbox" checked={sure} data-testid="deed-sure" onChange={(event) => setSure(event.currentTarget.checked)} />
          <span>{t.sure}</span>
        </label>
        <footer class="d-move__foot">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look={deed === "erase" ? "danger" : "primary"} busy={busy} disabled={!sure} data-testid="deed-confirm" onClick={() => void confirm()}>
            {t[`${deed}Now`]}
          </Button>
        </footer>
      </div>
    </Modal>
  );
}

function Erased({ erasure }: { erasure: NonNullable<CaseDetail["erasure"]> }) {
  const language = useLanguage();
  const t = requests[language];
  const counted = Object.entries(erasure.counts).filter(([kind, count]) => count > 0 && t.counts[kind]);
  return (
    <div data-testid="erasure">
      <p>{t.erased(wallTime(erasure.at, language), erasure.agent_name ?? t.system)}</p>
      <ul class="d-request__counts">
        {counted.map(([kind, count]) => (
          <li key={kind}>
            {t.counts[kind]} <strong>{count}</strong>
          </li>
        ))}
      </ul>
      {erasure.kept.length > 0 && (
        <>
          <h3 class="d-request__left">{t.left}</h3>
          <ul class="d-request__kept">
            {erasure.kept.map((one) => (
              <li key={one.reference}>{one.until ? t.keptUntil(one.title[language] ?? "", one.reference, calendarDay(one.until, language)) : t.kept(one.title[language] ?? "", one.reference)}</li>
            ))}
          </ul>
        </>
      )}
      {!erasure.settled_at && <p class="d-request__hint">{t.unsettled}</p>}
    </div>
  );
}

/** What a request about personal data asks for, with the button that does it, and what was done. */
export function DataRequest({ detail }: { detail: CaseDetail }) {
  const t = requests[useLanguage()];
  const [asked, setAsked] = useState(false);
  const wanted = detail.deed ?? detail.deed_later;
  if (!wanted && !detail.erasure) return null;
  return (
    <section class="d-card" data-testid="data-request">
      <h2 class="d-case__title">{t.heading}</h2>
      {wanted && <p class="d-request__hint">{detail.deed ? t[`${wanted}Hint`] : t.later}</p>}
      {detail.deed && (
        <Button size="sm" look={detail.deed === "erase" ? "danger" : "primary"} icon={detail.deed === "erase" ? TRASH : DOWNLOAD} data-testid={`deed-${detail.deed}`} onClick={() => setAsked(true)}>
          {t[`${detail.deed}Now`]}
        </Button>
      )}
      {detail.erasure && <Erased erasure={detail.erasure} />}
      {asked && detail.deed && <Confirm detail={detail} deed={detail.deed} onClose={() => setAsked(false)} />}
    </section>
  );
}

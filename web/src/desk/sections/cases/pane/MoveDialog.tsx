import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { ALERT, ARROW_RIGHT } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { Icon } from "../../../../kit/ui/Icon";
import { caseDeed, moveCase } from "../state/moves";
import { draftOf, keepDraft } from "../../../state/drafts";
import { caseViews } from "../state/openCase";
import { useText } from "../text";
import { caseStatus } from "../../../text/catalogue";
import type { CaseDetail } from "../../../../kit/api/types";
import { Modal } from "../../../ui/Modal";
import { CaseStatus } from "../marks/CaseStatus";
import { MovePreview, useCustomerLanguage } from "./MovePreview";
import "./move-dialog.css";

export const NOTE_LIMIT = 2_000;

interface DialogProps {
  detail: CaseDetail;
  wanted: string;
  onClose: () => void;
}

/** The last step before a move: a word for the customer, and what they will read. Nothing typed is lost, to a colleague who was faster or to a closed dialog. */
export function MoveDialog({ detail, wanted, onClose }: DialogProps) {
  const { reference, status, version, allowed_moves: moves } = detail.case;
  const t = useText();
  const language = useLanguage();
  const reads = useCustomerLanguage(detail.case);
  const busy = useStore(caseDeed) === "move";
  const [to, setTo] = useState(wanted);
  const [note, setNote] = useState(() => draftOf(reference, "reply"));
  const [seen, setSeen] = useState(version);
  const [refused, setRefused] = useState(false);
  // A colleague's move that came in while this was open: what was chosen was chosen from another state.
  const overtaken = version !== seen;
  const possible = moves.includes(to);

  const write = (next: string) => {
    setNote(next);
    keepDraft(reference, "reply", next);
  };
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!possible || busy) return;
    if (overtaken) {
      setSeen(version);
      setRefused(true);
      return;
    }
    const outcome = await moveCase(reference, { to, note, version });
    setRefused(outcome === "changed");
    setSeen(caseViews.value[reference]?.detail?.case.version ?? version);
    if (outcome !== "done") return;
    write("");
    onClose();
  };

  return (
    <Modal label={t.cases.moveTitle(reference)} onClose={onClose} class="d-move">
      <form class="d-move__form" onSubmit={submit}>
        <h2>{t.cases.moveTitle(reference)}</h2>
        {(refused || overtaken) && (
          <Banner tone="warning" icon={ALERT}>
            {t.cases.changed(caseStatus(status, language))} {!possible && t.cases.noLonger}
          </Banner>
        )}
        <div class="d-move__way">
          <CaseStatus status={status} />
          <Icon path={ARROW_RIGHT} size={16} />
          <label class="d-move__choice">
            <span class="visually-hidden">{t.cases.newStatus}</span>
            <select value={possible ? to : ""} data-testid="move-to" onChange={(event) => setTo(event.currentTarget.value)}>
              {!possible && <option value="">{t.cases.newStatus}</option>}
              {moves.map((one) => (
                <option value={one}>{caseStatus(one, language)}</option>
              ))}
            </select>
          </label>
        </div>
        <label class="d-move__note">
          <span class="d-move__label">
            {t.cases.noteForCustomer} <span class="d-move__optional">{t.cases.optional}</span>
          </span>
          <textarea rows={3} value={note} maxLength={NOTE_LIMIT} placeholder={t.cases.notePlaceholder} data-testid="move-note" autofocus onInput={(event) => write(event.currentTarget.value)} />
          {reads && <span class="d-move__hint">{t.cases.noteLanguage(t.language[reads])}</span>}
        </label>
        {possible && <MovePreview detail={detail} to={to} note={note} />}
        <footer class="d-move__foot">
          <Button onClick={onClose}>{t.cases.cancel}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!possible} data-testid="move-confirm">
            {possible ? t.cases.confirmMove(caseStatus(to, language)) : t.cases.move}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}

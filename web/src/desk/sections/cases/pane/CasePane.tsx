import { ALERT, ARROW_LEFT, CASES } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { IconButton } from "../../../../kit/ui/IconButton";
import { caseViews, loadCase } from "../state/openCase";
import { selectCase } from "../state/select";
import { useText } from "../text";
import type { CaseDetail } from "../../../../kit/api/types";
import { CaseBody } from "./CaseBody";
import { CaseHeader } from "./CaseHeader";
import "./case.css";
import { PaneSkeleton } from "../../../ui/PaneSkeleton";

function Unavailable({ reference, missing }: { reference: string; missing: boolean }) {
  const t = useText();
  return (
    <div class="d-conversation">
      <div class="d-conversation__back">
        <IconButton icon={ARROW_LEFT} label={t.header.back} onClick={() => selectCase(null)} />
      </div>
      <EmptyState icon={ALERT} title={missing ? t.cases.missing : t.cases.failedOne}>
        {!missing && <Button onClick={() => void loadCase(reference)}>{t.action.retry}</Button>}
      </EmptyState>
    </div>
  );
}

function Open({ detail }: { detail: CaseDetail }) {
  return (
    <section class="d-case" data-testid="case" data-reference={detail.case.reference} data-status={detail.case.status}>
      <CaseHeader detail={detail} />
      <CaseBody detail={detail} />
    </section>
  );
}

/** The right pane: one case, or the reason why there is none. */
export function CasePane({ id: reference }: { id: string | null }) {
  const t = useText();
  const view = useStore(caseViews)[reference ?? ""];
  if (!reference) {
    return (
      <>
        <h1 class="visually-hidden">{t.cases.section.name}</h1>
        <EmptyState icon={CASES} title={t.cases.chooseTitle} text={t.cases.chooseHint} />
      </>
    );
  }
  if (view?.phase === "failed" || view?.phase === "missing") return <Unavailable reference={reference} missing={view.phase === "missing"} />;
  return view?.detail ? <Open detail={view.detail} /> : <PaneSkeleton />;
}

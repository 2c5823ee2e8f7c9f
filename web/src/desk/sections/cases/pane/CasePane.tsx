import { CASES } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { caseViews, loadCase } from "../state/openCase";
import { selectCase } from "../state/select";
import { useText } from "../text";
import type { CaseDetail } from "../../../../kit/api/types";
import { CaseBody } from "./CaseBody";
import { CaseHeader } from "./CaseHeader";
import "./case.css";
import { PaneSkeleton } from "../../../ui/PaneSkeleton";
import { Unavailable } from "../../../ui/Unavailable";

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
  if (view?.phase === "failed" || view?.phase === "missing") {
    return (
      <Unavailable
        missing={view.phase === "missing"}
        words={{ missing: t.cases.missing, failed: t.cases.failedOne }}
        onBack={() => selectCase(null)}
        onRetry={() => void loadCase(reference)}
      />
    );
  }
  return view?.detail ? <Open detail={view.detail} /> : <PaneSkeleton />;
}

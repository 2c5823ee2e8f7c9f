import { useEffect } from "preact/hooks";
import { useStore } from "../../../../kit/store";
import type { Summary } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { Skeleton } from "../../../../kit/ui/Skeleton";
import { CaseLink } from "../../cases/pane/Relatives";
import { customerCases, loadCustomerCases } from "../../cases/state/customerCases";
import { useText as useCaseText } from "../../cases/text";
import { useText } from "../text";
import { Fold, Nothing } from "./Fold";

const SETTLE_MS = 700;

/** What the customer has reported or asked for, in this conversation or before it. */
export function CasesFold({ summary }: { summary: Summary }) {
  const t = useText();
  const { failedList } = useCaseText().cases;
  const { id } = summary.customer;
  const cases = useStore(customerCases)[id];

  // A case changes with the conversation it is told in; messages that come together are one question.
  useEffect(() => {
    const soon = setTimeout(() => void loadCustomerCases(id), cases ? SETTLE_MS : 0);
    return () => clearTimeout(soon);
  }, [id, summary.updated_at, summary.last_seq]);

  const count = Array.isArray(cases) ? cases.length : 0;
  return (
    <Fold name="cases" title={t.sidebar.cases} count={count} testId="customer-cases">
      {cases === undefined && <Skeleton height="42px" />}
      {cases === "failed" && (
        <>
          <Nothing>{failedList}</Nothing>
          <Button size="sm" onClick={() => void loadCustomerCases(id)}>
            {t.action.retry}
          </Button>
        </>
      )}
      {Array.isArray(cases) && cases.length === 0 && <Nothing>{t.sidebar.noCases}</Nothing>}
      {Array.isArray(cases) && cases.map((one) => <CaseLink key={one.id} one={one} />)}
    </Fold>
  );
}

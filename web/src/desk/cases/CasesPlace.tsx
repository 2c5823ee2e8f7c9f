import { useText } from "../text";
import { CaseListPane } from "./CaseListPane";
import { CasePane } from "./CasePane";
import "./case.css";

/** What customers asked to have put right: which cases there are, and the one that is open. */
export function CasesPlace({ reference }: { reference: string | null }) {
  const t = useText();
  return (
    <>
      <CaseListPane current={reference} />
      <main class="d-desk__main" aria-label={t.places.cases}>
        <CasePane key={reference ?? "none"} reference={reference} />
      </main>
    </>
  );
}

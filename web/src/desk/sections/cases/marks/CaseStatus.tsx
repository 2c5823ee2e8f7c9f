import { useLanguage } from "../../../../kit/i18n";
import { caseStatus, toneOf } from "../../../text/catalogue";
import "./case-marks.css";

/** A status in a word and a colour. */
export function CaseStatus({ status }: { status: string }) {
  const language = useLanguage();
  return <span class={`d-status d-status--${toneOf(status)}`}>{caseStatus(status, language)}</span>;
}

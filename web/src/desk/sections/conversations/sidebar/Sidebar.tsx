import { useEffect, useRef } from "preact/hooks";
import { CLOSE } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { IconButton } from "../../../../kit/ui/IconButton";
import { Skeleton } from "../../../../kit/ui/Skeleton";
import { summaries } from "../state/list";
import { panels } from "../../../state/panels";
import { threads } from "../state/threads";
import { useText } from "../text";
import { CasesFold } from "./CasesFold";
import { CustomerFold } from "./CustomerFold";
import { HandoverFold } from "./HandoverFold";
import { InteractionsFold } from "./InteractionsFold";
import { LabelsFold } from "./LabelsFold";
import { NotesFold } from "./NotesFold";
import { PreviousFold } from "./PreviousFold";
import { SurveysFold } from "./SurveysFold";
import "./sidebar.css";
import "./details.css";

function Folds({ id }: { id: string }) {
  const thread = useStore(threads)[id];
  const detail = thread?.detail;
  const summary = useStore(summaries)[id] ?? detail?.conversation;
  if (thread?.phase === "failed" || thread?.phase === "missing") return null;
  if (!detail || !summary) {
    return (
      <div class="d-side__loading">
        <Skeleton width="50%" />
        <Skeleton height="64px" />
        <Skeleton width="70%" />
        <Skeleton height="48px" />
      </div>
    );
  }
  return (
    <>
      <HandoverFold handover={detail.handover} />
      <CasesFold summary={summary} />
      <CustomerFold customer={detail.customer} summary={summary} />
      <SurveysFold surveys={detail.surveys} earlier={detail.earlier_surveys} />
      <LabelsFold summary={summary} />
      <NotesFold notes={detail.notes} here={summary.id} />
      <InteractionsFold interactions={detail.interactions} />
      <PreviousFold previous={detail.previous} />
    </>
  );
}

/** What is known about the open conversation; on narrow screens a drawer over the rest. */
export function Sidebar({ id, drawer }: { id: string; drawer: boolean }) {
  const t = useText();
  const root = useRef<HTMLElement>(null);

  // An opened drawer takes the focus and gives it back to where it was.
  useEffect(() => {
    if (!drawer) return;
    const before = document.activeElement;
    root.current?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, [drawer]);

  return (
    <aside class={`d-side ${drawer ? "d-side--drawer" : ""}`} aria-label={t.sidebar.label} ref={root} tabIndex={-1} data-testid="sidebar">
      <div class="d-side__close">
        <h2>{t.header.details}</h2>
        <IconButton icon={CLOSE} label={t.action.close} onClick={() => panels.patch({ drawer: false })} />
      </div>
      <Folds id={id} />
    </aside>
  );
}

import { useText } from "../text";
import type { CaseDetail } from "../../../../kit/api/types";
import { FoundForCase } from "../../found/ForCase";
import { CaseFacts } from "./CaseFacts";
import { CustomerCard } from "./CustomerCard";
import { DataRequest } from "./DataRequest";
import { Deadlines } from "./Deadlines";
import { Given } from "./Given";
import { NoteBox } from "./NoteBox";
import { Photos } from "./Photos";
import { Relatives } from "./Relatives";
import { Timeline } from "./Timeline";

/** Facts and history in the wide column, what to keep an eye on beside them; one below the other where there is no room. */
export function CaseBody({ detail }: { detail: CaseDetail }) {
  const t = useText();
  return (
    <div class="d-case__scroll" tabIndex={0} role="region" aria-label={t.cases.details}>
      <div class="d-case__columns">
        <div class="d-case__facts">
          <DataRequest detail={detail} />
          <CaseFacts facts={detail.case.details} />
          <FoundForCase reference={detail.case.reference} version={detail.case.version} />
          {detail.files.length > 0 && <Photos files={detail.files} />}
          <Given detail={detail} />
        </div>
        <aside class="d-case__side" aria-label={t.header.details}>
          <CustomerCard one={detail.case} />
          <Deadlines one={detail.case} />
          <Relatives parent={detail.parent} others={detail.children} />
        </aside>
        <section class="d-case__story">
          <h2 class="d-case__title">{t.cases.timeline}</h2>
          <NoteBox reference={detail.case.reference} />
          <Timeline events={detail.events} />
        </section>
      </div>
    </div>
  );
}

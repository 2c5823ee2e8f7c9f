import { useLanguage } from "../../../../kit/i18n";
import type { ConversationDetail } from "../../../../kit/api/types";
import { BodyText } from "../../../../kit/message/BodyText";
import { dateOnly } from "../../../text/times";
import { select } from "../state/select";
import { useText } from "../text";
import { Fold, Nothing } from "./Fold";

/** What colleagues wrote about this customer, in this conversation and in others; those lead to where they were written. */
export function NotesFold({ notes, here }: { notes: ConversationDetail["notes"]; here: string }) {
  const t = useText();
  const language = useLanguage();
  return (
    <Fold name="notes" title={t.sidebar.notes} count={notes.length} testId="notes">
      {notes.length === 0 && <Nothing>{t.sidebar.noNotes}</Nothing>}
      <ul class="d-notes">
        {notes.map((one) => (
          <li key={one.id} class="d-notes__one">
            <BodyText text={one.body} />
            <p class="d-notes__by">
              {one.author_name} · <time dateTime={one.created_at}>{dateOnly(one.created_at, language)}</time>
              {one.conversation_id !== here && (
                <button type="button" class="d-notes__there" onClick={() => select(one.conversation_id)}>
                  {t.sidebar.elsewhere}
                </button>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

import { useTexts } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import type { FormDraft } from "./draft";
import { Thumb } from "./fields/Thumb";
import { texts } from "./texts";

/** The pictures of an answer, to look at. */
export function Photos({ ids, draft }: { ids: string[]; draft: FormDraft }) {
  const text = useTexts(texts).photos;
  const files = useStore(draft.state).form?.files ?? [];
  return (
    <span class="f-gallery">
      {ids.map((id, index) => (
        <Thumb key={id} file={files.find((file) => file.id === id)} uploads={draft.uploads} alt={text.picture(index + 1)} />
      ))}
    </span>
  );
}

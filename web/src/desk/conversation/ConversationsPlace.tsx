import { useStore } from "../../kit/store";
import { ListPane } from "../list/ListPane";
import { Sidebar } from "../sidebar/Sidebar";
import { panels } from "../state/panels";
import { useText } from "../text";
import { ConversationPane } from "./ConversationPane";

/** Three panes: who waits, what is said, what is known. */
export function ConversationsPlace({ id }: { id: string | null }) {
  const t = useText();
  const { drawer } = useStore(panels);
  return (
    <>
      <ListPane />
      <main class="d-desk__main" aria-label={t.thread.label}>
        <ConversationPane key={id ?? "none"} id={id} />
      </main>
      {drawer && id && <div class="d-desk__shade" onClick={() => panels.patch({ drawer: false })} />}
      {id && <Sidebar key={id} id={id} drawer={drawer} />}
    </>
  );
}

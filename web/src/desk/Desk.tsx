import { useEffect } from "preact/hooks";
import { useStore } from "../kit/store";
import { ConnectionBanner } from "./ConnectionBanner";
import { ConversationPane } from "./conversation/ConversationPane";
import { ListPane } from "./list/ListPane";
import { Palette } from "./palette/Palette";
import { ShortcutsDialog } from "./shortcuts/ShortcutsDialog";
import { listenForKeys } from "./shortcuts/keys";
import { Sidebar } from "./sidebar/Sidebar";
import { startClock } from "./state/clock";
import { loadList } from "./state/list";
import { startLive } from "./state/live";
import { panels } from "./state/panels";
import { followAddress } from "./state/route";
import { selected } from "./state/threads";
import { useText } from "./text";
import { Notices } from "./ui/Notices";
import { useTitle } from "./useTitle";

/** Everything that runs while somebody is signed in. */
function start(): () => void {
  const stops = [followAddress(), startClock(), startLive(), listenForKeys()];
  void loadList();
  return () => stops.forEach((stop) => stop());
}

/** Three panes: what waits, what is said, what is known. */
export function Desk() {
  const t = useText();
  const id = useStore(selected);
  const { sidebar, drawer, palette, shortcuts } = useStore(panels);
  useEffect(start, []);
  useTitle();

  return (
    <div class={`d-desk ${id ? "d-desk--chosen" : ""} ${sidebar ? "" : "d-desk--no-sidebar"}`}>
      <ConnectionBanner />
      <ListPane />
      <main class="d-desk__main" aria-label={t.thread.label}>
        <ConversationPane key={id ?? "none"} id={id} />
      </main>
      {drawer && id && <div class="d-desk__shade" onClick={() => panels.patch({ drawer: false })} />}
      {id && <Sidebar key={id} id={id} drawer={drawer} />}
      {palette && <Palette />}
      {shortcuts && <ShortcutsDialog />}
      <Notices />
    </div>
  );
}

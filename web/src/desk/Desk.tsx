import { useEffect } from "preact/hooks";
import { useStore } from "../kit/store";
import { CasesPlace } from "./cases/CasesPlace";
import { ConnectionBanner } from "./ConnectionBanner";
import { ConversationsPlace } from "./conversation/ConversationsPlace";
import { Rail } from "./nav/Rail";
import { Palette } from "./palette/Palette";
import { HeldPlace } from "./quarantine/HeldPlace";
import { ShortcutsDialog } from "./shortcuts/ShortcutsDialog";
import { listenForKeys } from "./shortcuts/keys";
import { startClock } from "./state/clock";
import { loadList } from "./state/list";
import { startLive } from "./state/live";
import { panels } from "./state/panels";
import { startRefreshing } from "./state/refresh";
import { followAddress, here } from "./state/route";
import { Notices } from "./ui/Notices";
import { useTitle } from "./useTitle";

/** Everything that runs while somebody is signed in. */
function start(): () => void {
  const stops = [followAddress(), startClock(), startLive(), startRefreshing(), listenForKeys()];
  void loadList();
  return () => stops.forEach((stop) => stop());
}

/** The rail, and the place one is at: what waits, what is open, what is known. */
export function Desk() {
  const { name, id } = useStore(here);
  const { sidebar, palette, shortcuts } = useStore(panels);
  useEffect(start, []);
  useTitle();

  const beside = sidebar && name === "conversations";
  return (
    <div class={`d-desk ${id ? "d-desk--chosen" : ""} ${beside ? "" : "d-desk--no-sidebar"}`}>
      <ConnectionBanner />
      <Rail />
      {name === "conversations" && <ConversationsPlace id={id} />}
      {name === "cases" && <CasesPlace reference={id} />}
      {name === "messages" && <HeldPlace id={id} />}
      {palette && <Palette />}
      {shortcuts && <ShortcutsDialog />}
      <Notices />
    </div>
  );
}

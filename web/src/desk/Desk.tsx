import { useEffect } from "preact/hooks";
import { useLanguage } from "../kit/i18n";
import { useStore } from "../kit/store";
import { ConnectionBanner } from "./ConnectionBanner";
import { CoachingDialog } from "./agent/CoachingDialog";
import { RatingsDialog } from "./agent/RatingsDialog";
import { Rail } from "./nav/Rail";
import { Palette } from "./palette/Palette";
import { sectionNamed, sections } from "./sections/registry";
import { ShortcutsDialog } from "./shortcuts/ShortcutsDialog";
import { listenForKeys } from "./shortcuts/keys";
import { catalogue } from "./state/catalogue";
import { startClock } from "./state/clock";
import { startLive } from "./state/live";
import { panels } from "./state/panels";
import { startRefreshing } from "./state/refresh";
import { followAddress, here } from "./state/route";
import { Notices } from "./ui/Notices";
import { useTitle } from "./useTitle";

/** Everything that runs while somebody is signed in. */
function start(): () => void {
  const stops = [followAddress(), startClock(), startLive(), startRefreshing(), listenForKeys()];
  sections().forEach((section) => section.start?.());
  return () => stops.forEach((stop) => stop());
}

/** The rail, and the section one is in: what waits, what is open, what is known. */
export function Desk() {
  const language = useLanguage();
  const { section, id } = useStore(here);
  const { sidebar, palette, shortcuts, ratings, coaching } = useStore(panels);
  useEffect(start, []);
  // Words that came late reach everything below.
  useStore(catalogue);
  useTitle();

  const { List, Pane, Aside, words, ...shown } = sectionNamed(section);
  const beside = sidebar && Aside;
  return (
    <div class={`d-desk ${id ? "d-desk--chosen" : ""} ${beside ? "" : "d-desk--no-sidebar"}`}>
      <ConnectionBanner />
      <Rail />
      <List key={shown.id} id={id} />
      <main class="d-desk__main" aria-label={words[language].pane}>
        <Pane key={`${shown.id} ${id ?? "none"}`} id={id} />
      </main>
      {Aside && <Aside id={id} />}
      {palette && <Palette />}
      {shortcuts && <ShortcutsDialog />}
      {ratings && <RatingsDialog />}
      {coaching && <CoachingDialog />}
      <Notices />
    </div>
  );
}

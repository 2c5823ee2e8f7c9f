/** Not everything has a live line: the rest is asked for again when somebody looks, and now and then. */
import { sectionNamed, sections } from "../sections/registry";
import { loadCatalogue } from "./catalogue";
import { here } from "./route";

const EVERY_MS = 60_000;

function refresh(): void {
  void loadCatalogue();
  sections().forEach((section) => section.refresh?.());
}

export function startRefreshing(): () => void {
  refresh();
  let before = here.value.section;
  const forget = here.watch(() => {
    const { section } = here.value;
    if (section !== before && sectionNamed(section).refresh) refresh();
    before = section;
  });
  const whenSeen = () => document.visibilityState === "visible" && refresh();
  const timer = setInterval(whenSeen, EVERY_MS);
  window.addEventListener("focus", whenSeen);
  return () => {
    forget();
    clearInterval(timer);
    window.removeEventListener("focus", whenSeen);
  };
}

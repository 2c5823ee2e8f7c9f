/** Which report is open, as the page's address names it: `/insights/surveys`; `/insights` is the first one. */
import { Store } from "../kit/store";
import { paramsOf, scopeFrom } from "./scope";

const ROOT = "/insights";

const named = (): string => location.pathname.slice(ROOT.length + 1);

/** The name in the address, empty for the first report. */
export const opened = new Store<string>(named());

/** Where a report is, for the days and the language that are shown now. */
export const hrefOf = (report: string): string => `${ROOT}/${report}?${new URLSearchParams(paramsOf(scopeFrom(location.search)))}`;

export function go(report: string): void {
  history.pushState(null, "", hrefOf(report));
  opened.set(report);
}

/** The report's own choices: the address follows what is shown, and "back" leaves the report. */
export function note(search: string): void {
  history.replaceState(null, "", location.pathname + search);
}

window.addEventListener("popstate", () => opened.set(named()));

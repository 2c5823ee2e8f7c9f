/** Where in the desk somebody is, as the page's address names it, so that reload, back and a shared link work. */
import { Store } from "../../kit/store";
import { type Address, addressFrom, queryFor } from "../logic/address";
import { sections } from "../sections/registry";

const START: Address = { section: "", id: null };

export const here = new Store<Address>(START);

/** What was open in each section, to come back to. */
let left: Record<string, string | null> = {};

const rowOf = (id: string | null) => document.querySelector<HTMLElement>(`.d-list [data-id="${CSS.escape(id ?? "")}"]`);

/** Where only one pane is shown, going back must leave the focus on the row one came from. */
function focusRow(from: Address): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) rowOf(from.id)?.focus();
  });
}

function show(to: Address): void {
  const from = here.value;
  left[to.section] = to.id;
  here.set(to);
  for (const section of sections()) section.show?.(section.id === to.section ? to.id : null);
  if (from.section === to.section && from.id && !to.id) focusRow(from);
}

/** Go somewhere. "Back" undoes a step to another section and from a list to what it lists, not one along the list. */
export function go(to: Address): void {
  const from = here.value;
  if (from.section === to.section && from.id === to.id) return;
  const address = location.pathname + queryFor(to, sections());
  if (from.section !== to.section || from.id === null) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  show(to);
}

/** The address for a link. */
export const hrefFor = (to: Address): string => queryFor(to, sections()) || location.pathname;

const roomy = () => window.matchMedia("(min-width: 761px)").matches;

/** Change to another section and find there what one left; where there is room for one pane only, its list. */
export function visit(section: string): void {
  if (!roomy()) go({ section, id: null });
  else if (here.value.section !== section) go({ section, id: left[section] ?? null });
}

export function showRow(id: string): void {
  rowOf(id)?.scrollIntoView({ block: "nearest" });
}

export function forgetRoute(): void {
  left = {};
  // A page without sections signs in here too.
  here.set({ section: sections()[0]?.id ?? "", id: null });
}

export function followAddress(): () => void {
  const follow = () => show(addressFrom(location.search, sections()));
  follow();
  window.addEventListener("popstate", follow);
  return () => window.removeEventListener("popstate", follow);
}

/** Where in the desk somebody is, as the page's address names it, so that reload, back and a shared link work. */
import { Store } from "../../kit/store";
import { type Place, type PlaceName, placeFrom, queryFor } from "../rules/places";
import { loadCase } from "./openCase";
import { openThread, selected } from "./threads";

const START: Place = { name: "conversations", id: null };
const NOTHING: Record<PlaceName, string | null> = { conversations: null, cases: null, messages: null };

export const here = new Store<Place>(START);

/** What was open in each place, to come back to. */
let left = { ...NOTHING };

const ROW: Record<PlaceName, string> = { conversations: "conversation-row", cases: "case-row", messages: "held-row" };
const rowOf = ({ name, id }: Place) => document.querySelector<HTMLElement>(`[data-testid="${ROW[name]}"][data-id="${CSS.escape(id ?? "")}"]`);

/** Where only one pane is shown, going back must leave the focus on the row one came from. */
function focusRow(from: Place): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) rowOf(from)?.focus();
  });
}

function show(to: Place): void {
  const from = here.value;
  left[to.name] = to.id;
  here.set(to);
  selected.set(to.name === "conversations" ? to.id : null);
  if (to.name === "conversations" && to.id) openThread(to.id);
  if (to.name === "cases" && to.id) void loadCase(to.id);
  if (from.name === to.name && from.id && !to.id) focusRow(from);
}

/** Go somewhere. "Back" undoes a step to another place and from a list to what it lists, not one along the list. */
export function go(to: Place): void {
  const from = here.value;
  if (from.name === to.name && from.id === to.id) return;
  const address = location.pathname + queryFor(to);
  if (from.name !== to.name || from.id === null) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  show(to);
}

const roomy = () => window.matchMedia("(min-width: 761px)").matches;

/** Change to another place and find there what one left; where there is room for one pane only, its list. */
export function visit(name: PlaceName): void {
  if (!roomy()) go({ name, id: null });
  else if (here.value.name !== name) go({ name, id: left[name] });
}

/** Open a conversation, or with null go back to the list alone. */
export const select = (id: string | null): void => go({ name: "conversations", id });
export const selectCase = (reference: string | null): void => go({ name: "cases", id: reference });
export const selectHeld = (id: string | null): void => go({ name: "messages", id });

export function showRow(place: Place): void {
  rowOf(place)?.scrollIntoView({ block: "nearest" });
}

export function forgetPlaces(): void {
  left = { ...NOTHING };
  here.set(START);
}

export function followAddress(): () => void {
  const follow = () => show(placeFrom(location.search));
  follow();
  window.addEventListener("popstate", follow);
  return () => window.removeEventListener("popstate", follow);
}

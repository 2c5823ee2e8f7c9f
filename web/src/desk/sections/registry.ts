/** The sections that this desk has. Apart from the list itself, so that a section may use what is made from the list. */
import { leads } from "../logic/roles";
import { session } from "../state/session";
import type { Section } from "./section";

let registered: readonly Section[] = [];

export function registerSections(sections: readonly Section[]): void {
  registered = sections;
}

/** Those that whoever is signed in may use. */
export function sections(): readonly Section[] {
  const { value } = session;
  return registered.filter(({ forLeads }) => !forLeads || (value.phase === "in" && leads(value.agent)));
}

/** The section of this name; the first one when there is none, because there everybody begins. */
export function sectionNamed(id: string): Section {
  const found = sections().find((section) => section.id === id) ?? registered[0];
  if (!found) throw new Error("the desk has no sections");
  return found;
}

/** The sections that this desk has. Apart from the list itself, so that a section may use what is made from the list. */
import type { Section } from "./section";

let registered: readonly Section[] = [];

export function registerSections(sections: readonly Section[]): void {
  registered = sections;
}

export const sections = (): readonly Section[] => registered;

/** The section of this name; the first one when there is none, because there everybody begins. */
export function sectionNamed(id: string): Section {
  const found = registered.find((section) => section.id === id) ?? registered[0];
  if (!found) throw new Error("the desk has no sections");
  return found;
}

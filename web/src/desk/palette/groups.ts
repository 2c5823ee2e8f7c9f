/** The palette's list: what to do, and what was found in each section. */
import type { ComponentChildren } from "preact";
import { sections } from "../sections/registry";
import type { Command, Found } from "../sections/section";

export interface Option {
  id: string;
  run: () => void;
  /** A command, or what a section found. */
  command?: Command;
  content?: ComponentChildren;
}

export interface Group {
  id: string;
  /** Null for commands. */
  section: string | null;
  options: Option[];
}

const ofCommands = (commands: readonly Command[]): Group => ({
  id: "actions",
  section: null,
  options: commands.map((command) => ({ id: command.id, run: command.run, command })),
});

/** What each section found. The list of sections never changes while the page is open, so each keeps its hooks. */
function useFoundEverywhere(words: string): { section: string; found: Found[] }[] {
  return sections().map(({ id, palette }) => ({ section: id, found: palette?.useFound?.(words) ?? [] }));
}

/** Commands first. Conversations come last: they are there before anything is typed. */
export function useGroups(words: string, commands: readonly Command[]): Group[] {
  const found = useFoundEverywhere(words).reverse();
  const groups = [ofCommands(commands), ...found.map(({ section, found: options }) => ({ id: section, section, options }))];
  return groups.filter(({ options }) => options.length > 0);
}

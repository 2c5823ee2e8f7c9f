/** What a section of the desk declares about itself; rail, address, palette and shortcuts are made from it. */
import type { ComponentChildren, FunctionComponent } from "preact";
import type { Texts } from "../../kit/i18n";
import type { DeskEvent } from "../../kit/api/messages";
import type { Agent, Language } from "../../kit/api/types";

export interface SectionWords {
  /** Its full name, in titles and commands. */
  name: string;
  /** The name in the rail, where there is little room. */
  short: string;
  /** What one thing in it is called. */
  one: string;
  /** What the pane beside its list shows. */
  pane: string;
  /** The way along its list, as commands; without them there are none. */
  next?: string;
  previous?: string;
}

/** How much waits in a section, in a number and in words. */
export interface Waiting {
  count: number;
  words: string;
  tone: "warm" | "danger" | "quiet";
}

/** A shortcut that works where the section is shown, and its line in the list of shortcuts. */
export interface Shortcut {
  /** Alt and a letter. */
  keys: string;
  words: Texts<string>;
  /** The part of the list it stands in; else it stands in a part of the section's own. */
  among?: "moving" | "writing";
  run: () => void;
}

/** What the palette offers to do. */
export interface Command {
  id: string;
  words: string;
  icon: string;
  keys?: string;
  run: () => void;
}

/** What the palette found, drawn by the section it belongs to. */
export interface Found {
  id: string;
  content: ComponentChildren;
  run: () => void;
}

export interface PaletteSource {
  /** What may be done with the thing that is open in this section. */
  opened?: (id: string, language: Language, agent: Agent) => Command[];
  /** What may be done from everywhere. */
  anywhere?: (language: Language) => Command[];
  /** Things of this section that fit what was typed. */
  useFound?: (words: string) => Found[];
}

interface Opened {
  /** What is open: a conversation's id, a case's reference, a message's id. */
  id: string | null;
}

export interface Section {
  /** Its name in the page's address. */
  id: string;
  /** Names it had in addresses that were shared before. */
  formerly?: readonly string[];
  /** Names in the page's address what is open. */
  parameter: string;
  icon: string;
  /** Alt and a letter lead here from everywhere. */
  keys: string;
  words: Texts<SectionWords>;
  /** Agents who lead nobody do not see it. */
  forLeads?: boolean;

  List: FunctionComponent<Opened>;
  Pane: FunctionComponent<Opened>;
  /** A third pane, where there is room and the agent wants it. */
  Aside?: FunctionComponent<Opened>;

  useWaiting: () => Waiting;
  /** The ids of the list as it is shown, from the top. */
  rows: () => string[];
  nextTab: () => void;
  shortcuts?: readonly Shortcut[];
  palette?: PaletteSource;

  /** Once after signing in. */
  start?: () => void;
  /** Ask the server again: now and then, for what no live event tells. */
  refresh?: () => void;
  /** Somebody else may sign in next. */
  forget?: () => void;
  /** Told what is open here; null when nothing is, or when another section is shown. */
  show?: (id: string | null) => void;
  /** A live event, whatever section is shown. */
  receive?: (event: DeskEvent) => void;
  /** How much that was written here has not been sent. */
  useUnsent?: () => number;
  /** The live line was lost and is back. */
  resynchronise?: () => void;
}

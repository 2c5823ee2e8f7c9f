/** What can be set up here, in the order of the list. */
import type { FunctionComponent } from "preact";
import { CLOCK } from "../../../kit/icons";
import { HISTORY, HOOK, KEY } from "../../icons";
import { Changes } from "./subjects/Changes";
import { Keys } from "./subjects/Keys";
import { Levels } from "./subjects/Levels";
import { Webhooks } from "./subjects/Webhooks";

export interface Subject {
  id: "levels" | "webhooks" | "keys" | "changes";
  icon: string;
  Page: FunctionComponent;
}

export const SUBJECTS: readonly Subject[] = [
  { id: "levels", icon: CLOCK, Page: Levels },
  { id: "webhooks", icon: HOOK, Page: Webhooks },
  { id: "keys", icon: KEY, Page: Keys },
  { id: "changes", icon: HISTORY, Page: Changes },
];

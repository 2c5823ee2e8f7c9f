/** What can be set up here, in the order of the list. */
import type { FunctionComponent } from "preact";
import { CLOCK, PENCIL, USER, USERS } from "../../../kit/icons";
import type { Agent } from "../../../kit/api/types";
import { leads } from "../../logic/roles";
import { HISTORY, HOOK, KEY } from "../../icons";
import { Account } from "./subjects/Account";
import { Changes } from "./subjects/Changes";
import { Keys } from "./subjects/Keys";
import { Levels } from "./subjects/Levels";
import { People } from "./subjects/People";
import { Replies } from "./subjects/Replies";
import { Webhooks } from "./subjects/Webhooks";

export interface Subject {
  id: "account" | "people" | "replies" | "levels" | "webhooks" | "keys" | "changes";
  icon: string;
  Page: FunctionComponent;
  /** Everybody has something to set up here. */
  forAll?: boolean;
}

export const SUBJECTS: readonly Subject[] = [
  { id: "account", icon: USER, Page: Account, forAll: true },
  { id: "people", icon: USERS, Page: People },
  { id: "replies", icon: PENCIL, Page: Replies, forAll: true },
  { id: "levels", icon: CLOCK, Page: Levels },
  { id: "webhooks", icon: HOOK, Page: Webhooks },
  { id: "keys", icon: KEY, Page: Keys },
  { id: "changes", icon: HISTORY, Page: Changes },
];

export const subjectsOf = (agent: Agent): readonly Subject[] => SUBJECTS.filter(({ forAll }) => forAll || leads(agent));

/** How the desk is set up: other systems, and who changed what. */
import { GEAR } from "../../icons";
import { me } from "../../state/session";
import type { Section } from "../section";
import { AdministrationListPane } from "./AdministrationListPane";
import { AdministrationPane } from "./AdministrationPane";
import { SECTION } from "./select";
import { subjectsOf } from "./subjects";
import { texts } from "./text";

export const administration: Section = {
  id: SECTION,
  parameter: "subject",
  icon: GEAR,
  keys: "Alt+Y",
  words: { zh: texts.zh.administration.section, en: texts.en.administration.section },
  List: AdministrationListPane,
  Pane: AdministrationPane,
  // Nothing waits here.
  useWaiting: () => ({ count: 0, words: "", tone: "quiet" }),
  rows: () => subjectsOf(me()).map(({ id }) => id),
  nextTab: () => undefined,
};

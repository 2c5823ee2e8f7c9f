/** What the assistant took wrongly, and what people say it meant. */
import { useStore } from "../../../kit/store";
import { following } from "../../logic/following";
import { IMPROVE } from "../../icons";
import type { Section, Waiting } from "../section";
import { experimentPaths, experiments, forgetExperiments, loadExperiments } from "./experiments/state";
import { forgetModels, loadModels, modelPaths, models } from "./models/state";
import { ImproveListPane } from "./ImproveListPane";
import { ImprovePane } from "./ImprovePane";
import { experimentOf, modelOf, SECTION } from "./select";
import { decideOpen, forgetImprove, improve as state, loadImprove, PARTS, paths } from "./state";
import { texts, useText } from "./text";
import { view } from "./view";

/** Only what waits for whoever looks: nobody approves their own. */
function useWaiting(): Waiting {
  const t = useText().improve;
  const { length } = useStore(state).proposed.filter(({ mine }) => !mine);
  return { count: length, words: t.waiting(length), tone: "quiet" };
}

/** All lists: what has happened meanwhile is there wherever one looks first. */
function load(): void {
  void loadImprove({ quiet: state.value.phase === "ready" });
  void loadModels({ quiet: models.value.phase === "ready" });
  void loadExperiments({ quiet: experiments.value.phase === "ready" });
}

export const improve: Section = {
  id: SECTION,
  parameter: "group",
  icon: IMPROVE,
  keys: "Alt+R",
  forLeads: true,
  words: { zh: texts.zh.improve.section, en: texts.en.improve.section },
  List: ImproveListPane,
  Pane: ImprovePane,
  useWaiting,
  rows: () => (view.value === "models" ? modelPaths() : view.value === "experiments" ? experimentPaths() : paths(state.value)),
  nextTab: () => {
    if (view.value === "messages") state.patch({ part: following(PARTS, state.value.part) });
  },
  // A shared link shows a thing among others of its kind.
  show: (id) => {
    if (modelOf(id)) view.set("models");
    if (experimentOf(id)) view.set("experiments");
  },
  shortcuts: [{ keys: "Alt+D", words: { zh: texts.zh.improve.shortcuts.decide, en: texts.en.improve.shortcuts.decide }, run: decideOpen }],
  refresh: load,
  resynchronise: load,
  forget: () => {
    forgetImprove();
    forgetModels();
    forgetExperiments();
  },
};

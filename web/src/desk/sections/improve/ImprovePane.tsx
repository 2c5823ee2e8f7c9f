import { ARROW_LEFT, CHECK, LOCK } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { IconButton } from "../../../kit/ui/IconButton";
import { IMPROVE } from "../../icons";
import { leads } from "../../logic/roles";
import { useAgent } from "../../state/session";
import { PaneSkeleton } from "../../ui/PaneSkeleton";
import { DecisionPane } from "./DecisionPane";
import { GroupPane } from "./GroupPane";
import { ExperimentForm } from "./experiments/ExperimentForm";
import { ExperimentPane } from "./experiments/ExperimentPane";
import { ModelPane } from "./models/ModelPane";
import { decisionOf, experimentOf, modelOf, NEW_EXPERIMENT, select } from "./select";
import { improve } from "./state";
import { useText } from "./text";
import { view } from "./view";
import "./improve.css";

function Nothing({ asked }: { asked: boolean }) {
  const t = useText();
  const i = t.improve;
  const shown = useStore(view);
  return (
    <div class="d-conversation">
      {asked && (
        <div class="d-conversation__back">
          <IconButton icon={ARROW_LEFT} label={t.header.back} onClick={() => select(null)} />
        </div>
      )}
      <h1 class="visually-hidden">{i.section.name}</h1>
      {asked ? <EmptyState icon={CHECK} title={i.gone} /> : <EmptyState icon={IMPROVE} title={i.nothing[shown].title} text={i.nothing[shown].hint} />}
    </div>
  );
}

/** The right pane: a group of messages and what they mean, what somebody proposes, a model, or an experiment. */
export function ImprovePane({ id }: { id: string | null }) {
  const t = useText().improve;
  const { groups, proposed, approved, phase } = useStore(improve);
  if (!leads(useAgent())) return <EmptyState icon={LOCK} title={t.forLeads.title} text={t.forLeads.hint} />;
  const model = modelOf(id);
  if (model) return <ModelPane key={model} name={model} />;
  if (id === NEW_EXPERIMENT) return <ExperimentForm />;
  const experiment = experimentOf(id);
  if (experiment) return <ExperimentPane key={experiment} id={experiment} />;
  const group = groups.find((one) => one.id === id);
  const decision = [...proposed, ...approved].find((one) => one.id === decisionOf(id));
  if (group) return <GroupPane key={group.id} group={group} />;
  if (decision) return <DecisionPane key={decision.id} decision={decision} />;
  return id !== null && phase === "loading" ? <PaneSkeleton /> : <Nothing asked={id !== null} />;
}

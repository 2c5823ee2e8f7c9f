import { ARROW_LEFT, LOCK } from "../../../kit/icons";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { IconButton } from "../../../kit/ui/IconButton";
import { GEAR } from "../../icons";
import { useAgent } from "../../state/session";
import { select } from "./select";
import { type Subject, SUBJECTS, subjectsOf } from "./subjects";
import { useText } from "./text";

function Open({ subject: { id, Page } }: { subject: Subject }) {
  const t = useText();
  const { name, lead } = t.administration.subjects[id];
  return (
    <section class="d-case" data-testid={`administration-${id}`}>
      <header class="d-case__head">
        <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} onClick={() => select(null)} />
        <div class="d-case__names">
          <h1>{name}</h1>
        </div>
      </header>
      <div class="d-case__scroll a-pane">
        <p class="a-lead">{lead}</p>
        <Page />
      </div>
    </section>
  );
}

/** The right pane: one subject. */
export function AdministrationPane({ id }: { id: string | null }) {
  const t = useText().administration;
  const agent = useAgent();
  const subject = subjectsOf(agent).find((one) => one.id === id);
  if (subject) return <Open subject={subject} />;
  if (SUBJECTS.some((one) => one.id === id)) return <EmptyState icon={LOCK} title={t.forLeads.title} text={t.forLeads.hint} />;
  return (
    <div class="d-conversation">
      <h1 class="visually-hidden">{t.section.name}</h1>
      <EmptyState icon={GEAR} title={t.chooseTitle} text={t.chooseHint} />
    </div>
  );
}

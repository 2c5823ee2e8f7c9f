import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../kit/store";
import type { Agent } from "../../kit/types";
import { Avatar } from "../../kit/ui/Avatar";
import { Button } from "../../kit/ui/Button";
import { Skeleton } from "../../kit/ui/Skeleton";
import { fetchAgents } from "../api";
import { PERSON_ADD } from "../icons";
import { assignCase, caseDeed } from "../state/caseMoves";
import { openMenu, panels } from "../state/panels";
import { useAgent } from "../state/session";
import { useText } from "../text";
import type { OpenCase } from "../types";
import { Menu } from "../ui/Menu";
import { MenuHeading, MenuItem } from "../ui/MenuItem";

type Loaded = Agent[] | "loading" | "failed";

function Colleagues({ agents, one, onChoose }: { agents: Loaded; one: OpenCase; onChoose: (agent: Agent) => void }) {
  const t = useText();
  const own = useAgent();
  if (agents === "loading") return <Skeleton height="34px" />;
  if (agents === "failed") return <p class="d-menu__heading">{t.transfer.failed}</p>;
  const others = agents.filter(({ id }) => id !== own.id).sort((a, b) => a.name.localeCompare(b.name));
  return (
    <>
      {[own, ...others].map((agent) => (
        <MenuItem key={agent.id} checked={agent.id === one.assignee?.id} testId={`assign-${agent.id}`} hint={agent.id === own.id ? undefined : t.agentStatus[agent.status]} onChoose={() => onChoose(agent)}>
          <span class="d-person">
            <Avatar name={agent.name} size={22} />
            {agent.id === own.id ? t.cases.assignMe : agent.name}
          </span>
        </MenuItem>
      ))}
    </>
  );
}

/** Whose case it is; oneself first, then the colleagues. */
export function AssignMenu({ one }: { one: OpenCase }) {
  const t = useText();
  const own = useAgent();
  const open = useStore(panels).menu === "assign";
  const busy = useStore(caseDeed) === "assign";
  const [agents, setAgents] = useState<Loaded>("loading");

  useEffect(() => {
    if (!open) return;
    fetchAgents().then(
      (answer) => setAgents(answer.agents),
      () => setAgents("failed"),
    );
  }, [open]);

  const choose = (to: Agent | null) => {
    openMenu(null);
    if ((to?.id ?? null) !== (one.assignee?.id ?? null)) void assignCase(one, to);
  };
  const name = one.assignee?.id === own.id ? t.cases.assignMe : (one.assignee?.name ?? t.cases.assign);
  const label = one.assignee ? `${t.header.assignee(one.assignee.name)}. ${t.cases.assignTo}` : t.cases.assignTo;
  return (
    <Menu
      open={open}
      onOpen={() => openMenu("assign")}
      onClose={() => openMenu(null)}
      label={t.cases.assignTo}
      trigger={(props) => (
        <Button size="sm" class="d-case__assign" busy={busy} aria-label={label} title={label} data-testid="assign" {...(!one.assignee && { icon: PERSON_ADD })} {...props}>
          {one.assignee && !busy && <Avatar name={one.assignee.name} size={20} />}
          <span class="d-case__words">{name}</span>
        </Button>
      )}
    >
      <MenuHeading>{t.cases.assignTo}</MenuHeading>
      <Colleagues agents={agents} one={one} onChoose={choose} />
      {one.assignee && (
        <>
          <hr class="d-menu__line" />
          <MenuItem testId="assign-nobody" onChoose={() => choose(null)}>
            {t.cases.assignNobody}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

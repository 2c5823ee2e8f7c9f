import { useState } from "preact/hooks";
import { INBOX, TRANSFER } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Agent, Summary } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { leads } from "../../../logic/roles";
import { transfer, underWay } from "../state/moves";
import { openMenu, panels } from "../../../state/panels";
import { useAgent } from "../../../state/session";
import { useText } from "../text";
import { Colleagues, Person, useTeam } from "../../../ui/Colleagues";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Menu } from "../../../ui/Menu";
import { MenuHeading, MenuItem } from "../../../ui/MenuItem";

const ORDER = { online: 0, away: 1, offline: 2 } as const;

/** Colleagues, those at their desk first; a supervisor is offered themselves too. */
function receivers(agents: Agent[], summary: Summary, own: Agent): Agent[] {
  return agents
    .filter((agent) => agent.id !== summary.assignee?.id && (agent.id !== own.id || leads(own)))
    .sort((a, b) => ORDER[a.status] - ORDER[b.status] || a.name.localeCompare(b.name));
}

function Receivers({ agents, summary, onChoose }: { agents: Agent[]; summary: Summary; onChoose: (agent: Agent) => void }) {
  const t = useText();
  const own = useAgent();
  const offered = receivers(agents, summary, own);
  if (offered.length === 0) return <p class="d-menu__heading">{t.transfer.none}</p>;
  return (
    <>
      {offered.map((agent) => (
        <MenuItem key={agent.id} testId={`transfer-${agent.id}`} hint={t.agentStatus[agent.status]} onChoose={() => onChoose(agent)}>
          <Person agent={agent} called={agent.id === own.id ? t.transfer.you : agent.name} />
        </MenuItem>
      ))}
    </>
  );
}

/** Whoever is not at their desk may not come: the agent decides, knowing it. */
function AbsentDialog({ agent, onConfirm, onClose }: { agent: Agent; onConfirm: () => void; onClose: () => void }) {
  const t = useText().transfer.absent;
  return <ConfirmDialog title={t.title(agent.name, agent.status === "away")} text={t.text(agent.name)} confirm={t.confirm} onConfirm={onConfirm} onClose={onClose} />;
}

export function TransferMenu({ summary }: { summary: Summary }) {
  const t = useText();
  const open = useStore(panels).menu === "transfer";
  const busy = useStore(underWay) === "transfer";
  const team = useTeam(open);

  const [absent, setAbsent] = useState<Agent | null>(null);

  const pass = (to: Agent | null) => {
    setAbsent(null);
    void transfer(summary.id, to);
  };
  const choose = (to: Agent | null) => {
    openMenu(null);
    if (to && to.status !== "online") setAbsent(to);
    else pass(to);
  };
  return (
    <>
      {absent && <AbsentDialog agent={absent} onConfirm={() => pass(absent)} onClose={() => setAbsent(null)} />}
      <Menu
        open={open}
        onOpen={() => openMenu("transfer")}
        onClose={() => openMenu(null)}
        label={t.transfer.title}
        trigger={(props) => (
          <Button size="sm" class="d-actions__lesser" icon={TRANSFER} busy={busy} data-testid="transfer" title={t.action.transfer} aria-label={t.action.transfer} {...props}>
            <span class="d-actions__words">{t.action.transfer}</span>
          </Button>
        )}
      >
        <MenuHeading>{t.transfer.title}</MenuHeading>
        {summary.status !== "queued" && (
          <MenuItem icon={INBOX} testId="transfer-queue" onChoose={() => choose(null)}>
            {t.transfer.queue}
          </MenuItem>
        )}
        <Colleagues team={team}>{(agents) => <Receivers agents={agents} summary={summary} onChoose={choose} />}</Colleagues>
      </Menu>
    </>
  );
}

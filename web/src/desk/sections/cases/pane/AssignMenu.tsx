import { useStore } from "../../../../kit/store";
import type { Agent, OpenCase } from "../../../../kit/api/types";
import { Avatar } from "../../../../kit/ui/Avatar";
import { Button } from "../../../../kit/ui/Button";
import { PERSON_ADD } from "../../../icons";
import { assignCase, caseDeed } from "../state/moves";
import { openMenu, panels } from "../../../state/panels";
import { useAgent } from "../../../state/session";
import { useText } from "../text";
import { Colleagues, Person, useTeam } from "../../../ui/Colleagues";
import { Menu } from "../../../ui/Menu";
import { MenuHeading, MenuItem } from "../../../ui/MenuItem";

const others = (agents: Agent[], own: Agent): Agent[] => agents.filter(({ id }) => id !== own.id).sort((a, b) => a.name.localeCompare(b.name));

/** Whose case it is; oneself first, then the colleagues. */
export function AssignMenu({ one }: { one: OpenCase }) {
  const t = useText();
  const own = useAgent();
  const open = useStore(panels).menu === "assign";
  const busy = useStore(caseDeed) === "assign";
  const team = useTeam(open);

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
      <Colleagues team={team}>
        {(agents) =>
          [own, ...others(agents, own)].map((agent) => (
            <MenuItem key={agent.id} checked={agent.id === one.assignee?.id} testId={`assign-${agent.id}`} hint={agent.id === own.id ? undefined : t.agentStatus[agent.status]} onChoose={() => choose(agent)}>
              <Person agent={agent} called={agent.id === own.id ? t.cases.assignMe : agent.name} />
            </MenuItem>
          ))
        }
      </Colleagues>
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

/** The team in a menu: asked for each time it opens, because who is at their desk changes. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Agent } from "../../kit/api/types";
import { Avatar } from "../../kit/ui/Avatar";
import { Skeleton } from "../../kit/ui/Skeleton";
import { fetchAgents } from "../api";
import { useText } from "../text";

export type Team = Agent[] | "loading" | "failed";

export function useTeam(open: boolean): Team {
  const [team, setTeam] = useState<Team>("loading");
  useEffect(() => {
    if (!open) return;
    fetchAgents().then(
      ({ agents }) => setTeam(agents),
      () => setTeam("failed"),
    );
  }, [open]);
  return team;
}

/** What `children` make of the team, once it is there. */
export function Colleagues({ team, children }: { team: Team; children: (agents: Agent[]) => ComponentChildren }) {
  const t = useText();
  if (team === "loading") return <Skeleton height="34px" />;
  if (team === "failed") return <p class="d-menu__heading">{t.people.teamFailed}</p>;
  return <>{children(team)}</>;
}

export function Person({ agent, called }: { agent: Agent; called: string }) {
  return (
    <span class="d-person">
      <Avatar name={agent.name} size={22} />
      {called}
    </span>
  );
}

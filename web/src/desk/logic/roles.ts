/** What an agent's role allows wherever in the desk they are. The server has the last word. */
import type { Agent } from "../../kit/api/types";

export const leads = (agent: Agent): boolean => agent.role !== "agent";

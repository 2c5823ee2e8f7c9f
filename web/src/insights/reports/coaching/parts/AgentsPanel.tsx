import { useLanguage } from "../../../../kit/i18n";
import { decimal, interval, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { useText } from "../text";
import { DIMENSIONS, type Report } from "../types";

/** The mean of each dimension by agent, with how far it may be off. */
export function AgentsPanel({ report }: { report: Report }) {
  const t = useText();
  const language = useLanguage();
  return (
    <Panel id="agents" title={t.agents} hint={t.agentsHint}>
      <Table label={t.agents} head={[t.agent, t.conversations, ...DIMENSIONS.map((one) => t.dimensions[one] ?? one)]}>
        {report.agents.map((agent) => (
          <tr key={agent.agent_id}>
            <th scope="row">{agent.name}</th>
            <td class="i-table__number">{whole(agent.n, language)}</td>
            {DIMENSIONS.map((dimension) => {
              const estimate = agent.dimensions[dimension];
              return (
                <td key={dimension} class="i-table__number">
                  {estimate ? decimal(estimate.value, language) : t.none}
                  {estimate && <span class="c-range">{interval(estimate, "scale", language)}</span>}
                </td>
              );
            })}
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

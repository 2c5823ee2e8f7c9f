import { LOOP, SEARCH } from "../../kit/icons";
import { Icon } from "../../kit/ui/Icon";
import { AgentMenu } from "../agent/AgentMenu";
import { panels } from "../state/panels";
import { useText } from "../text";
import { Keys } from "../ui/Keys";

/** The product's name, the way into everything by keyboard, and the agent's own menu. */
export function ListHead() {
  const t = useText();
  return (
    <header class="d-list__head">
      <span class="d-list__mark">
        <Icon path={LOOP} size={18} />
      </span>
      <button type="button" class="d-list__search" data-testid="open-palette" onClick={() => panels.patch({ palette: true })}>
        <Icon path={SEARCH} size={16} />
        <span>{t.list.search}</span>
        <Keys combination="Ctrl+K" />
      </button>
      <AgentMenu />
    </header>
  );
}

import { SEARCH } from "../../../../kit/icons";
import { Icon } from "../../../../kit/ui/Icon";
import { panels } from "../../../state/panels";
import { useText } from "../text";
import { Keys } from "../../../ui/Keys";

/** The way into everything by keyboard. */
export function ListHead() {
  const t = useText();
  return (
    <header class="d-list__head">
      <button type="button" class="d-list__search" data-testid="open-palette" onClick={() => panels.patch({ palette: true })}>
        <Icon path={SEARCH} size={16} />
        <span>{t.list.search}</span>
        <Keys combination="Ctrl+K" />
      </button>
    </header>
  );
}

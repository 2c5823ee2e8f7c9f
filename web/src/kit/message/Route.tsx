import { PLANE_LEVEL } from "../icons";
import { Icon } from "../ui/Icon";
import type { Port } from "../api/messages";
import "./flight-card.css";

/** From one airport to another: codes large, names small. */
export function Route({ from, to }: { from: Port; to: Port }) {
  return (
    <div class="k-route">
      <p class="k-route__port">
        <span class="k-route__code">{from.code}</span>
        <span class="k-route__name">{from.name}</span>
      </p>
      <span class="k-route__way" role="img" aria-label="→">
        <Icon path={PLANE_LEVEL} size={18} />
      </span>
      <p class="k-route__port k-route__port--to">
        <span class="k-route__code">{to.code}</span>
        <span class="k-route__name">{to.name}</span>
      </p>
    </div>
  );
}

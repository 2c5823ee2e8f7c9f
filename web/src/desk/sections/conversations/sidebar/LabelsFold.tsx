import { CHECK } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import type { Summary } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { markLabel, markNames } from "../../../text/catalogue";
import { mark } from "../state/moves";
import { useText } from "../text";
import { Fold } from "./Fold";
import "../marks/labels.css";

/** The site's labels: pressed ones are on. */
export function LabelsFold({ summary }: { summary: Summary }) {
  const t = useText();
  const language = useLanguage();
  const names = markNames();
  if (names.length === 0) return null;
  return (
    <Fold name="labels" title={t.sidebar.labels} count={summary.labels.length} testId="labels">
      <div class="d-marks">
        {names.map((name) => {
          const on = summary.labels.includes(name);
          return (
            <button type="button" key={name} class="d-mark" aria-pressed={on} data-testid={`label-${name}`} onClick={() => void mark(summary.id, name, !on)}>
              {on && <Icon path={CHECK} size={13} />}
              {markLabel(name, language)}
            </button>
          );
        })}
      </div>
    </Fold>
  );
}

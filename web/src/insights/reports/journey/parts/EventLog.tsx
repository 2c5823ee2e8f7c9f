import { DOWNLOAD } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Icon } from "../../../../kit/ui/Icon";
import { Panel } from "../../../parts/Panel";
import { logHref } from "../api";
import { query } from "../state";
import { useText } from "../text";
import { FORMATS } from "../types";

export function EventLog() {
  const t = useText();
  const asked = useStore(query);
  return (
    <Panel id="log" title={t.log} hint={t.logHint}>
      <div class="j-log">
        {FORMATS.map((one) => (
          <a key={one} class="k-button k-button--secondary k-button--md" href={logHref(asked, one)} download data-testid={`log-${one}`}>
            <Icon path={DOWNLOAD} size={18} />
            {t.formats[one]}
          </a>
        ))}
      </div>
    </Panel>
  );
}

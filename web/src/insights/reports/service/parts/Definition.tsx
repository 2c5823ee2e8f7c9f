import { useId, useState } from "preact/hooks";
import { INFO } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { Icon } from "../../../../kit/ui/Icon";
import { useText } from "../text";
import type { Metric } from "../types";

/** A metric's name with a button that tells what exactly it is. */
export function Defined({ metric }: { metric: Metric }) {
  const t = useText();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const id = useId();
  const name = metric.label[language];
  return (
    <span class="s-defined">
      {name}
      <button type="button" class="s-define" aria-expanded={open} aria-controls={id} aria-label={t.define(name)} title={metric.definition[language]} onClick={() => setOpen(!open)}>
        <Icon path={INFO} size={15} />
      </button>
      <span id={id} class="s-definition" hidden={!open}>
        {metric.definition[language]}
      </span>
    </span>
  );
}

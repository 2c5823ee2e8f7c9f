import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { DOWNLOAD } from "../../kit/icons";
import { Icon } from "../../kit/ui/Icon";
import { useText } from "../text";

interface PanelProps {
  id: string;
  title: string;
  hint?: string;
  /** Where its table can be had for a spreadsheet. */
  csv?: string;
  /** Choices that change what it shows. */
  tools?: ComponentChildren;
  /** With a chart it begins with that; else there is the table alone. */
  chart?: ComponentChildren;
  children: ComponentChildren;
}

/** One question and its answer, as a chart and as a table. */
export function Panel({ id, title, hint, csv, tools, chart, children }: PanelProps) {
  const t = useText();
  const [table, setTable] = useState(false);
  return (
    <section class="i-panel" aria-labelledby={`${id}-title`} data-testid={id}>
      <header class="i-panel__head">
        <div class="i-panel__words">
          <h2 id={`${id}-title`}>{title}</h2>
          {hint && <p>{hint}</p>}
        </div>
        <div class="i-panel__tools">
          {tools}
          {chart && (
            <div class="i-segments" role="group" aria-label={t.view}>
              {[false, true].map((one) => (
                <button type="button" key={String(one)} class="i-segments__one" aria-pressed={table === one} data-testid={`${id}-${one ? "table" : "chart"}`} onClick={() => setTable(one)}>
                  {one ? t.table : t.chart}
                </button>
              ))}
            </div>
          )}
          {csv && (
            <a class="k-button k-button--quiet k-button--sm" href={csv} download aria-label={t.csvOf(title)}>
              <Icon path={DOWNLOAD} size={16} />
              {t.csv}
            </a>
          )}
        </div>
      </header>
      {chart && !table ? chart : children}
    </section>
  );
}

/** A table that may be wider than its place; the first columns hold words, the others numbers. */
export function Table({ label, head, words = 1, children }: { label: string; head: readonly string[]; words?: number; children: ComponentChildren }) {
  return (
    <div class="i-scroll" tabIndex={0} role="group" aria-label={label}>
      <table class="i-table">
        <thead>
          <tr>
            {head.map((heading, place) => (
              <th key={heading} scope="col" class={place < words ? "" : "i-table__number"}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

import type { ComponentChildren } from "preact";

interface TableProps {
  label: string;
  /** The first `words` columns hold words, the others numbers. */
  head: readonly string[];
  words?: number;
  /** The last column draws what the one before it says. */
  ranges?: boolean;
  children: ComponentChildren;
}

/** A table that may be wider than its place. */
export function Table({ label, head, words = 1, ranges = false, children }: TableProps) {
  return (
    <div class="m-scroll" tabIndex={0} role="group" aria-label={label}>
      <table class={`m-table ${ranges ? "m-table--ranges" : ""}`}>
        <thead>
          <tr>
            {head.map((one, index) => (
              <th key={one} scope="col" class={index < words ? "" : "m-number"}>
                {one}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

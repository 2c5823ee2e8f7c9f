/** What every row of this section's lists does. */
import { hrefFor } from "../../state/route";
import { SECTION, select } from "./select";

export interface RowProps {
  path: string;
  current: boolean;
  tabStop: boolean;
}

/** A row leads to what it names; with a key held down, in a window of its own. */
export function rowOf({ path, current, tabStop }: RowProps) {
  return {
    class: "d-row",
    href: hrefFor({ section: SECTION, id: path }),
    tabIndex: tabStop ? 0 : -1,
    "aria-current": current ? ("true" as const) : undefined,
    "data-id": path,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      select(path);
    },
  };
}

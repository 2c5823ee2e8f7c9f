import type { TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { useStore } from "../../kit/store";
import { list, shownRows, summaries } from "../state/list";
import { seen } from "../state/seen";
import { selected } from "../state/threads";
import { useText } from "../text";
import { Row } from "./Row";

function targetOf(key: string, at: number, last: number): number | null {
  if (key === "ArrowDown") return Math.min(at + 1, last);
  if (key === "ArrowUp") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? last : null;
}

/** The rows; arrow keys move between them, and one of them is in the tab order. */
export function Rows() {
  const t = useText();
  const root = useRef<HTMLUListElement>(null);
  useStore(list);
  useStore(summaries);
  useStore(seen);
  const current = useStore(selected);
  const rows = shownRows();
  const tabStop = rows.some(({ id }) => id === current) ? current : rows[0]?.id;

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLUListElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-id]")];
    const target = targetOf(event.key, links.indexOf(document.activeElement as HTMLElement), links.length - 1);
    if (target === null) return;
    event.preventDefault();
    links[target]?.focus();
  };

  return (
    <ul class="d-rows" ref={root} aria-label={t.list.shown(rows.length)} onKeyDown={onKeyDown}>
      {rows.map((summary) => (
        <Row key={summary.id} summary={summary} current={summary.id === current} tabStop={summary.id === tabStop} />
      ))}
    </ul>
  );
}

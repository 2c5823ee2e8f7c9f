/** Arrow keys, Home and End along the rows of a list; one row at a time is in the tab order. */
import type { TargetedKeyboardEvent } from "preact";

function targetOf(key: string, at: number, last: number): number | null {
  if (key === "ArrowDown") return Math.min(at + 1, last);
  if (key === "ArrowUp") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? last : null;
}

export function moveAlongRows(event: TargetedKeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-id]")];
  const target = targetOf(event.key, links.indexOf(document.activeElement as HTMLElement), links.length - 1);
  if (target === null) return;
  event.preventDefault();
  links[target]?.focus();
}

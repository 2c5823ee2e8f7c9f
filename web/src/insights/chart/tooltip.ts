/** What is said at a point of a chart: built from text alone, so that no name can become markup. */
import type { Look } from "./look";

export function tip(title: string, lines: readonly (string | null)[]): HTMLElement {
  const whole = document.createElement("div");
  const head = document.createElement("strong");
  head.textContent = title;
  whole.append(head);
  for (const line of lines) {
    if (line === null) continue;
    const row = document.createElement("div");
    row.textContent = line;
    whole.append(row);
  }
  return whole;
}

export const tooltipLook = (look: Look) => ({
  backgroundColor: look.raised,
  borderColor: look.border,
  textStyle: { color: look.text, fontFamily: look.font, fontSize: 13 },
  confine: true,
});

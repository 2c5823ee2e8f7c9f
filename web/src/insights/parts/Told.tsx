/** Small parts that say a figure, its interval and its change. */
import { useLanguage } from "../../kit/i18n";
import { difference, direction, figure, interval, whole } from "../format";
import { useText } from "../text";
import type { Better, Change, Figure, Unit } from "../types";

const ARROWS = { up: "▲", down: "▼", none: "≈" } as const;

/** Whether a change is good news, bad news or neither. */
const newsOf = (way: keyof typeof ARROWS, better: Better) => (way === "none" || better === "neither" ? "none" : (way === "up") === (better === "higher") ? "up" : "down");

/** Which way it went, and whether chance explains it. */
export function ChangeMark({ change, unit, better = "higher" }: { change: Change; unit: Unit; better?: Better }) {
  const t = useText();
  const language = useLanguage();
  const way = direction(change);
  const by = `${difference(change.value, unit, language)}${unit === "share" ? ` ${t.points}` : ""}`;
  return (
    <span class={`i-change i-change--${newsOf(way, better)}`} title={`p = ${change.p < 0.001 ? "< 0.001" : change.p.toFixed(3)}`}>
      <span aria-hidden="true">{ARROWS[way]} </span>
      {by}
      <span class={way === "none" ? "i-change__noise" : "visually-hidden"}>{way === "none" ? ` · ${t.noise}` : ` ${t[way]}`}</span>
    </span>
  );
}

/** The cells of a row: how many, the figure, its interval, its change. */
export function FigureCells({ one }: { one: Figure | undefined }) {
  const t = useText();
  const language = useLanguage();
  if (one?.hidden) {
    return (
      <td class="i-table__hidden" colSpan={4}>
        {t.hidden}
      </td>
    );
  }
  const estimate = one?.estimate;
  return (
    <>
      <td class="i-table__number">{estimate ? whole(estimate.n, language) : t.none}</td>
      <td class="i-table__number i-table__strong">{estimate && one ? figure(estimate.value, one.unit, language) : t.none}</td>
      <td class="i-table__number">{(estimate && one && interval(estimate, one.unit, language)) ?? t.none}</td>
      <td class="i-table__number">{one?.change ? <ChangeMark change={one.change} unit={one.unit} /> : t.none}</td>
    </>
  );
}

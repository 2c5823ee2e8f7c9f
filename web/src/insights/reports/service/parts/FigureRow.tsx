import { useLanguage } from "../../../../kit/i18n";
import { figure, interval, whole } from "../../../format";
import { ChangeMark } from "../../../parts/Told";
import type { Meant } from "../api";
import { showBehind } from "../state";
import { useText } from "../text";
import type { Told } from "../types";

/** The cells of a row: how many (and which), the figure, its interval, its change. */
export function FigureRow({ metric, one, name, group }: Told & { name: string; group?: Meant["group"] }) {
  const t = useText();
  const language = useLanguage();
  const { estimate, change, hidden } = one;
  if (hidden) {
    return (
      <td class="i-table__hidden" colSpan={4}>
        {t.hidden}
      </td>
    );
  }
  const show = () => showBehind({ metric: metric.slug, counted: true, group }, name);
  return (
    <>
      <td class="i-table__number">
        {estimate ? (
          <button type="button" class="s-behind" aria-label={t.behindOf(name)} onClick={show}>
            {whole(estimate.n, language)}
          </button>
        ) : (
          t.none
        )}
      </td>
      <td class="i-table__number i-table__strong">{estimate ? figure(estimate.value, metric.unit, language) : t.none}</td>
      <td class="i-table__number">{(estimate && interval(estimate, metric.unit, language)) ?? t.none}</td>
      <td class="i-table__number">{change ? <ChangeMark change={change} unit={metric.unit} better={metric.better} /> : t.none}</td>
    </>
  );
}

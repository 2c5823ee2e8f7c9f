import { useMemo } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Chart } from "../../../chart/Chart";
import { percent, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { toneOption } from "../chart/tone";
import { ofStage } from "../order";
import { query } from "../state";
import { useText } from "../text";
import { type Journey, keyOf } from "../types";

/** How customers feel from touchpoint to touchpoint. In a survey nobody writes in a tone that is read. */
export function Tone({ found }: { found: Journey }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const points = useMemo(
    () =>
      found.stages.flatMap(({ name, label }) =>
        ofStage(found.touchpoints, name, false)
          .filter(({ kind }) => kind !== "survey" && kind !== "case")
          .map((one) => ({ one, stage: label[language] })),
      ),
    [found, language],
  );
  const option = useMemo(
    () =>
      toneOption(
        points.map(({ one, stage }) => ({
          name: one.label[language],
          stage,
          now: one.now.calm?.value ?? null,
          before: one.before.calm?.value ?? null,
          note: t.came(whole(one.now.n, language)),
        })),
        { language, now: t.toneNow, before: t.toneBefore },
      ),
    [points, language, t],
  );
  if (points.length === 0) return null;
  const share = (value: { value: number } | null): string => (value ? percent(value.value, language) : t.none);
  return (
    <Panel id="tone" title={t.tone} hint={t.toneHint} csv={tableHref(asked, "touchpoints", language)} chart={<Chart label={t.tone} height={300} option={option} />}>
      <Table label={t.tone} words={2} head={[t.stage, t.touchpoint, t.conversations, t.toneNow, t.toneBefore]}>
        {points.map(({ one, stage }) => (
          <tr key={keyOf(one)}>
            <td>{stage}</td>
            <th scope="row">{one.label[language]}</th>
            <td class="i-table__number">{whole(one.now.n, language)}</td>
            <td class="i-table__number i-table__strong">{share(one.now.calm)}</td>
            <td class="i-table__number">{share(one.before.calm)}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

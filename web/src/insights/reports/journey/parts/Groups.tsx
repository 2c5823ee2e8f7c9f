import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { decimal, percent, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { Select } from "../../../parts/Select";
import { tableHref } from "../api";
import { ask, query } from "../state";
import { useText } from "../text";
import { type Dimension, DIMENSIONS, type Group, type Journey } from "../types";

/** Languages, channels or topics beside each other; each can be looked at alone. */
export function Groups({ found }: { found: Journey }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const [by, setBy] = useState<Dimension>("skill");
  const options = DIMENSIONS.map((one) => ({ value: one, words: t.dimensions[one] }));
  const shown = found.groups.filter(({ dimension }) => dimension === by);
  return (
    <Panel
      id="groups"
      title={t.groups}
      hint={t.groupsHint}
      csv={tableHref(asked, "groups", language)}
      tools={<Select quiet label={t.groupBy} value={by} options={options} testId="group-by" onChoose={(one) => setBy(one as Dimension)} />}
    >
      <Table label={t.groups} head={[t.dimensions[by], t.conversations, t.beforeColumn, t.abandoned, t.handedOver, t.calm, t.scoreColumn]}>
        {shown.map((one) => (
          <Row key={one.value} one={one} />
        ))}
      </Table>
    </Panel>
  );
}

function Row({ one: { dimension, value, label, now, before } }: { one: Group }) {
  const t = useText();
  const language = useLanguage();
  const share = (of: { value: number } | null): string => (of ? percent(of.value, language) : t.none);
  const only = dimension === "language" ? { language: value as "zh" | "en" } : { [dimension]: value };
  return (
    <tr>
      <th scope="row">
        {value === null ? (
          label[language]
        ) : (
          <Button look="quiet" size="sm" class="j-only" title={t.show} onClick={() => ask(only)}>
            {label[language]}
          </Button>
        )}
      </th>
      <td class="i-table__number i-table__strong">{whole(now.n, language)}</td>
      <td class="i-table__number">{whole(before.n, language)}</td>
      <td class="i-table__number">{share(now.abandoned)}</td>
      <td class="i-table__number">{share(now.handed_over)}</td>
      <td class="i-table__number">{share(now.calm)}</td>
      <td class="i-table__number">{now.score ? decimal(now.score.value, language) : t.none}</td>
    </tr>
  );
}

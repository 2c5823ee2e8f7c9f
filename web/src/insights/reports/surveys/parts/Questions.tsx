import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { tableHref } from "../api";
import { decimal, whole } from "../../../format";
import { query } from "../state";
import { useText } from "../text";
import type { Question, Report } from "../types";
import { Panel, Table } from "../../../parts/Panel";

/** From 0 to 10. What has more steps, such as points of a hundred, is told by its mean. */
const LONGEST_SCALE = 11;

export function Questions({ report }: { report: Report }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  return (
    <Panel id="questions" title={t.questions} hint={t.questionsHint} csv={tableHref(asked, "questions", language)}>
      <Table label={t.questions} words={2} head={[t.question, t.distribution, t.answered, t.notApplicable, t.left, t.mean]}>
        {report.questions.map((one, place) => (
          <Row key={one.item} one={one} section={one.section?.en === report.questions[place - 1]?.section?.en ? null : (one.section?.[language] ?? null)} />
        ))}
      </Table>
    </Panel>
  );
}

function Row({ one, section }: { one: Question; section: string | null }) {
  const t = useText();
  const language = useLanguage();
  return (
    <>
      {section && (
        <tr class="i-table__section">
          <th scope="colgroup" colSpan={6}>
            {section}
          </th>
        </tr>
      )}
      <tr>
        <th scope="row" class="i-table__question">
          {one.label[language]}
        </th>
        <td>{one.counts && one.counts.length <= LONGEST_SCALE && <Distribution one={one} />}</td>
        <td class="i-table__number">{whole(one.answered, language)}</td>
        <td class="i-table__number">{one.not_applicable ? whole(one.not_applicable, language) : t.none}</td>
        <td class="i-table__number">{one.left_after ? whole(one.left_after, language) : t.none}</td>
        <td class="i-table__number">{one.mean ? decimal(one.mean.value, language) : t.none}</td>
      </tr>
    </>
  );
}

/** How often each answer was given, from the lowest to the highest. */
function Distribution({ one }: { one: Question }) {
  const t = useText();
  const language = useLanguage();
  const counts = one.counts ?? [];
  const all = counts.reduce((sum, { n }) => sum + n, 0);
  const told = counts.map(({ value, label, n }) => `${label?.[language] ?? value}: ${t.times(whole(n, language))}`);
  return (
    <span class="i-steps" role="img" aria-label={told.join(language === "zh" ? "，" : ", ")} title={told.join("\n")}>
      {counts.map(({ value, n }, place) => (
        <span key={value} class="i-steps__one" style={{ flexGrow: n / all, "--step": counts.length > 1 ? place / (counts.length - 1) : 1 }}>
          {n / all > 0.1 ? value : ""}
        </span>
      ))}
    </span>
  );
}

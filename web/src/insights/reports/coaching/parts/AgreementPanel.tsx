import { useLanguage } from "../../../../kit/i18n";
import { decimal, interval, percent, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { useText } from "../text";
import type { Agreement, Criterion, Report } from "../types";

/** How far two raters agree, in one sentence and by criterion. */
export function AgreementPanel({ report, criteria }: { report: Report; criteria: readonly Criterion[] }) {
  const t = useText();
  const language = useLanguage();
  const called = (name: string): string => criteria.find((one) => one.name === name)?.label[language] ?? name;
  return (
    <Panel id="agreement" title={t.agreement} hint={t.agreementHint}>
      <p class="c-sentence">
        <Sentence report={report} called={called} />
      </p>
      {report.cards > 0 && (
        <Table label={t.agreement} head={[t.criterion, t.kappa, t.range95, t.both, t.same]}>
          {report.agreement.map((one) => (
            <Row key={one.criterion} one={one} label={called(one.criterion)} />
          ))}
        </Table>
      )}
    </Panel>
  );
}

function Sentence({ report, called }: { report: Report; called: (name: string) => string }) {
  const t = useText();
  const language = useLanguage();
  if (report.cards === 0) return <>{t.agreementNone}</>;
  const told = report.agreement.filter(({ kappa }) => kappa !== null);
  const worst = told.toSorted((one, other) => (one.kappa?.value ?? 0) - (other.kappa?.value ?? 0))[0];
  const cards = whole(report.cards, language);
  return <>{worst?.kappa ? t.agreementSentence(cards, called(worst.criterion), decimal(worst.kappa.value, language)) : t.agreementPlain(cards)}</>;
}

function Row({ one, label }: { one: Agreement; label: string }) {
  const t = useText();
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">{label}</th>
      <td class="i-table__number i-table__strong">{one.kappa ? decimal(one.kappa.value, language) : t.none}</td>
      <td class="i-table__number">{(one.kappa && interval(one.kappa, "coefficient", language)) ?? t.none}</td>
      <td class="i-table__number">{whole(one.n, language)}</td>
      <td class="i-table__number">{one.n ? percent(one.same / one.n, language) : t.none}</td>
    </tr>
  );
}

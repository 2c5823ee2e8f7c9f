import type { ComponentChildren } from "preact";
import { useLanguage } from "../../../../kit/i18n";
import type { ModelCard, ModelLine, ModelRate } from "../../../../kit/api/types";
import { grouped, percent, points } from "./figures";
import { Range } from "./Range";
import { Table } from "./Table";
import { useModelText } from "./text";

interface PartProps {
  title: string;
  hint?: string;
  children: ComponentChildren;
}

export function Part({ title, hint, children }: PartProps) {
  return (
    <section class="i-part">
      <h2>{title}</h2>
      {hint && <p class="i-hint">{hint}</p>}
      {children}
    </section>
  );
}

export function Reasons({ card }: { card: ModelCard }) {
  const t = useModelText();
  const language = useLanguage();
  if (card.objections.length === 0) return null;
  return (
    <Part title={t.refusedFor}>
      <ul class="m-reasons">
        {card.objections.map((one) => (
          <li key={one.en}>{one[language]}</li>
        ))}
      </ul>
    </Part>
  );
}

export function Scores({ card }: { card: ModelCard }) {
  const t = useModelText();
  const language = useLanguage();
  return (
    <Part title={t.scores} hint={t.scoresHint}>
      <Table label={t.scores} head={[t.part, t.language, t.n, t.share, t.interval]} words={2} ranges>
        {card.scores.map((one) => (
          <tr key={`${one.part}-${one.language}`}>
            <th scope="row">{one.part_label[language]}</th>
            <td>{one.language_label[language]}</td>
            <td class="m-number">{grouped(one.n, language)}</td>
            <td class="m-number">
              <strong>{percent(one.value)}</strong>
              <span class="m-interval">
                {t.range(percent(one.low), percent(one.high))}
              </span>
            </td>
            <td class="m-range-cell">
              <Range low={one.low} value={one.value} high={one.high} />
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

export function LiveRates({ rates }: { rates: readonly ModelRate[] }) {
  const t = useModelText();
  const language = useLanguage();
  const seen = rates.filter(({ n }) => n > 0);
  return (
    <Part title={t.live} hint={t.liveHint}>
      {seen.length === 0 ? (
        <p class="i-by">{t.liveNothing}</p>
      ) : (
        <Table label={t.live} head={[t.rate, t.language, t.before, t.after, t.pairs, t.finding]} words={2}>
          {seen.map((one) => (
            <tr key={`${one.language}-${one.name}`}>
              <th scope="row">{t.rates[one.name as keyof typeof t.rates]}</th>
              <td>{one.language_label[language]}</td>
              <td class="m-number">{percent(one.before)}</td>
              <td class="m-number">{percent(one.after)}</td>
              <td class="m-number">{grouped(one.n, language)}</td>
              <td class={`m-number ${one.worse ? "m-worse" : ""}`}>{one.worse ? t.worse : t.steady}</td>
            </tr>
          ))}
        </Table>
      )}
    </Part>
  );
}

function Lines({ label, lines }: { label: string; lines: readonly ModelLine[] }) {
  const t = useModelText();
  const language = useLanguage();
  return (
    <Table label={label} head={[t.part, t.group, t.n, t.before, t.after, t.change, t.gained, t.lost]} words={2}>
      {lines.map((one) => (
        <tr key={`${one.part}-${one.by}-${one.group}`}>
          <th scope="row">{one.part_label[language]}</th>
          <td>{one.group_label[language]}</td>
          <td class="m-number">{grouped(one.n, language)}</td>
          <td class="m-number">{percent(one.before)}</td>
          <td class="m-number">{percent(one.after)}</td>
          <td class="m-number">
            <strong>{points(one.value)}</strong>
            <span class="m-interval">
              {t.range(points(one.low), points(one.high))}
            </span>
          </td>
          <td class="m-number">{one.gained}</td>
          <td class="m-number">{one.lost}</td>
        </tr>
      ))}
    </Table>
  );
}

export function Compared({ card }: { card: ModelCard }) {
  const t = useModelText();
  const skills = card.table.filter(({ by }) => by === "skill");
  if (card.table.length === 0) return null;
  return (
    <Part title={t.compared} hint={t.comparedHint}>
      <Lines label={t.compared} lines={card.table.filter(({ by }) => by !== "skill")} />
      <details class="m-more">
        <summary>{t.bySkill(skills.length)}</summary>
        <Lines label={t.bySkill(skills.length)} lines={skills} />
      </details>
    </Part>
  );
}

export function LearnedFrom({ card }: { card: ModelCard }) {
  const t = useModelText();
  const language = useLanguage();
  return (
    <Part title={t.from}>
      {card.decisions.length === 0 ? (
        <p class="i-by">{t.fromNothing}</p>
      ) : (
        <Table label={t.from} head={[t.kind, t.what, t.proposed, t.approved, t.sentences, t.keptBack]} words={4}>
          {card.decisions.map((one, index) => (
            <tr key={index}>
              <th scope="row">{one.kind_label[language]}</th>
              <td>{one.target}</td>
              <td>{one.proposed_by}</td>
              <td>{one.approved_by}</td>
              <td class="m-number">{one.learned}</td>
              <td class="m-number">{one.kept_back}</td>
            </tr>
          ))}
        </Table>
      )}
    </Part>
  );
}

export function Data({ card }: { card: ModelCard }) {
  const t = useModelText();
  const language = useLanguage();
  return (
    <Part title={t.data}>
      <dl class="m-facts">
        <dt>{t.dataOf(grouped(card.sentences, language))}</dt>
        <dd>{t.learned(card.learned)}</dd>
        <dt>{t.digest}</dt>
        <dd class="m-digest">{card.digest}</dd>
      </dl>
      <details class="m-more">
        <summary>{t.byIntent(card.counts.length)}</summary>
        <Table label={t.data} head={[t.intent, t.language, t.written, t.sentences]} words={2}>
          {card.counts.map((one) => (
            <tr key={`${one.intent}-${one.language}`}>
              <th scope="row">{one.label[language]}</th>
              <td>{one.language_label[language]}</td>
              <td class="m-number">{one.written}</td>
              <td class="m-number">{one.learned}</td>
            </tr>
          ))}
        </Table>
      </details>
    </Part>
  );
}

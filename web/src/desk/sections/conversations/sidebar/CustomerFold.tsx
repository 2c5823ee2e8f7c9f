import { useLanguage } from "../../../../kit/i18n";
import type { Customer, Summary } from "../../../../kit/api/types";
import { useText } from "../text";
import { outcomeLabel, stageLabel, topicLabel } from "../../../text/catalogue";
import { dateOnly } from "../../../text/times";
import { shortCode } from "../../../text/names";
import { CopyButton } from "../../../ui/CopyButton";
import { Fold } from "./Fold";

export function CustomerFold({ customer, summary }: { customer: Customer; summary: Summary }) {
  const t = useText();
  const language = useLanguage();
  return (
    <Fold name="customer" title={t.sidebar.customer} testId="customer">
      <dl class="d-pairs">
        <dt>{t.sidebar.name}</dt>
        <dd>{customer.name ?? t.sidebar.noName}</dd>
        <dt>{t.sidebar.speaks}</dt>
        <dd>{t.language[customer.language]}</dd>
        <dt>{t.sidebar.stage}</dt>
        <dd>{stageLabel(summary.stage, language)}</dd>
        {summary.outcome && (
          <>
            <dt>{t.sidebar.outcome}</dt>
            <dd data-testid="outcome">{outcomeLabel(summary.outcome, language)}</dd>
          </>
        )}
        {summary.topic && (
          <>
            <dt>{t.sidebar.topic}</dt>
            <dd>{topicLabel(summary.topic, language)}</dd>
          </>
        )}
        {customer.bounced.length > 0 && (
          <>
            <dt>{t.sidebar.bounced}</dt>
            <dd data-testid="bounced">
              {customer.bounced.map((one) => (
                <p key={one.address}>{t.sidebar.bouncedFrom(one.address, dateOnly(one.at, language))}</p>
              ))}
            </dd>
          </>
        )}
        {customer.preferences.length > 0 && (
          <>
            <dt>{t.sidebar.remembers}</dt>
            <dd data-testid="preferences">
              {customer.preferences.map((one) => (
                <p title={dateOnly(one.expires_at, language)}>
                  {one.kind[language]} · {one.value[language]}
                </p>
              ))}
            </dd>
          </>
        )}
        <dt>{t.sidebar.since}</dt>
        <dd>{dateOnly(customer.created_at, language)}</dd>
        <dt>{t.sidebar.conversations}</dt>
        <dd>{customer.conversations}</dd>
        <dt>{t.sidebar.reference}</dt>
        <dd>
          <span class="d-reference">
            <span title={summary.id}>·{shortCode(customer.id)}</span>
            <CopyButton text={summary.id} label={t.sidebar.copy} />
          </span>
        </dd>
      </dl>
    </Fold>
  );
}

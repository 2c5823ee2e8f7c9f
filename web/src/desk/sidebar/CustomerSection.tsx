import { useState } from "preact/hooks";
import { useLanguage } from "../../kit/i18n";
import { CHECK, COPY } from "../../kit/icons";
import type { Customer, Summary } from "../../kit/types";
import { IconButton } from "../../kit/ui/IconButton";
import { useText } from "../text";
import { topicLabel } from "../text/intents";
import { dateOnly } from "../text/times";
import { shortCode } from "../text/names";
import { Section } from "./Section";

const COPIED_MS = 1_600;

function Reference({ id }: { id: string }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(id).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    });
  };
  return (
    <span class="d-reference">
      <span title={id}>·{shortCode(id)}</span>
      <IconButton icon={copied ? CHECK : COPY} label={copied ? t.sidebar.copied : t.sidebar.copy} size={14} onClick={copy} />
    </span>
  );
}

export function CustomerSection({ customer, summary }: { customer: Customer; summary: Summary }) {
  const t = useText();
  const language = useLanguage();
  return (
    <Section name="customer" title={t.sidebar.customer} testId="customer">
      <dl class="d-pairs">
        <dt>{t.sidebar.name}</dt>
        <dd>{customer.name ?? t.sidebar.noName}</dd>
        <dt>{t.sidebar.speaks}</dt>
        <dd>{t.language[customer.language]}</dd>
        <dt>{t.sidebar.stage}</dt>
        <dd>{t.stage[summary.stage]}</dd>
        {summary.topic && (
          <>
            <dt>{t.sidebar.topic}</dt>
            <dd>{topicLabel(summary.topic, language)}</dd>
          </>
        )}
        <dt>{t.sidebar.since}</dt>
        <dd>{dateOnly(customer.created_at, language)}</dd>
        <dt>{t.sidebar.conversations}</dt>
        <dd>{customer.conversations}</dd>
        <dt>{t.sidebar.reference}</dt>
        <dd>
          <Reference id={summary.id} />
        </dd>
      </dl>
    </Section>
  );
}

/** The parts that the pages of this section are made of. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { ALERT } from "../../../kit/icons";
import { Banner } from "../../../kit/ui/Banner";
import { Button } from "../../../kit/ui/Button";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { CopyButton } from "../../ui/CopyButton";
import { PaneSkeleton } from "../../ui/PaneSkeleton";
import { KEY } from "../../icons";
import type { Loaded } from "./loaded";
import { useText } from "./text";

/** A part of a page, with its name. */
export function Card({ title, hint, children, testId }: { title: string; hint?: string; children: ComponentChildren; testId?: string }) {
  const id = useId();
  return (
    <section class="a-card" aria-labelledby={id} data-testid={testId}>
      <h2 id={id}>{title}</h2>
      {hint && <p class="a-hint">{hint}</p>}
      {children}
    </section>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onWrite: (value: string) => void;
  type?: "text" | "url" | "date" | "email" | "number" | "password";
  rows?: number;
  hint?: string;
  testId: string;
}

/** A line or several to write in. */
export function Field({ label, value, onWrite, type = "text", rows, hint, testId }: FieldProps) {
  const id = useId();
  const shared = { id, class: "d-input", value, "data-testid": testId, "aria-describedby": hint ? `${id}-hint` : undefined };
  return (
    <div class="a-field">
      <label for={id}>{label}</label>
      {rows ? <textarea {...shared} rows={rows} onInput={(event) => onWrite(event.currentTarget.value)} /> : <input {...shared} type={type as "text"} autocomplete={type === "password" ? "new-password" : "off"} onInput={(event) => onWrite(event.currentTarget.value)} />}
      {hint && (
        <p class="a-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChecksProps<T extends string> {
  label: string;
  options: readonly T[];
  words: (option: T) => string;
  chosen: readonly T[];
  onChoose: (chosen: T[]) => void;
  prefix: string;
}

/** Several of a list, by ticks. */
export function Checks<T extends string>({ label, options, words, chosen, onChoose, prefix }: ChecksProps<T>) {
  return (
    <fieldset class="a-checks">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option}>
          <input type="checkbox" checked={chosen.includes(option)} data-testid={`${prefix}-${option}`} onChange={(event) => onChoose(event.currentTarget.checked ? options.filter((one) => one === option || chosen.includes(one)) : chosen.filter((one) => one !== option))} />
          <span>{words(option)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Something that is shown this once. */
export function Once({ title, secret }: { title: string; secret: string }) {
  const t = useText();
  return (
    <Banner tone="warning" icon={KEY}>
      <strong>{title}</strong>
      <span class="a-once">
        <code data-testid="once">{secret}</code>
        <CopyButton text={secret} label={t.administration.copy} />
      </span>
    </Banner>
  );
}

/** What was fetched, or why there is nothing to show. */
export function Fetched<T>({ from, children }: { from: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const t = useText();
  if (from.value !== null) return <>{children(from.value)}</>;
  if (from.phase === "loading") return <PaneSkeleton />;
  return (
    <EmptyState icon={ALERT} title={t.administration.failed}>
      <Button onClick={() => void from.reload()}>{t.action.retry}</Button>
    </EmptyState>
  );
}

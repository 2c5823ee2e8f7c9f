/** The plain fields of the form; each shows what is wrong with it. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { ALERT } from "../../../../kit/icons";
import type { Bilingual, Language } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { useText } from "../text";
import { explained, useForm } from "./form";

const LANGUAGES = ["zh", "en"] as const;
const langOf = (language: Language) => (language === "zh" ? "zh-CN" : "en");

/** What is wrong with this very field. */
export function Faults({ field, id }: { field: string; id?: string }) {
  const words = useText().knowledge.problem;
  const found = useForm().problems.filter((problem) => problem.field === field);
  if (found.length === 0) return null;
  return (
    <p class="n-fault" id={id} data-field={field}>
      <Icon path={ALERT} size={14} />
      {found.map((problem) => explained(problem, words)).join(" ")}
    </p>
  );
}

const isWrong = (problems: readonly { field: string }[], field: string) => problems.some((problem) => problem.field === field);

interface LineProps {
  field: string;
  label: string;
  value: string;
  /** Several lines, and how many are shown at first. */
  rows?: number;
  lang?: string | undefined;
  type?: "text" | "date";
  hideLabel?: boolean;
  onWrite: (words: string) => void;
}

/** A text of one line or several. */
export function Line({ field, label, value, rows, lang, type = "text", hideLabel = false, onWrite }: LineProps) {
  const id = useId();
  const wrong = isWrong(useForm().problems, field);
  const shared = { id, lang, value, "aria-invalid": wrong, "aria-describedby": wrong ? `${id}-fault` : undefined, "data-testid": `article-${field}` };
  return (
    <div class="n-line">
      <label for={id} class={hideLabel ? "visually-hidden" : "n-line__label"}>
        {label}
      </label>
      {rows ? <textarea {...shared} class="d-input n-input" rows={rows} onInput={(event) => onWrite(event.currentTarget.value)} /> : <input {...shared} class="d-input n-input" type={type as "text"} autocomplete="off" onInput={(event) => onWrite(event.currentTarget.value)} />}
      <Faults field={field} id={`${id}-fault`} />
    </div>
  );
}

interface BothProps {
  field: string;
  label: string;
  value: Bilingual;
  rows?: number;
  onWrite: (language: Language, words: string) => void;
}

/** The same in both languages, side by side where there is room. */
export function Both({ field, label, value, rows, onWrite }: BothProps) {
  const t = useText();
  return (
    <>
      <div class="n-both">
        {LANGUAGES.map((language) => (
          <Line key={language} field={`${field}.${language}`} label={`${label} · ${t.language[language]}`} value={value[language]} {...(rows && { rows })} lang={langOf(language)} onWrite={(words) => onWrite(language, words)} />
        ))}
      </div>
      <Faults field={field} />
    </>
  );
}

interface BothLinesProps extends Omit<BothProps, "value" | "onWrite"> {
  value: Record<Language, string[]>;
  onWrite: (language: Language, lines: string[]) => void;
}

/** Lists in both languages, an entry a line. */
export function BothLines({ value, onWrite, ...rest }: BothLinesProps) {
  const words = { zh: value.zh.join("\n"), en: value.en.join("\n") };
  return <Both {...rest} value={words} onWrite={(language, text) => onWrite(language, text === "" ? [] : text.split("\n"))} />;
}

/** A part of the form: its name, a word of advice, its fields. */
export function Part({ title, hint, count, children }: { title: string; hint?: string; count?: number; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="n-part" aria-labelledby={id}>
      <h2 id={id} class="n-part__title">
        {title}
        {count !== undefined && count > 0 && <span class="n-part__count">{count}</span>}
      </h2>
      {hint && <p class="n-part__hint">{hint}</p>}
      {children}
    </section>
  );
}

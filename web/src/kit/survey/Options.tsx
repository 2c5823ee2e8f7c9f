import { useLanguage } from "../i18n";
import type { Bilingual } from "../api/types";
import type { Given } from "./questionnaire";

interface OptionsProps {
  name: string;
  labelledBy: string;
  options: Readonly<Record<string, Bilingual>>;
  answer: Given | undefined;
  onAnswer: (given: Given) => void;
}

/** One of several, each a button with its words. Its number is its place in the list. */
export function Options({ name, labelledBy, options, answer, onAnswer }: OptionsProps) {
  const language = useLanguage();
  return (
    <div class="k-options" role="group" aria-labelledby={labelledBy}>
      {Object.entries(options).map(([option, label], index) => (
        <button type="button" class="k-options__one" aria-pressed={answer?.value === index + 1} data-testid={`${name}-${option}`} onClick={() => onAnswer({ question: name, value: index + 1 })}>
          {label[language]}
        </button>
      ))}
    </div>
  );
}

import { useId } from "preact/hooks";
import { useLanguage } from "../i18n";
import { Options } from "./Options";
import { Points } from "./Points";
import { type Answers, type Given, type Step } from "./questionnaire";
import { Remark } from "./Remark";
import { Scale } from "./Scale";

interface StepViewProps {
  step: Step;
  answers: Answers;
  words: string;
  onWords: (words: string) => void;
  onAnswer: (...given: Given[]) => void;
}

/** One screen of a questionnaire: what is asked, and the way to answer it. */
export function StepView({ step, answers, words, onWords, onAnswer }: StepViewProps) {
  const language = useLanguage();
  const id = useId();
  const { name, question } = step;
  return (
    <div class="k-step" data-testid={`question-${name}`}>
      <h2 class="k-step__question" id={id} tabIndex={-1}>
        {question.text[language]}
      </h2>
      {question.hint && <p class="k-step__hint">{question.hint[language]}</p>}
      <Inside step={step} id={id} answers={answers} words={words} onWords={onWords} onAnswer={onAnswer} />
    </div>
  );
}

function Inside({ step: { name, question, lines }, id, answers, words, onWords, onAnswer }: StepViewProps & { id: string }) {
  const language = useLanguage();
  switch (question.type) {
    case "scale":
      return <Scale name={name} labelledBy={id} low={question.from} high={question.to} labels={question.labels} answer={answers[name]} mayNotApply={question.not_applicable} onAnswer={onAnswer} />;
    case "choice":
      return <Options name={name} labelledBy={id} options={question.options} answer={answers[name]} onAnswer={onAnswer} />;
    case "matrix":
      return (
        <div class="k-matrix">
          {lines.map((line) => (
            <div class="k-matrix__line">
              <p class="k-matrix__text" id={`${id}-${line}`}>
                {question.lines[line]?.[language]}
              </p>
              <Scale name={`${name}.${line}`} labelledBy={`${id}-${line}`} low={question.from} high={question.to} labels={question.labels} answer={answers[`${name}.${line}`]} mayNotApply={question.not_applicable} onAnswer={onAnswer} />
            </div>
          ))}
        </div>
      );
    case "weights":
      return <Points name={name} lines={question.lines} answers={answers} onAnswer={onAnswer} />;
    case "text":
      return <Remark labelledBy={id} longest={question.longest} optional={question.optional} words={words} onInput={onWords} />;
  }
}

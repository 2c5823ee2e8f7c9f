import { useEffect, useRef, useState } from "preact/hooks";
import { useTexts } from "../i18n";
import type { Survey } from "../api/types";
import { Button } from "../ui/Button";
import { type Given, firstOpen, keysOf, mayPass, progress, stepsOf, suggested } from "./questionnaire";
import { StepView } from "./StepView";
import { texts } from "./texts";
import type { useSurvey } from "./useSurvey";
import "./survey.css";

interface QuestionnaireProps {
  survey: Survey;
  kept: Pick<ReturnType<typeof useSurvey>, "answers" | "problem" | "busy" | "save" | "finish">;
  /** In a bubble: one line at a time, and no more around it than it needs. */
  compact?: boolean;
  /** What follows # in the page's address: the number that was pressed in a mail. */
  hash?: string;
  onDone: () => void;
}

/** The questions of a survey, a screen at a time. Every answer is kept when it is given; one may stop and go on later. */
export function Questionnaire({ survey, kept, compact = false, hash = "", onDone }: QuestionnaireProps) {
  const { answers, problem, busy: saving, save, finish } = kept;
  const text = useTexts(texts);
  const steps = stepsOf(survey, answers, compact);
  const [at, setAt] = useState(() => firstOpen(steps, answers));
  const [proposed, setProposed] = useState<Given | null>(() => suggested(survey, hash));
  const step = steps[Math.min(at, steps.length - 1)]!;
  const [typed, setTyped] = useState<Record<string, string>>({});
  const words = typed[step.name] ?? answers[step.name]?.text ?? "";
  const isLast = at >= steps.length - 1;
  const place = useRef<HTMLDivElement>(null);
  const moved = useRef(false);

  useEffect(() => {
    // Whoever reads by ear or keyboard goes on where the eye does; not before they have pressed anything.
    if (moved.current) place.current?.querySelector<HTMLElement>(".k-step__question")?.focus({ preventScroll: compact });
  }, [at]);

  const go = (to: number): void => {
    moved.current = true;
    setAt(to);
  };
  /** Whether nothing follows these answers: what is asked next may depend on them. */
  const isOver = (given: readonly Given[]): boolean =>
    at + 1 >= stepsOf(survey, { ...answers, ...Object.fromEntries(given.map((one) => [one.question, one])) }, compact).length;
  const answer = async (...given: Given[]): Promise<void> => {
    setProposed(null);
    // One press is a whole answer: the next question comes by itself.
    const whole = step.question.type === "scale" || step.question.type === "choice" || (step.question.type === "matrix" && step.lines.length === 1);
    if ((await save(...given)) && whole && !isOver(given)) go(at + 1);
  };
  const [busy, setBusy] = useState(false);
  const pass = async (): Promise<void> => {
    const changed = step.question.type === "text" && words.trim() !== (answers[step.name]?.text ?? "");
    const given: Given[] = proposed && keysOf(step).includes(proposed.question) ? [proposed] : changed ? [{ question: step.name, text: words.trim() }] : [];
    if (given.length > 0 && !(await save(...given))) return;
    setProposed(null);
    if (!isOver(given)) return go(at + 1);
    if (await finish()) onDone();
  };
  const passOnce = async (): Promise<void> => {
    setBusy(true);
    await pass().finally(() => setBusy(false));
  };

  const shown = proposed ? { ...answers, [proposed.question]: proposed } : answers;
  const passable = mayPass(step, shown);
  const { answered, of } = progress(steps, answers);
  const skips = step.question.optional && !words.trim() && keysOf(step).every((key) => shown[key] === undefined);
  return (
    <div class={`k-survey ${compact ? "k-survey--compact" : ""}`} ref={place}>
      {steps.length > 1 && (
        <div class="k-survey__progress">
          <progress max={of} value={answered} aria-label={text.answered(answered, of)} />
          <span class="k-survey__count">
            {text.answered(answered, of)}
            {answered > 0 && !problem && <span data-testid="survey-kept">{saving ? text.saving : text.saved}</span>}
          </span>
        </div>
      )}
      <StepView key={`${step.name}.${step.lines[0] ?? ""}`} step={step} answers={shown} words={words} onWords={(said) => setTyped({ ...typed, [step.name]: said })} onAnswer={(...given) => void answer(...given)} />
      {problem && (
        <p class="k-survey__problem" role="alert">
          {text[problem]}
        </p>
      )}
      <div class="k-survey__ways">
        {at > 0 && (
          <Button look="quiet" onClick={() => go(at - 1)} data-testid="survey-back">
            {text.back}
          </Button>
        )}
        {(passable || !compact) && (
          <Button look="primary" disabled={!passable} busy={busy} onClick={() => void passOnce()} data-testid="survey-next">
            {!isLast ? (skips ? text.skip : text.next) : step.question.type === "text" && words.trim() ? text.done : text.finish}
          </Button>
        )}
      </div>
    </div>
  );
}

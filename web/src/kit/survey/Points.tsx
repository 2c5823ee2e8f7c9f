import { useState } from "preact/hooks";
import { useLanguage, useTexts } from "../i18n";
import type { Bilingual } from "../api/types";
import { Button } from "../ui/Button";
import { type Answers, type Given, pointsLeft } from "./questionnaire";
import { texts } from "./texts";

const STEP = 5;

interface PointsProps {
  name: string;
  lines: Readonly<Record<string, Bilingual>>;
  answers: Answers;
  onAnswer: (...given: Given[]) => void;
}

/** 100 points to be divided. They are kept once they are 100 together. */
export function Points({ name, lines, answers, onAnswer }: PointsProps) {
  const text = useTexts(texts);
  const language = useLanguage();
  const keys = Object.keys(lines);
  const [points, setPoints] = useState(() => keys.map((line) => answers[`${name}.${line}`]?.value ?? 0));
  const left = pointsLeft(points);

  const give = (next: number[]): void => {
    setPoints(next);
    if (pointsLeft(next) === 0) onAnswer(...keys.map((line, index) => ({ question: `${name}.${line}`, value: next[index] ?? 0 })));
  };
  const set = (index: number, value: number): void => give(points.map((old, at) => (at === index ? Math.min(100, Math.max(0, Math.round(value) || 0)) : old)));

  return (
    <div class="k-points">
      {keys.map((line, index) => (
        <label class="k-points__line">
          <span class="k-points__label">{lines[line]?.[language]}</span>
          <span class="k-points__row">
            <input class="k-points__slider" type="range" min={0} max={100} step={STEP} value={points[index]} aria-hidden="true" tabIndex={-1} onInput={(event) => set(index, event.currentTarget.valueAsNumber)} />
            <input class="k-points__number" type="number" inputMode="numeric" min={0} max={100} value={points[index]} data-testid={`${name}.${line}`} onInput={(event) => set(index, event.currentTarget.valueAsNumber)} />
          </span>
        </label>
      ))}
      <p class={`k-points__left ${left === 0 ? "k-points__left--done" : ""}`} role="status" data-testid="points-left">
        {text.pointsLeft(left)}
      </p>
      {left === 100 && (
        <Button look="quiet" size="sm" onClick={() => give(keys.map((_, index) => Math.floor(100 / keys.length) + (index < 100 % keys.length ? 1 : 0)))}>
          {text.share}
        </Button>
      )}
    </div>
  );
}

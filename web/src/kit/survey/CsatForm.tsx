import { useId, useState } from "preact/hooks";
import { defineTexts, useTexts } from "../i18n";
import type { CsatAnswer, Score } from "../api/types";
import { Button } from "../ui/Button";
import { COMMENT_LIMIT, SCORES, scaleWords } from "./scale";
import "./csat.css";

const texts = defineTexts({
  zh: { comment: "想补充的话（选填）", submit: "提交评价", left: (count: number) => `还可以写 ${count} 字` },
  en: { comment: "Anything to add? (optional)", submit: "Send", left: (count: number) => `${count} characters left` },
});

interface CsatFormProps {
  question: string;
  initial: CsatAnswer | null;
  busy: boolean;
  problem: string | null;
  onSubmit: (score: Score, comment: string) => void;
}

export function CsatForm({ question, initial, busy, problem, onSubmit }: CsatFormProps) {
  const text = useTexts(texts);
  const words = useTexts(scaleWords);
  const name = useId();
  const [score, setScore] = useState<Score | null>(initial?.score ?? null);
  const [comment, setComment] = useState(initial?.comment ?? "");
  const left = COMMENT_LIMIT - comment.length;

  return (
    <form
      class="k-csat"
      onSubmit={(event) => {
        event.preventDefault();
        if (score !== null && !busy) onSubmit(score, comment.trim());
      }}
    >
      <fieldset>
        <legend class="k-csat__question">{question}</legend>
        <div class="k-csat__scale">
          {SCORES.map((value) => (
            <label class="k-csat__choice" data-testid={`csat-${value}`}>
              <input class="k-csat__radio" type="radio" name={name} value={value} checked={score === value} onChange={() => setScore(value)} />
              <span class="k-csat__number">{value}</span>
              <span class="k-csat__word">{words[value]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {score !== null && (
        <label class="k-csat__comment">
          <span>{text.comment}</span>
          <textarea rows={3} maxLength={COMMENT_LIMIT} value={comment} data-testid="csat-comment" onInput={(event) => setComment(event.currentTarget.value)} />
          {left <= 100 && <span class="k-csat__left">{text.left(left)}</span>}
        </label>
      )}
      {problem && (
        <p class="k-csat__problem" role="alert">
          {problem}
        </p>
      )}
      <Button type="submit" look="primary" disabled={score === null} busy={busy} data-testid="csat-submit">
        {text.submit}
      </Button>
    </form>
  );
}

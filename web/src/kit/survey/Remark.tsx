import { useTexts } from "../i18n";
import { texts } from "./texts";

const NEAR_THE_END = 100;

interface RemarkProps {
  labelledBy: string;
  longest: number;
  optional: boolean;
  words: string;
  onInput: (words: string) => void;
}

/** A few words of the customer's own. */
export function Remark({ labelledBy, longest, optional, words, onInput }: RemarkProps) {
  const text = useTexts(texts);
  const left = longest - words.length;
  return (
    <div class="k-remark">
      <textarea rows={3} maxLength={longest} aria-labelledby={labelledBy} placeholder={optional ? text.placeholder : undefined} value={words} data-testid="survey-remark" onInput={(event) => onInput(event.currentTarget.value)} />
      {left <= NEAR_THE_END && <span class="k-remark__left">{text.left(left)}</span>}
    </div>
  );
}

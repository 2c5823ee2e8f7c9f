import { CHECK } from "../icons";
import { defineTexts, useTexts } from "../i18n";
import type { CsatAnswer } from "../api/types";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { scaleWords } from "./scale";
import "./csat.css";

const texts = defineTexts({
  zh: { thanks: "谢谢您的评价", given: "您的评价", change: "修改" },
  en: { thanks: "Thank you for telling us", given: "Your answer", change: "Change it" },
});

export function CsatThanks({ answer, onChange }: { answer: CsatAnswer; onChange?: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(scaleWords);
  return (
    <div class="k-csat k-csat--thanks" role="status" data-testid="csat-thanks">
      <span class="k-csat__tick">
        <Icon path={CHECK} size={18} />
      </span>
      <p class="k-csat__question">{text.thanks}</p>
      <p class="k-csat__given">
        <span class="visually-hidden">{text.given} </span>
        <span class="k-csat__number">{answer.score}</span> {words[answer.score]}
      </p>
      {answer.comment && <blockquote class="k-csat__quote">{answer.comment}</blockquote>}
      {onChange && (
        <Button look="quiet" size="sm" onClick={onChange} data-testid="csat-change">
          {text.change}
        </Button>
      )}
    </div>
  );
}

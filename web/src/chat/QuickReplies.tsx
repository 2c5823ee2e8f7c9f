import { useTexts } from "../kit/i18n";
import type { Choice } from "../kit/api/messages";
import { texts } from "./texts";

export function QuickReplies({ choices, onChoose }: { choices: Choice[]; onChoose: (choice: Choice) => void }) {
  const text = useTexts(texts);
  return (
    <div class="c-choices" role="group" aria-label={text.choices}>
      {choices.map((choice) => (
        <button type="button" class="c-choice" data-testid="quick-reply" onClick={() => onChoose(choice)}>
          {choice.title}
        </button>
      ))}
    </div>
  );
}

import { useTexts } from "../kit/i18n";
import { Avatar } from "../kit/ui/Avatar";
import type { ChatState } from "./model";
import { texts } from "./texts";

export function Typing({ typing }: { typing: NonNullable<ChatState["typing"]> }) {
  const text = useTexts(texts);
  const name = typing.name ?? (typing.author === "agent" ? text.agent : text.assistant);
  return (
    <div class="c-group" data-testid="typing">
      <Avatar name={typing.author === "agent" ? name : null} size={28} />
      <div class="c-typing" role="img" aria-label={text.typing(name)}>
        <span />
        <span />
        <span />
      </div>
    </div>
  );
}

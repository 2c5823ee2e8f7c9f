import { CLOSE } from "../kit/icons";
import { useLanguage, useTexts } from "../kit/i18n";
import { useStore } from "../kit/store";
import type { VisitorConversation } from "../kit/api/types";
import { Avatar } from "../kit/ui/Avatar";
import { IconButton } from "../kit/ui/IconButton";
import { LanguageToggle } from "../kit/ui/LanguageToggle";
import { switchLanguage } from "./language";
import { Menu } from "./menu/Menu";
import type { ChatModel, ChatState } from "./model";
import type { Options } from "./options";
import { texts } from "./texts";
import "./header.css";

type ChatTexts = (typeof texts)["zh"];

function statusLine(text: ChatTexts, conversation: VisitorConversation | null, state: ChatState): string {
  if (!conversation) return text.connection[state.phase === "failed" ? "waiting" : "connecting"];
  const { status, queue_position, agent_name } = conversation;
  if (status === "queued") return text.status.queued(queue_position);
  if (status === "assigned") return text.status.assigned(agent_name);
  return text.status[status];
}

export function Header({ model, options, onClose }: { model: ChatModel; options: Options; onClose: (() => void) | null }) {
  const state = useStore(model.state);
  const text = useTexts(texts);
  const language = useLanguage();
  const { conversation, live } = state;
  const agent = conversation?.status === "assigned" ? (conversation.agent_name ?? text.agent) : null;

  return (
    <header class="c-header">
      <span class="c-header__face">
        <Avatar name={agent} size={40} />
        <span class="c-header__dot" data-testid="connection" data-state={live} role="img" aria-label={text.connection[live]} />
      </span>
      <div class="c-header__names">
        <h1 class="c-header__title">{options.title[language] ?? text.title}</h1>
        <p class="c-header__status" aria-live="polite" data-testid="status" data-status={conversation?.status}>
          {statusLine(text, conversation, state)}
        </p>
      </div>
      <LanguageToggle label={text.languages} onChoose={(next) => switchLanguage(model, next)} />
      <Menu model={model} />
      {onClose && <IconButton icon={CLOSE} label={text.close} onClick={onClose} data-testid="close" />}
    </header>
  );
}

/** Switching the language: the words on screen at once, and the assistant too once the visitor has spoken. */
import { language, setLanguage } from "../kit/i18n";
import type { Language } from "../kit/api/types";
import type { ChatModel } from "./model";

const NAME: Record<Language, string> = { zh: "中文", en: "English" };

export function switchLanguage(model: ChatModel, next: Language): void {
  if (next === language.value) return;
  setLanguage(next);
  const { messages, pending } = model.state.value;
  const spoken = pending.length > 0 || messages.some((message) => message.author === "visitor");
  if (spoken) model.send({ payload: `/switch_language{"language":"${next}"}`, title: NAME[next] });
}

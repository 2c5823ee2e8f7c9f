/** One draft for each form, whatever is on screen: scrolling away or switching the language loses nothing. */
import type { ChatModel } from "../model";
import { FormDraft } from "./draft";
import { formServer } from "./server";
import { texts } from "./texts";

const drafts = new Map<string, FormDraft>();

export function draftOf(model: ChatModel, id: string, conversationId: string): FormDraft {
  const known = drafts.get(id);
  if (known) return known;
  const draft = new FormDraft(id, formServer(model, id, conversationId), { zh: texts.zh.missing, en: texts.en.missing });
  drafts.set(id, draft);
  return draft;
}

/** Finding commands and conversations by what was typed. */
import type { Language, Summary } from "../../kit/types";
import { sorted } from "../rules/lists";
import { topicLabel } from "../text/intents";
import { customerName } from "../text/names";
import type { Command } from "./commands";

const MOST = 12;
const FIRST_CONVERSATIONS = 5;

/** Every word must occur somewhere; Chinese is typed without spaces and matches as it stands. */
function matches(query: string, ...texts: (string | null | undefined)[]): boolean {
  const text = texts.filter(Boolean).join(" ").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function found(words: string, commands: readonly Command[], summaries: readonly Summary[], language: Language) {
  const query = words.trim();
  const newest = sorted(summaries, "newest");
  if (!query) return { actions: [...commands], conversations: newest.slice(0, FIRST_CONVERSATIONS) };
  return {
    actions: commands.filter((command) => matches(query, command.words)),
    conversations: newest
      .filter((one) => matches(query, customerName(one), one.id, one.last_message?.body, one.topic && topicLabel(one.topic, language), one.assignee?.name))
      .slice(0, MOST),
  };
}

/** Everything the palette offers to do, given where somebody is. */
import { setLanguage } from "../../kit/i18n";
import { BELL, CHAT, GLOBE, KEYBOARD, SIGN_OUT, USER } from "../../kit/icons";
import type { Agent, Language } from "../../kit/api/types";
import { STATUSES } from "../agent/AgentMenu";
import type { Address } from "../logic/address";
import { sectionNamed, sections } from "../sections/registry";
import type { Command } from "../sections/section";
import { step } from "../shortcuts/keys";
import { changeStatus, signOut } from "../state/account";
import { panels } from "../state/panels";
import { visit } from "../state/route";
import { chooseTheme, THEMES } from "../state/theme";
import { texts } from "../text";

/** To the other sections. */
function ways(language: Language, { section }: Address): Command[] {
  const t = texts[language].palette;
  const others = sections().filter(({ id }) => id !== section);
  return others.map(({ id, icon, keys, words }) => ({ id, words: t.goSection(words[language].name), icon, keys, run: () => visit(id) }));
}

/** Along the list that is shown. */
function steps(language: Language, { section }: Address): Command[] {
  const { next, previous } = sectionNamed(section).words[language];
  const commands: (Command | undefined | "")[] = [
    next && { id: "next", words: next, icon: CHAT, keys: "Alt+J", run: () => step(1) },
    previous && { id: "previous", words: previous, icon: CHAT, keys: "Alt+K", run: () => step(-1) },
  ];
  return commands.filter((command) => typeof command === "object");
}

function settings(language: Language): Command[] {
  const t = texts[language];
  return [
    ...STATUSES.map((status) => ({ id: status, words: t.palette.setStatus(t.agentStatus[status]), icon: USER, run: () => void changeStatus(status) })),
    { id: "language", words: t.palette.otherLanguage, icon: GLOBE, run: () => setLanguage(language === "zh" ? "en" : "zh") },
    ...THEMES.map((theme) => ({ id: `theme-${theme}`, words: t.palette.setTheme(t.menu[theme]), icon: BELL, run: () => chooseTheme(theme) })),
    { id: "shortcuts", words: t.menu.shortcuts, icon: KEYBOARD, keys: "?", run: () => panels.patch({ shortcuts: true }) },
    { id: "sign-out", words: t.menu.signOut, icon: SIGN_OUT, run: () => void signOut() },
  ];
}

export function commandsFor(language: Language, agent: Agent, address: Address): Command[] {
  const { palette } = sectionNamed(address.section);
  return [
    ...((address.id && palette?.opened?.(address.id, language, agent)) || []),
    ...ways(language, address),
    ...steps(language, address),
    ...sections().flatMap((section) => section.palette?.anywhere?.(language) ?? []),
    ...settings(language),
  ];
}

/** What the palette offers about cases: what may be done with the open one, and those that the server finds. */
import { useLanguage } from "../../../kit/i18n";
import { ARROW_RIGHT, NOTE, USER } from "../../../kit/icons";
import type { Agent, CaseSummary, Language } from "../../../kit/api/types";
import { useAsTyped } from "../../palette/useAsTyped";
import { startWriting } from "../../state/panels";
import type { Command, Found, PaletteSource } from "../section";
import { fetchCases } from "./api";
import { queryOf } from "./logic/cases";
import { CaseIcon } from "./marks/CaseIcon";
import { CaseStatus } from "./marks/CaseStatus";
import { openMove } from "./shortcuts";
import { assignCase } from "./state/moves";
import { caseViews } from "./state/openCase";
import { selectCase } from "./state/select";
import { texts } from "./text";

function opened(reference: string, language: Language, agent: Agent): Command[] {
  const t = texts[language].cases.palette;
  const one = caseViews.value[reference]?.detail?.case;
  if (!one) return [];
  const deeds: (Command | false)[] = [
    one.allowed_moves.length > 0 && { id: "move", words: t.changeStatus, icon: ARROW_RIGHT, keys: "Alt+E", run: openMove },
    one.assignee?.id !== agent.id && { id: "assign", words: t.assignMe, icon: USER, run: () => void assignCase(one, agent) },
    { id: "case-note", words: t.note, icon: NOTE, keys: "Alt+P", run: () => startWriting("note") },
  ];
  return deeds.filter((deed) => deed !== false);
}

const MOST = 6;

/** Cases whose reference, customer or title holds what was typed; none before something was. */
async function casesWith(words: string): Promise<CaseSummary[]> {
  return (await fetchCases(queryOf({ tab: "open", kind: "", words }))).cases.slice(0, MOST);
}

function Option({ one }: { one: CaseSummary }) {
  const language = useLanguage();
  return (
    <>
      <CaseIcon kind={one.kind} size={24} />
      <span class="d-palette__words">
        {one.title[language]}
        <span class="d-palette__last d-code">{one.reference}</span>
      </span>
      <CaseStatus status={one.status} />
    </>
  );
}

const useFound = (words: string): Found[] =>
  useAsTyped(words, casesWith).map((one) => ({ id: one.id, content: <Option one={one} />, run: () => selectCase(one.reference) }));

export const PALETTE: PaletteSource = { opened, useFound };

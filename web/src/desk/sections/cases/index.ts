/** Cases: what customers asked to have put right. */
import { useStore } from "../../../kit/store";
import { CASES } from "../../../kit/icons";
import { following } from "../../logic/following";
import type { Section, Waiting } from "../section";
import { CaseListPane } from "./list/CaseListPane";
import { CASE_TABS } from "./logic/cases";
import { PALETTE } from "./palette";
import { CasePane } from "./pane/CasePane";
import { SHORTCUTS } from "./shortcuts";
import { forgetCustomerCases } from "./state/customerCases";
import { cases as list, filterCases, forgetCases } from "./state/list";
import { forgetCaseViews, loadCase } from "./state/openCase";
import { receive, refresh } from "./state/refresh";
import { SECTION } from "./state/select";
import { texts, useText } from "./text";

function useWaiting(): Waiting {
  const t = useText().cases;
  const overdue = useStore(list).counts?.overdue ?? 0;
  return { count: overdue, words: t.waiting(overdue), tone: "danger" };
}

export const cases: Section = {
  id: SECTION,
  parameter: "ref",
  icon: CASES,
  keys: "Alt+C",
  words: { zh: texts.zh.cases.section, en: texts.en.cases.section },
  List: CaseListPane,
  Pane: CasePane,
  useWaiting,
  rows: () => list.value.shown.map(({ reference }) => reference),
  nextTab: () => filterCases({ tab: following(CASE_TABS, list.value.filter.tab) }),
  shortcuts: SHORTCUTS,
  palette: PALETTE,
  refresh,
  forget: () => [forgetCases, forgetCaseViews, forgetCustomerCases].forEach((forget) => forget()),
  show: (reference) => void (reference && loadCase(reference)),
  receive,
};

import { render } from "preact-render-to-string";
import { beforeEach, expect, it } from "vitest";
import { language } from "../kit/i18n";
import type { Survey } from "../kit/api/types";
import { makeSurvey, scale } from "../kit/testing/makeSurvey";
import { SurveyBody } from "./SurveyBody";

const questions = { good: scale("好吗") };
const nothing = async () => true;

const page = (survey: Partial<Survey>, optingOut = false): string => {
  const kept = { state: { phase: "ready" as const, survey: makeSurvey(questions, {}, survey) }, answers: {}, problem: null, busy: false, load: async () => undefined, save: nothing, finish: nothing, optOut: nothing };
  return render(<SurveyBody kept={kept} hash="" optingOut={optingOut} onStay={() => undefined} />);
};

beforeEach(() => language.set("zh"));

it.each([
  [{}, "好吗"],
  [{ closed: true }, "问卷已结束"],
  [{ closed: true, completed: true }, "这份问卷已经填过了"],
  [{ closed: true, opted_out: true }, "不会再打扰您"],
  [{ completed: true, may_change: true }, "修改"],
  [{ closed: true, completed: true, may_change: true }, "您之前的评价已妥善保存"],
])("shows %o as %s", (survey, said) => {
  expect(page(survey)).toContain(said);
});

it("asks once more before somebody is asked nothing more", () => {
  expect(page({}, true)).toContain("opt-out-yes");
  expect(page({ opted_out: true }, true)).toContain("不会再打扰您");
});

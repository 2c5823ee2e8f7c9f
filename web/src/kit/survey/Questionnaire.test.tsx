import { render } from "preact-render-to-string";
import { beforeEach, expect, it } from "vitest";
import { language } from "../i18n";
import type { Survey } from "../api/types";
import { choice, makeSurvey, matrix, remark, scale, weights } from "../testing/makeSurvey";
import { Questionnaire } from "./Questionnaire";
import { answersOf } from "./questionnaire";
import { Thanks } from "./Thanks";

const shown = (survey: Survey, { compact = false, hash = "" } = {}): string => {
  const kept = { answers: answersOf(survey), problem: null, busy: false, save: async () => true, finish: async () => true };
  return render(<Questionnaire survey={survey} kept={kept} compact={compact} hash={hash} onDone={() => undefined} />);
};

beforeEach(() => language.set("zh"));

it("says how far one is", () => {
  const survey = makeSurvey({ good: scale("good"), why: remark("why") }, { good: 9 });

  expect(shown(survey)).toContain("已答 1 题，共 2 题");
  language.set("en");
  expect(shown(survey)).toContain("1 of 2 answered");
});

it("offers every step of a scale as a button, with words for its ends", () => {
  const page = shown(makeSurvey({ good: scale("good") }));

  for (let step = 0; step <= 10; step += 1) expect(page).toContain(`data-testid="good-${step}"`);
  expect(page).toContain('aria-label="0 no"');
});

it("shows what was pressed in the mail and waits for it to be confirmed", () => {
  const page = shown(makeSurvey({ good: scale("good"), why: remark("why") }), { hash: "#8" });

  expect(page).toMatch(/aria-pressed="true"[^>]*data-testid="good-8"/);
  expect(page).toContain("继续");
});

it("does not let a question be passed that must be answered", () => {
  const open = makeSurvey({ felt: matrix("felt", { a: "x", b: "y" }), why: remark("why") }, { "felt.a": 3 });
  const done = makeSurvey({ felt: matrix("felt", { a: "x", b: "y" }) }, { "felt.a": 3, "felt.b": 3 });

  expect(shown(open)).toMatch(/disabled[^>]*data-testid="survey-next"/);
  expect(shown(done)).not.toMatch(/disabled[^>]*data-testid="survey-next"/);
});

it("lets a question be skipped that may be", () => {
  expect(shown(makeSurvey({ why: choice("why", ["slow", "rude"], { optional: true }), more: remark("more") }))).toContain("跳过");
});

it("says that a line does not apply only where that may be said", () => {
  expect(shown(makeSurvey({ felt: matrix("felt", { a: "x" }, { not_applicable: true }) }))).toContain("不适用");
  expect(shown(makeSurvey({ felt: matrix("felt", { a: "x" }) }))).not.toContain("不适用");
});

it("counts the points that are still to be given", () => {
  expect(shown(makeSurvey({ points: weights("points", ["x", "y"]) }))).toContain("还有 100 分没有分配");
});

it("thanks with the score and its word, and offers a change only where it may be made", () => {
  const survey = makeSurvey({ good: scale("good", { labels: { 0: { zh: "差", en: "bad" }, 10: { zh: "好", en: "fine" } } }) }, { good: 10 }, { score: "good", answered: { score: 10, comment: "快" }, completed: true });

  expect(render(<Thanks survey={survey} />)).toMatch(/10<\/span> 好.*快/);
  expect(render(<Thanks survey={survey} />)).not.toContain("修改");
  expect(render(<Thanks survey={survey} onChange={() => undefined} />)).toContain("修改");
});

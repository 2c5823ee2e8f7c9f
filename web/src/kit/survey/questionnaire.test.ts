import { describe, expect, it } from "vitest";
import { choice, makeSurvey, matrix, remark, scale, weights } from "../testing/makeSurvey";
import { answersOf, firstOpen, mayPass, pointsLeft, progress, stepsOf, suggested } from "./questionnaire";

const nps = { score: scale("score"), reason: choice("reason", ["slow", "rude"], { when: { question: "score", below: 7 } }), why: remark("why") };
const namesOf = (survey: ReturnType<typeof makeSurvey>, compact = false) => stepsOf(survey, answersOf(survey), compact).map(({ name }) => name);

describe("the screens of a questionnaire", () => {
  it("asks what follows from an answer only once that is given", () => {
    expect(namesOf(makeSurvey(nps))).toEqual(["score", "why"]);
    expect(namesOf(makeSurvey(nps, { score: 6 }))).toEqual(["score", "reason", "why"]);
    expect(namesOf(makeSurvey(nps, { score: 7 }))).toEqual(["score", "why"]);
  });

  it("follows a choice by its name", () => {
    const fcr = { solved: choice("solved", ["yes", "no"]), open: remark("open", { when: { question: "solved", chosen: "no" } }) };

    expect(namesOf(makeSurvey(fcr, { solved: 1 }))).toEqual(["solved"]);
    expect(namesOf(makeSurvey(fcr, { solved: 2 }))).toEqual(["solved", "open"]);
  });

  it("shows a short matrix at once, and in a bubble a line at a time", () => {
    const pulse = makeSurvey({ felt: matrix("felt", { a: "x", b: "y", c: "z" }) });

    expect(stepsOf(pulse, {}, false).map(({ lines }) => lines)).toEqual([["a", "b", "c"]]);
    expect(stepsOf(pulse, {}, true).map(({ lines }) => lines)).toEqual([["a"], ["b"], ["c"]]);
  });

  it("cuts a long matrix where another dimension begins", () => {
    const long = makeSurvey({ felt: matrix("felt", { a1: "a", a2: "a", b1: "b", b2: "b", b3: "b", b4: "b", b5: "b", b6: "b" }) });

    expect(stepsOf(long, {}, false).map(({ lines }) => lines)).toEqual([["a1", "a2"], ["b1", "b2", "b3", "b4", "b5"], ["b6"]]);
  });

  it("goes on at the first screen that is open", () => {
    const survey = makeSurvey({ felt: matrix("felt", { a: "x", b: "y" }), points: weights("points", ["x", "y"]), why: remark("why") }, { "felt.a": 3, "felt.b": 4, "points.x": 60 });
    const steps = stepsOf(survey, answersOf(survey), false);

    expect(firstOpen(steps, answersOf(survey))).toBe(1);
    expect(progress(steps, answersOf(survey))).toEqual({ answered: 3, of: 4 });
    expect(steps.map((step) => mayPass(step, answersOf(survey)))).toEqual([true, false, true]);
  });

  it("takes an answer for one although it does not apply", () => {
    const survey = makeSurvey({ felt: matrix("felt", { a: "x" }, { not_applicable: true }) });
    const [step] = stepsOf(survey, {}, false);

    expect(mayPass(step!, { "felt.a": { question: "felt.a", not_applicable: true } })).toBe(true);
  });
});

describe("a number that was pressed in a mail", () => {
  it.each([
    ["#7", 7],
    ["#0", 0],
    ["#11", null],
    ["#-1", null],
    ["#seven", null],
    ["", null],
    ["#", null],
  ])("%s suggests %s", (hash, value) => {
    expect(suggested(makeSurvey(nps), hash)?.value ?? null).toBe(value);
  });

  it("suggests nothing once the question is answered", () => {
    expect(suggested(makeSurvey(nps, { score: 3 }), "#7")).toBeNull();
  });
});

it("counts the points that are left", () => {
  expect([pointsLeft([]), pointsLeft([60, 40]), pointsLeft([60, 50])]).toEqual([100, 0, -10]);
});

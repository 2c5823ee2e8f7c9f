import { describe, expect, it } from "vitest";
import { added, blank, changed, type Contents, entryAdded, entryChanged, moved, problemsAt, without } from "./contents";

const words = { zh: "字", en: "words" };
const contents: Contents = { name: words, title: words, method: "own", questions: [blank("scale", "ease"), blank("choice", "choice"), blank("text", "why")] };
const keys = (one: Contents) => one.questions.map(({ key }) => key);

describe("a questionnaire that is edited", () => {
  it("takes a question more, under a name of its own", () => {
    expect(keys(added(contents, "choice"))).toEqual(["ease", "choice", "why", "choice_2"]);
  });

  it("moves questions up and down, and none beyond the ends", () => {
    expect(keys(moved(contents, 2, -1))).toEqual(["ease", "why", "choice"]);
    expect(keys(moved(contents, 0, 1))).toEqual(["choice", "ease", "why"]);
    expect(moved(contents, 0, -1)).toBe(contents);
    expect(moved(contents, 2, 1)).toBe(contents);
  });

  it("drops a question and leaves the one before as it was", () => {
    expect(keys(without(contents, 1))).toEqual(["ease", "why"]);
    expect(keys(contents)).toHaveLength(3);
  });

  it("changes one question, and one answer of it", () => {
    expect(changed(contents, 0, { text: words }).questions[0]?.text).toEqual(words);
    const choice = contents.questions[1]!;
    expect(entryChanged(choice, "options", 1, { zh: "等" }).options?.map(({ zh }) => zh)).toEqual(["", "等"]);
    expect(entryAdded(choice).options?.map(({ key }) => key)).toEqual(["first", "second", "option_3"]);
  });
});

it("finds what is wrong with a field and inside it, and not beside it", () => {
  const found = ["questions.1.text.zh", "questions.1.options.0.en", "questions.10.text.zh", "title.zh"].map((field) => ({ field, reason: "missing" as const, message: "" }));

  expect(problemsAt(found, "questions.1").map(({ field }) => field)).toEqual(["questions.1.text.zh", "questions.1.options.0.en"]);
  expect(problemsAt(found, "title.zh")).toHaveLength(1);
});

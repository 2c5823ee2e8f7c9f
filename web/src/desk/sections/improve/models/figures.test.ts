import { describe, expect, it } from "vitest";
import type { ModelScore, ModelSwitch } from "../../../../kit/api/types";
import { headline, percent, points, short, undone } from "./figures";

const score = (part: string, language: string): ModelScore => ({ part, language, part_label: { zh: "", en: "" }, language_label: { zh: "", en: "" }, n: 1, value: 1, low: 0, high: 1 });
const taken = (state: ModelSwitch["state"]): ModelSwitch => ({ id: state, model: "b", before: "a", at: "2026-11-30T10:00:00Z", ended_at: null, state, said: { zh: "", en: "" }, rates: [] });

describe("figures of models", () => {
  it("are written with one decimal, and a change with its sign", () => {
    expect([percent(0.9312), percent(1), percent(0)]).toEqual(["93.1%", "100.0%", "0.0%"]);
    expect([points(0.021), points(-0.004), points(0)]).toEqual(["+2.1", "−0.4", "+0.0"]);
  });

  it("name a model by the beginning of what tells it from others", () => {
    expect(short("serviceloop-0123456789abcdef.tar.gz")).toBe("01234567");
  });

  it("lead with what the model has never seen, in each language", () => {
    expect(headline({ scores: [score("held_out", "en"), score("held_out", "mixed"), score("learned", "zh"), score("held_out", "zh")] }).map(({ language }) => language)).toEqual(["en", "zh"]);
  });

  it("tell of a model that was taken back until another is taken", () => {
    expect(undone([taken("went_back"), taken("kept")])?.id).toBe("went_back");
    expect(undone([taken("going_back")])?.id).toBe("going_back");
    expect(undone([taken("watched"), taken("went_back")])).toBeNull();
    expect(undone([])).toBeNull();
  });
});

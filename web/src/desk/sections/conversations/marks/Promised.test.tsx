import { render } from "preact-render-to-string";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { setLanguage } from "../../../../kit/i18n";
import type { Promised as Promise } from "../../../../kit/api/types";
import { seconds } from "../../../state/clock";
import { isPressing } from "../logic/promises";
import { Promised } from "./Promised";

const NOW = Date.parse("2026-01-01T10:00:00Z");
const promise: Promise = { kind: "first_reply", level: { zh: "标准", en: "Standard" }, state: "running", due_at: "2026-01-01T10:04:00Z", left: null };

beforeEach(() => {
  vi.stubGlobal("document", { documentElement: { lang: "" } });
  seconds.set(NOW);
});

describe("what was promised", () => {
  it.each([
    ["en", "First reply due in 4:00"],
    ["zh", "首次回复还剩 4:00"],
  ] as const)("is told with the time that is left, in %s", (language, words) => {
    setLanguage(language, { remember: false });

    expect(render(<Promised promise={promise} named />)).toContain(words);
  });

  it("is told with how late it is, and when its clock stands still", () => {
    setLanguage("en", { remember: false });

    expect(render(<Promised promise={{ ...promise, state: "broken", due_at: "2026-01-01T09:58:30Z" }} />)).toContain("First reply overdue by 1:30");
    expect(render(<Promised promise={{ ...promise, kind: "resolution", state: "halted", due_at: null, left: 600 }} named />)).toContain("Solution: the clock stands still");
  });

  it("takes the place of the wait in the list once it presses", () => {
    const states = ["running", "halted", "warned", "broken", "escalated"] as const;

    expect(states.filter((state) => isPressing({ ...promise, state }))).toEqual(["warned", "broken", "escalated"]);
  });
});

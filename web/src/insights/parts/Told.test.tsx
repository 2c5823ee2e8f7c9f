import { render } from "preact-render-to-string";
import { beforeEach, describe, expect, it } from "vitest";
import { language } from "../../kit/i18n";
import { ChangeMark } from "./Told";

const change = (value: number, noise = false) => ({ value, low: value - 1, high: value + 1, p: noise ? 0.4 : 0.01, noise });

describe("A change", () => {
  beforeEach(() => language.set("en"));

  it("is good news where more is better, bad news where less is", () => {
    expect(render(<ChangeMark change={change(0.1)} unit="share" better="higher" />)).toContain("i-change--up");
    expect(render(<ChangeMark change={change(0.1)} unit="share" better="lower" />)).toContain("i-change--down");
    expect(render(<ChangeMark change={change(-90)} unit="seconds" better="lower" />)).toContain("i-change--up");
  });

  it("is no news where chance explains it, or where it is neither good nor bad", () => {
    expect(render(<ChangeMark change={change(0.1, true)} unit="share" better="higher" />)).toContain("i-change--none");
    expect(render(<ChangeMark change={change(12)} unit="count" better="neither" />)).toContain("i-change--none");
  });
});

import { describe, expect, it } from "vitest";
import { difference, direction, figure, interval, shortDay } from "./format";

describe("Figures", () => {
  it.each([
    [0.805, "share", "80.5%"],
    [45, "points", "+45"],
    [-0.68, "gap", "−0.68"],
    [5.3, "scale", "5.30"],
    [0.7143, "coefficient", "0.71"],
    [1653, "count", "1,653"],
    [74.06, "score", "74.1"],
    [0.84, "seconds", "0.8 s"],
    [59.7, "seconds", "1 min 0 s"],
    [200, "seconds", "3 min 20 s"],
    [7500, "seconds", "2 h 05 min"],
  ] as const)("%d as a %s reads %s", (value, unit, words) => {
    expect(figure(value, unit, "en")).toBe(words);
  });

  it("have their interval in words, and none after one answer", () => {
    expect(interval({ low: 0.711, high: 0.867 }, "share", "en")).toBe("71.1% to 86.7%");
    expect(interval({ low: 0.711, high: 0.867 }, "share", "zh")).toBe("71.1% 至 86.7%");
    expect(interval({ low: null, high: null }, "scale", "en")).toBeNull();
  });

  it("change in percentage points, and not at all where chance explains it", () => {
    expect(difference(-0.031, "share", "en")).toBe("−3.1");
    expect(difference(-126, "seconds", "zh")).toBe("−2 分 6 秒");
    expect(direction({ value: 0.1, low: -0.1, high: 0.3, p: 0.4, noise: true })).toBe("none");
    expect(direction({ value: -0.1, low: -0.2, high: -0.01, p: 0.01, noise: false })).toBe("down");
  });

  it("are of a day that no time zone moves", () => {
    expect(shortDay("2026-03-02", "en")).toBe("2 Mar");
    expect(shortDay("2026-03-02", "zh")).toBe("3月2日");
  });
});

import { expect, test } from "vitest";
import { length } from "./lengths";
import { texts } from "./text";

test.each([
  [0.75, "45 s", "45 秒"],
  [4.07, "4.1 min", "4.1 分钟"],
  [31.2, "31 min", "31 分钟"],
  [99.6, "100 min", "100 分钟"],
  [210, "3.5 h", "3.5 小时"],
  [6048, "4.2 days", "4.2 天"],
])("%d minutes read well in both languages", (minutes, en, zh) => {
  expect(length(minutes, texts.en, "en")).toBe(en);
  expect(length(minutes, texts.zh, "zh")).toBe(zh);
});

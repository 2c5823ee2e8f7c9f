import { render } from "preact-render-to-string";
import { beforeEach, expect, it } from "vitest";
import { ApiError } from "../kit/http";
import { language } from "../kit/i18n";
import { Told, scannedFrom } from "./CounterPage";

const refused = (status: number, code: string, details = {}) => scannedFrom(new ApiError(code, "", status, null, details));

beforeEach(() => language.set("zh"));

it.each([
  [refused(409, "counter_answered", { again_at: "2026-03-02T08:00:00Z" }), "您刚刚填过了"],
  [refused(404, "counter_not_found"), "这个二维码已停用"],
  [refused(429, "too_many_requests"), "请过几分钟再试"],
  [refused(503, "store_unavailable"), "暂时打不开问卷"],
  [scannedFrom(new Error()), "暂时打不开问卷"],
])("says what became of a scan: %o", (scanned, said) => {
  expect(render(<Told scanned={scanned} onRetry={() => undefined} />)).toContain(said);
});

it("says from when on one may answer again, in the reader's language", () => {
  language.set("en");
  const scanned = refused(409, "counter_answered", { again_at: "2026-03-02T08:00:00Z" });
  expect(render(<Told scanned={scanned} onRetry={() => undefined} />)).toContain("2 March");
});

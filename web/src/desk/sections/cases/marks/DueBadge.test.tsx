import { renderToString } from "preact-render-to-string";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../../../kit/i18n";
import { daysUntil } from "../../../../kit/time";
import { minutes } from "../../../state/clock";
import { DueBadge } from "./DueBadge";

const NOW = new Date(2026, 10, 29, 20, 0);

const badge = (due: Date): string => renderToString(<DueBadge one={{ due_at: due.toISOString(), closed_at: null }} />).replace(/<[^>]+>/g, "");

beforeEach(() => {
  vi.stubGlobal("document", { documentElement: { lang: "" } });
  minutes.set(NOW.getTime());
  setLanguage("en", { remember: false });
});
afterEach(() => void vi.unstubAllGlobals());

test("a case is due in as many days as its last day is away on the calendar", () => {
  expect(badge(new Date(2026, 11, 20, 0, 0))).toBe("Due in 21 d");
  expect(badge(new Date(2026, 11, 20, 23, 59))).toBe("Due in 21 d");
  expect(daysUntil("2026-12-20", NOW)).toBe(21);
});

test("less than a day is told in hours, and what is past by days too", () => {
  expect(badge(new Date(2026, 10, 30, 1, 0))).toBe("Due in 5 h");
  expect(badge(new Date(2026, 10, 26, 23, 0))).toBe("Overdue 3 d");
  setLanguage("zh", { remember: false });
  expect(badge(new Date(2026, 11, 20, 0, 0))).toContain("21");
});

/** A notice as it is written, and as it is sent. */
import type { NoticeIn, NoticeRow } from "../../../kit/api/types";

export const SHOWS = ["now", "coming", "over"] as const;
export type Show = (typeof SHOWS)[number];

export interface Draft {
  title: { zh: string; en: string };
  body: { zh: string; en: string };
  /** As the browser's fields have them: on this machine's clock. */
  from: string;
  until: string;
  /** By kind, as they are typed: PEK, PKX. */
  marks: Record<string, string>;
  topics: readonly string[];
  banner: boolean;
}

const two = (number: number): string => String(number).padStart(2, "0");

/** A moment as a field for date and time holds it. */
export const fieldOf = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

const DAY_MS = 86_400_000;

export const blank = (now: Date): Draft => ({ title: { zh: "", en: "" }, body: { zh: "", en: "" }, from: fieldOf(now), until: fieldOf(new Date(now.getTime() + DAY_MS)), marks: {}, topics: [], banner: false });

export const draftOf = (notice: NoticeRow): Draft => ({
  title: { ...notice.title },
  body: { ...notice.body },
  from: fieldOf(new Date(notice.valid_from)),
  until: fieldOf(new Date(notice.valid_until)),
  marks: Object.fromEntries(Object.entries(notice.marks).map(([kind, codes]) => [kind, codes.join(", ")])),
  topics: notice.topics,
  banner: notice.banner,
});

/** What was typed for a kind, one by one, whatever stands between. */
export const codesIn = (typed: string): string[] => typed.split(/[,，、;；\n]+/).map((one) => one.trim()).filter(Boolean);

/** A moment for the server; what is no moment goes as it is, and is refused there. */
const momentOf = (field: string): string => {
  const date = new Date(field);
  return Number.isNaN(date.getTime()) ? field : date.toISOString();
};

export const noticeOf = (draft: Draft): NoticeIn => ({
  title: draft.title,
  body: draft.body,
  valid_from: momentOf(draft.from),
  valid_until: momentOf(draft.until),
  marks: Object.fromEntries(Object.entries(draft.marks).map(([kind, typed]) => [kind, codesIn(typed)]).filter(([, codes]) => codes?.length)),
  topics: [...draft.topics],
  banner: draft.banner,
});

export const TONES = { now: "good", coming: "info", over: "quiet", withdrawn: "quiet" } as const;

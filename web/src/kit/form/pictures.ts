/**
 * Our own drawings for answers that are easier seen than read, on a 40 × 40 grid. `soft` is filled behind the lines,
 * `dashed` stands for what is not there.
 */

export interface Drawing {
  line?: string;
  soft?: string;
  dashed?: string;
}

const HARD_SHELL = "M13 11h14a3 3 0 0 1 3 3v17a3 3 0 0 1-3 3H13a3 3 0 0 1-3-3V14a3 3 0 0 1 3-3Z";
const SOFT_SHELL = "M14 10h12a5 5 0 0 1 5 5v15a4 4 0 0 1-4 4H13a4 4 0 0 1-4-4V15a5 5 0 0 1 5-5Z";
const TUBE = "M8 17h24a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4v-8a4 4 0 0 1 4-4Z";
const PACK = "M20 7.5a8 8 0 0 1 8 8V31a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3V15.5a8 8 0 0 1 8-8Z";
const CARTON = "M20 8l13 5.5v13L20 33 7 26.5v-13L20 8Z";
const BASSINET = "M9 20h23a10 10 0 0 1-10 9.5h-4A9.5 9.5 0 0 1 9 20Z";
const GOLF = "M13.5 15h11l-1.6 17.6a2 2 0 0 1-2 1.9h-3.8a2 2 0 0 1-2-1.9L13.5 15Z";
const VIOLIN = "M20 14.5c-3.6 0-6 1.9-6 4.8 0 2.2 1.4 2.7 1.4 4.2S13 26 13 29.3c0 3.3 3 5.2 7 5.2s7-1.9 7-5.2c0-3.3-2.4-4.3-2.4-5.8s1.4-2 1.4-4.2c0-2.9-2.4-4.8-6-4.8Z";
const LOWER_HALF = "M6 22h28v9a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3v-9Z";
const SLIP = "M11 6h18v28l-3-2-3 2-3-2-3 2-3-2-3 2V6Z";

const missing: Drawing = { dashed: `${HARD_SHELL}M15.5 11V6h9v5`, line: "M17 19.6a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.3-1.6 2.5M20 28.2v.1" };
const damaged: Drawing = { soft: HARD_SHELL, line: `M15.5 11V6h9v5M24 11H13a3 3 0 0 0-3 3v17a3 3 0 0 0 3 3h9M28 11.2A3 3 0 0 1 30 14v17a3 3 0 0 1-3 3h-.5M26 11l-4.5 6.5 5 4-5 5.5 3 3.5-2.5 3.5M14 34v2` };
const open: Drawing = { soft: LOWER_HALF, line: `${LOWER_HALF}M6 22l2.7-11.5A2 2 0 0 1 10.7 9h18.6a2 2 0 0 1 2 1.5L34 22`, dashed: "M14.5 13.5h11v5h-11z" };

const DRAWINGS: Record<string, Drawing> = {
  suitcase_hard: { soft: HARD_SHELL, line: `${HARD_SHELL}M15.5 11V6h9v5M15.5 16v13M20 16v13M24.5 16v13M14 34v2M26 34v2` },
  suitcase_soft: { soft: SOFT_SHELL, line: `${SOFT_SHELL}M16.5 10V6.5h7V10M9 17.5h22M13 22.5h14v6a2 2 0 0 1-2 2H15a2 2 0 0 1-2-2v-6ZM20 22.5v2.5M14 34v2M26 34v2` },
  duffel: { soft: TUBE, line: `${TUBE}M13 33V17c0-5.5 2.5-9 7-9s7 3.5 7 9v16M17 21.5h6` },
  backpack: { soft: PACK, line: `${PACK}M17.5 8v-.8a2.5 2.5 0 0 1 5 0V8M15.5 23.5h9v7h-9zM15.5 26.5h9M17 15h6M12 20h-1a3 3 0 0 0-3 3v6a2 2 0 0 0 2 2h2M28 20h1a3 3 0 0 1 3 3v6a2 2 0 0 1-2 2h-2` },
  box: { soft: CARTON, line: `${CARTON}M7 13.5 20 19l13-5.5M20 19v14M13.5 10.7l13 5.6v4.5` },
  pushchair: { soft: `${BASSINET}M20 8a12 12 0 0 1 12 12H20V8Z`, line: `${BASSINET}M20 20V8a12 12 0 0 1 12 12M9 20l-2.3-7.5H4M17 29.5l-1.5 2M24 29.3l2 2.2M17.5 33.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0ZM29.5 33.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z` },
  sports: { soft: GOLF, line: `${GOLF}M14.2 20.5h9.8M16.5 15V7h-3M20.5 15V9.5M20.5 9.5a2 2 0 1 0-.1-4 2 2 0 0 0 .1 4ZM23.5 15l2-6.5h3M24.6 18c4 1 4.3 8.5-.6 11.5` },
  instrument: { soft: VIOLIN, line: `${VIOLIN}M20 5.5v18M17.5 5.5h5M17.8 9h4.4M17.5 28.5h5` },
  other: { soft: "M33 20a13 13 0 1 1-26 0 13 13 0 0 1 26 0Z", line: "M33 20a13 13 0 1 1-26 0 13 13 0 0 1 26 0ZM14 20h.1M20 20h.1M26 20h.1" },
  receipt: { soft: SLIP, line: `${SLIP}M15.5 12.5h9M15.5 17.5h9M15.5 22.5h5` },
  suitcase_missing: missing,
  suitcase_damaged: damaged,
  suitcase_open: open,
  bag_missing: missing,
  bag_damaged: damaged,
  bag_contents_missing: open,
};

/** The drawing of this name; a name that a newer server may know gets the one for "something else". */
export const drawing = (name: string): Drawing => DRAWINGS[name] ?? DRAWINGS["other"]!;

/** Shares and changes as they are written. */
import type { Language, Model, ModelScore, ModelSwitch } from "../../../../kit/api/types";

export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** In points, with a sign; a minus is as wide as a plus. */
export const points = (share: number): string => `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(1)}`;

/** The short name by which two models are told apart. */
export const short = (name: string): string => name.replace(/^serviceloop-/, "").replace(/\.tar\.gz$/, "").slice(0, 8);

/** What a model understands of messages that it has never seen, in each of the two languages. */
export const headline = ({ scores }: Pick<Model, "scores">): ModelScore[] => scores.filter(({ part, language }) => part === "held_out" && (language === "zh" || language === "en"));

/** The switch that somebody has to be told of: the last one, where it was undone. */
export const undone = ([last]: readonly ModelSwitch[]): ModelSwitch | null => (last && (last.state === "went_back" || last.state === "going_back") ? last : null);

export const grouped = (n: number, language: Language): string => n.toLocaleString(language === "zh" ? "zh-CN" : "en-GB");

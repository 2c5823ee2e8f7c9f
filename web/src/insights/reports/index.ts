/** The reports, in the order of the tabs. `/insights` shows the first one. */
import type { Report } from "./report";
import { coaching } from "./coaching";
import { staffing } from "./staffing";
import { surveys } from "./surveys";

export const REPORTS: readonly Report[] = [surveys, staffing, coaching];

/** The reports, in the order of the tabs. `/insights` shows the first one. */
import { coaching } from "./coaching";
import { journey } from "./journey";
import type { Report } from "./report";
import { service } from "./service";
import { staffing } from "./staffing";
import { surveys } from "./surveys";

export const REPORTS: readonly Report[] = [service, journey, surveys, staffing, coaching];

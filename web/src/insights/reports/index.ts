/** The reports, in the order of the tabs. `/insights` shows the first one. */
import type { Report } from "./report";
import { service } from "./service";
import { surveys } from "./surveys";

export const REPORTS: readonly Report[] = [service, surveys];

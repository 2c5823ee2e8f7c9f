/** What the report asks of the server. */
import { call, post } from "../../../desk/api";
import type { Criterion, Report, Scorecard } from "./types";

export const fetchCriteria = () => call<{ criteria: Criterion[] }>("/coaching/criteria");
export const fetchReport = () => call<Report>("/insights/coaching");
export const fetchCards = (cursor: string | null) => call<{ scorecards: Scorecard[]; next: string | null }>(`/coaching?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
export const pick = (per_agent: number, days: number) => post<{ picked: number }>("/coaching", { per_agent, days });
export const rate = (id: string, scores: Record<string, number>, note: string) => call<Scorecard>(`/coaching/${id}/rating`, { method: "PUT", body: { scores, note } });
export const share = (id: string, shared: boolean) => call<Scorecard>(`/coaching/${id}/shared`, { method: "PUT", body: { shared } });

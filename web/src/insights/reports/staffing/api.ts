/** What the report asks of the server. */
import { call, post } from "../../../desk/api";
import type { Language } from "../../../kit/api/types";
import { paramsFor, type Query } from "./query";
import type { Imported, Person, Shift, Staffing, TableName } from "./types";

export const fetchStaffing = (query: Query) => call<Staffing>(`/insights/staffing?${paramsFor(query)}`);
export const fetchPeople = () => call<{ people: Person[] }>("/people");
export const addShift = (body: { agent_id: string; starts_at: string; ends_at: string }) => post<Shift>("/shifts", body);
export const removeShift = (id: string) => call<void>(`/shifts/${id}`, { method: "DELETE" });
export const importShifts = (csv: string) => post<Imported>("/shifts/import", { csv });

/** Where a table can be had for a spreadsheet, with headings in the reader's language. */
export const tableHref = (query: Query, table: TableName, words: Language): string => `/v1/desk/insights/staffing/table?${paramsFor(query)}&table=${table}&words=${words}`;

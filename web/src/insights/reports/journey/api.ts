/** What the report asks of the server. */
import { call } from "../../../desk/api";
import type { Schemas } from "../../../kit/api/narrow";
import type { Language } from "../../../kit/api/types";
import { paramsOf } from "../../scope";
import { askedOf, type Query } from "./query";
import type { FORMATS, Journey, JourneyTable, Touchpoint } from "./types";

const at = (path: string, query: Query, more: Record<string, string> = {}): string => `/insights/journey${path}?${new URLSearchParams({ ...askedOf(query), ...more })}`;

export const fetchJourney = (query: Query) => call<Journey>(at("", query));
export const fetchCallers = (query: Query, { stage, kind, name }: Touchpoint, left: boolean) =>
  call<Schemas["CallersOut"]>(at("/conversations", query, { stage, kind, ...(name && { name }), ...(left && { left: "abandoned" }), limit: "10" }));

/** Where a table can be had for a spreadsheet, with headings in the reader's language. */
export const tableHref = (query: Query, table: JourneyTable, words: Language): string => `/v1/desk${at("/table", query, { table, words })}`;

/** Where all that happened can be had for a process-mining tool. */
export const logHref = ({ from, to }: Query, format: (typeof FORMATS)[number]): string =>
  `/v1/desk/insights/journey/log?${new URLSearchParams({ ...paramsOf({ from, to, language: null }), format })}`;

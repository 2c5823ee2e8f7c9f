/** How the page's address names where in the desk somebody is. */
import type { Section } from "../sections/section";

export interface Address {
  section: string;
  /** What is open there: a conversation's id, a case's reference, a message's id. */
  id: string | null;
}

type Named = Pick<Section, "id" | "formerly" | "parameter">;

const SECTION = "in";

/** Read a query string. What it does not say, or says wrongly, means the first section. */
export function addressFrom(query: string, sections: readonly Named[]): Address {
  const parameters = new URLSearchParams(query);
  const name = parameters.get(SECTION) ?? "";
  const section = sections.find(({ id, formerly }) => id === name || formerly?.includes(name)) ?? sections[0];
  return { section: section?.id ?? "", id: (section && parameters.get(section.parameter)) || null };
}

/** The query string for an address; empty for the list of the first section, where everybody begins. */
export function queryFor({ section, id }: Address, sections: readonly Named[]): string {
  const parameters = new URLSearchParams();
  const parameter = sections.find((one) => one.id === section)?.parameter;
  if (section !== sections[0]?.id) parameters.set(SECTION, section);
  if (id && parameter) parameters.set(parameter, id);
  const query = parameters.toString();
  return query && `?${query}`;
}

/** What the server calls things: intents, skills, kinds of cases and their states. It changes only with a new release. */
import type { Catalogue } from "../../kit/api/types";
import { Store } from "../../kit/store";
import { fetchCatalogue } from "../api";

/** Null until it was loaded; names are then shown as they are. */
export const catalogue = new Store<Catalogue | null>(null);

/** Once for as long as the page lives. Whoever cannot load it works on without, and asks again later. */
export async function loadCatalogue(): Promise<void> {
  if (catalogue.value) return;
  const answer = await fetchCatalogue().catch(() => null);
  if (answer) catalogue.set(answer);
}

/** The assistant's models: the list, and the cards that were opened. */
import { Store } from "../../../../kit/store";
import type { ModelCard, Models } from "../../../../kit/api/types";
import { leads } from "../../../logic/roles";
import { me } from "../../../state/session";
import * as server from "../api";
import { modelPath } from "../select";

export interface ModelsState extends Models {
  phase: "loading" | "ready" | "failed";
}

const START: ModelsState = { phase: "loading", models: [], switches: [] };
export const models = new Store<ModelsState>(START);
/** By name; null: there is none, or it could not be had. */
export const cards = new Store<Record<string, ModelCard | null | undefined>>({});

export function forgetModels(): void {
  models.set(START);
  cards.set({});
}

export async function loadModels({ quiet = false } = {}): Promise<void> {
  if (!leads(me())) return;
  if (!quiet) models.patch({ phase: "loading" });
  try {
    models.set({ phase: "ready", ...(await server.fetchModels()) });
  } catch {
    if (models.value.phase === "loading") models.patch({ phase: "failed" });
  }
}

export async function loadCard(name: string): Promise<void> {
  if (!leads(me())) return;
  try {
    cards.patch({ [name]: await server.fetchModel(name) });
  } catch {
    cards.patch({ [name]: null });
  }
}

export const modelPaths = (): string[] => models.value.models.map(({ name }) => modelPath(name));

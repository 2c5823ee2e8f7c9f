/** The questionnaire that is edited: what the server has, what was changed here, and what is wrong with it. */
import type { Schemas } from "../../../../kit/api/narrow";
import { ApiError } from "../../../../kit/http";
import { Store } from "../../../../kit/store";
import { fetchEdited, restoreEdited, saveEdited } from "../api";
import { start } from "../state";
import type { Contents, Problem } from "./contents";

export type Edited = Schemas["EditedOut"];

export interface Editor {
  phase: "closed" | "loading" | "ready" | "saving" | "failed";
  edited: Edited | null;
  contents: Contents | null;
  problems: readonly Problem[];
  /** What became of the last thing that was done. */
  told: "saved" | "published" | "refused" | "changed" | "failed" | null;
}

const CLOSED: Editor = { phase: "closed", edited: null, contents: null, problems: [], told: null };
export const editor = new Store<Editor>(CLOSED);

const taken = (edited: Edited, told: Editor["told"]): Editor => ({ phase: "ready", edited, contents: edited.contents as unknown as Contents, problems: edited.problems, told });

export async function open(name: string): Promise<void> {
  editor.set({ ...CLOSED, phase: "loading" });
  try {
    editor.set(taken(await fetchEdited(name), null));
  } catch {
    editor.set({ ...CLOSED, phase: "failed" });
  }
}

export const close = (): void => editor.set(CLOSED);

export const change = (contents: Contents): void => editor.patch({ contents, told: null });

/** Save a draft, or have it asked from now on. */
export async function save(publish: boolean): Promise<void> {
  const { edited, contents } = editor.value;
  if (!edited || !contents) return;
  await doing(async () => {
    editor.set(taken(await saveEdited(edited.name, { expected_version: edited.version, contents, publish }), publish ? "published" : "saved"));
    if (publish) void start();
  });
}

/** A draft of an older version; 0 is what the file says. */
export async function restore(version: number): Promise<void> {
  const { edited } = editor.value;
  if (edited) await doing(async () => editor.set(taken(await restoreEdited(edited.name, { expected_version: edited.version, version }), "saved")));
}

async function doing(what: () => Promise<void>): Promise<void> {
  editor.patch({ phase: "saving", told: null });
  try {
    await what();
  } catch (error) {
    const code = error instanceof ApiError ? error.code : "";
    const fields = error instanceof ApiError ? (error.details["fields"] as Problem[] | undefined) : undefined;
    const told = code === "questionnaire_invalid" ? "refused" : code === "questionnaire_changed" ? "changed" : "failed";
    editor.patch({ phase: "ready", told, ...(fields && { problems: fields }) });
  }
}

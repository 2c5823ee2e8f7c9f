/** The PDF receipt of a case and the files given with it: they need the visitor's token, so they are fetched first and then handed to the browser. */
import type { CaseCardFile } from "../kit/api/messages";
import type { Language } from "../kit/api/types";
import type { ChatModel } from "./model";

const FREE_AFTER_MS = 60_000;

export async function saveReceipt(model: Pick<ChatModel, "fetchFile">, reference: string, language: Language): Promise<void> {
  save(await model.fetchFile(`/v1/chat/cases/${encodeURIComponent(reference)}/receipt.pdf?language=${language}`), `${reference}.pdf`);
}

export async function saveFile(model: Pick<ChatModel, "fetchFile">, file: CaseCardFile): Promise<void> {
  save(await model.fetchFile(file.url), file.name);
}

/** Hand a file to the browser's downloads. */
export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  // A download rather than a new tab: tabs that are opened after waiting are blocked as pop-ups.
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), FREE_AFTER_MS);
}

/** The PDF receipt of a case: it needs the visitor's token, so it is fetched first and then handed to the browser. */
import type { Language } from "../kit/api/types";
import type { ChatModel } from "./model";

const FREE_AFTER_MS = 60_000;

export async function saveReceipt(model: Pick<ChatModel, "fetchFile">, reference: string, language: Language): Promise<void> {
  const document_ = await model.fetchFile(`/v1/chat/cases/${encodeURIComponent(reference)}/receipt.pdf?language=${language}`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(document_);
  // A download rather than a new tab: tabs that are opened after waiting are blocked as pop-ups.
  link.download = `${reference}.pdf`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), FREE_AFTER_MS);
}

/** Which files may be sent, and why one was not taken. */
import { ApiError } from "../kit/http";

export const MAX_BYTES = 10 * 1024 * 1024;
/** The photos of a phone among them; by their endings too, where the browser does not know their type. */
export const PICTURES = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/heif", ".heic", ".heif"];
export const PDF = "application/pdf";
/** A boarding pass of Apple Wallet: by its type, and by its ending where the browser does not know the type. */
export const WALLET_PASS = ["application/vnd.apple.pkpass", ".pkpass"];

export type FileProblem = "too_large" | "not_a_picture" | "too_many" | "network" | "server";

const REFUSED: Record<string, FileProblem> = { file_too_large: "too_large", file_type_unsupported: "not_a_picture", too_many_files: "too_many" };

/** What is wrong with a file before it is sent; a type the browser does not know is left to the server. */
export function refuse(file: Pick<File, "size" | "type" | "name">, { pdf = false, pass = false } = {}): FileProblem | null {
  if (file.size > MAX_BYTES) return "too_large";
  if (pass && WALLET_PASS.some((kind) => file.type === kind || file.name.toLowerCase().endsWith(kind))) return null;
  if (file.type === "" || PICTURES.includes(file.type) || (pdf && file.type === PDF)) return null;
  // A phone may name a picture in a way that only the server can read.
  return file.type.startsWith("image/") ? null : "not_a_picture";
}

/** What was wrong with a file that was sent. */
export function problemOf(error: unknown): FileProblem {
  if (!(error instanceof ApiError)) return "server";
  return REFUSED[error.code] ?? (error.status === 0 ? "network" : "server");
}

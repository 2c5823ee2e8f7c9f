/** Sends a file and tells how far it is: the one thing that fetch cannot do. */
import { ApiError, refusal } from "./http";

export interface UploadOptions {
  token: string;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** A slow line may take its time, but not for ever. */
const TIMEOUT_MS = 120_000;

function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

export function upload<T>(path: string, file: File, { token, onProgress, signal }: UploadOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file, file.name);
    request.open("POST", path);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = parsed<T>(request.responseText);
      if (request.status < 300 && answer) resolve(answer);
      else reject(refusal(request.status, answer as Parameters<typeof refusal>[1], request.getResponseHeader("Retry-After")));
    };
    request.onerror = request.ontimeout = () => reject(new ApiError("network", "The file could not be sent.", 0));
    request.onabort = () => reject(new ApiError("aborted", "The upload was cancelled.", 0));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

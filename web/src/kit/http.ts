/** A typed fetch: JSON in and out, one error class, and patience with a server that is briefly away. */

export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** The server's stable code, or "network" when it could not be reached. */
    readonly code: string,
    message: string,
    readonly status: number,
    /** Seconds the server asked us to wait. */
    readonly retryAfter: number | null = null,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** True when the same request may succeed later, unchanged. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a form with a file as it is. */
  body?: unknown;
  /** Sent as Authorization: Bearer. */
  token?: string;
  /** Sent as X-CSRF-Token. */
  csrf?: string;
  signal?: AbortSignal;
  /** Extra attempts after 503 or a network failure; only for requests that are safe to repeat. */
  retries?: number;
}

const TIMEOUT_MS = 20_000;
const BACKOFF_MS = 600;

function headersFor({ body, token, csrf }: RequestOptions): Record<string, string> {
  return {
    Accept: "application/json",
    // A form says by itself what it is, and where its parts begin.
    ...(body !== undefined && !(body instanceof FormData) && { "Content-Type": "application/json" }),
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(csrf && { "X-CSRF-Token": csrf }),
  };
}

interface Refusal {
  error?: { code?: string; message?: string; details?: Record<string, unknown> };
}

/** The one error shape of the server, as an exception. */
export function refusal(status: number, payload: Refusal | null, retryAfter: string | null): ApiError {
  const error = payload?.error;
  const wait = Number(retryAfter);
  return new ApiError(error?.code ?? `http_${status}`, error?.message ?? `HTTP ${status}`, status, Number.isFinite(wait) && wait > 0 ? wait : null, error?.details ?? {});
}

async function errorFrom(response: Response): Promise<ApiError> {
  const payload = (await response.json().catch(() => null)) as Refusal | null;
  return refusal(response.status, payload, response.headers.get("Retry-After"));
}

async function attempt(path: string, options: RequestOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(path, {
      method: options.method ?? "GET",
      headers: headersFor(options),
      credentials: "same-origin",
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      ...(options.body !== undefined && { body: options.body instanceof FormData ? options.body : JSON.stringify(options.body) }),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError("network", "The server could not be reached.", 0);
  }
  if (!response.ok) throw await errorFrom(response);
  return response;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Reads are tried three times; anything else once, unless `retries` says it may be repeated. */
async function patiently(path: string, options: RequestOptions): Promise<Response> {
  let left = options.retries ?? ((options.method ?? "GET") === "GET" ? 2 : 0);
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(path, options);
    } catch (error) {
      const again = error instanceof ApiError && (error.status === 0 || error.status === 503) && left > 0;
      if (!again) throw error;
      left -= 1;
      await pause(Math.min((error.retryAfter ?? 0) * 1000 || BACKOFF_MS * 2 ** tries, 10_000));
    }
  }
}

/** Call the API, JSON in and out. */
export async function api<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await patiently(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Fetch a picture or a document that needs a token, which an address in a tag cannot carry. */
export async function apiBlob(path: string, options: RequestOptions = {}): Promise<Blob> {
  return (await patiently(path, options)).blob();
}

/** Talks with the page that embeds us, and with nobody else. */

export type ToParent =
  | { type: "ready" }
  | { type: "close" }
  | { type: "unread"; count: number }
  | { type: "message"; author: "bot" | "agent" }
  | { type: "session" }
  | { type: "alerts"; on: boolean }
  | { type: "language"; language: string };

export type FromParent =
  | { type: "hello"; origin: string }
  | { type: "open"; focus?: boolean }
  | { type: "closed" }
  | { type: "reset" }
  | { type: "language"; language: string }
  | { type: "ask"; text: string };

const PREFIX = "serviceloop:";

/** What the browser itself says about who embeds us; null where it does not say. */
function embedder(): string | null {
  const known = (location as Location & { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0];
  if (known) return known;
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null;
}

/** The origin of an acceptable greeting: sent by our parent, naming the origin it truly has. */
export function greetedBy(event: MessageEvent, parent: Window, expected: string | null): string | null {
  if (event.source !== parent) return null;
  const { type, origin } = (event.data ?? {}) as Record<string, unknown>;
  if (type !== `${PREFIX}hello` || origin !== event.origin || event.origin === "null") return null;
  return expected === null || expected === event.origin ? event.origin : null;
}

export class Parent {
  #origin: string | null = null;
  #held: ToParent[] = [];

  constructor(private readonly onMessage: (message: FromParent) => void) {
    window.addEventListener("message", (event) => this.#receive(event));
  }

  /** Held back until the parent has introduced itself. */
  post(message: ToParent): void {
    if (window.parent === window) return;
    if (this.#origin === null) this.#held.push(message);
    else window.parent.postMessage({ ...message, type: PREFIX + message.type }, this.#origin);
  }

  #receive(event: MessageEvent): void {
    const greeting = greetedBy(event, window.parent, embedder());
    if (greeting && this.#origin === null) this.#meet(greeting);
    if (event.source !== window.parent || event.origin !== this.#origin) return;
    const data = event.data as { type?: unknown } | null;
    if (typeof data?.type !== "string" || !data.type.startsWith(PREFIX)) return;
    this.onMessage({ ...data, type: data.type.slice(PREFIX.length) } as FromParent);
  }

  #meet(origin: string): void {
    this.#origin = origin;
    this.post({ type: "ready" });
    for (const message of this.#held.splice(0)) this.post(message);
  }
}

/**
 * Messages written but not yet acknowledged. Each lies in storage under its client_id until the server has it, so
 * neither a reload nor a dead line loses words, and sending one twice makes one message.
 */
import { lasting } from "../kit/storage";
import type { Draft } from "../kit/api/types";

export interface Pending {
  client_id: string;
  draft: Draft;
  created_at: string;
  /** sending: on its way; waiting: the line is down, will go by itself; failed: needs the visitor. */
  state: "sending" | "waiting" | "failed";
  /** Why it failed: the server's error code. */
  code?: string;
}

export class Outbox {
  #prefix: string;
  #items: Pending[];

  constructor(site: string) {
    this.#prefix = `serviceloop.outbox.${site}.`;
    this.#items = lasting
      .keys(this.#prefix)
      .map((key) => lasting.get<Pending>(key))
      .filter((item): item is Pending => item !== null)
      .sort((a, b) => a.created_at.localeCompare(b.created_at))
      .map((item) => (item.state === "failed" ? item : { ...item, state: "waiting" }));
  }

  get items(): Pending[] {
    return this.#items;
  }

  /** The oldest one that may be sent now. */
  next(): Pending | undefined {
    return this.#items.find((item) => item.state !== "failed");
  }

  add(draft: Draft): Pending {
    const item: Pending = { client_id: newId(), draft, created_at: new Date().toISOString(), state: "sending" };
    this.#items = [...this.#items, item];
    lasting.set(this.#prefix + item.client_id, item);
    return item;
  }

  mark(clientId: string, state: Pending["state"], code?: string): void {
    this.#items = this.#items.map((item) => {
      if (item.client_id !== clientId) return item;
      const marked: Pending = { ...item, state, code };
      lasting.set(this.#prefix + clientId, marked);
      return marked;
    });
  }

  /** The line is down: everything unsent waits. */
  hold(): void {
    for (const item of this.#items) if (item.state === "sending") this.mark(item.client_id, "waiting");
  }

  remove(clientId: string): void {
    this.#items = this.#items.filter((item) => item.client_id !== clientId);
    lasting.remove(this.#prefix + clientId);
  }
}

/** randomUUID exists only in secure contexts; a desk on a plain-http intranet still needs ids. */
export function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

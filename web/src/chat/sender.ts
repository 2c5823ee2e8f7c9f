/** Takes messages from the outbox to the server, oldest first, one at a time, patiently. */
import { ApiError } from "../kit/http";
import type { Draft, SentMessage } from "../kit/api/types";
import type { Outbox, Pending } from "./outbox";

interface Ways {
  post: (item: Pending) => Promise<SentMessage>;
  ready: () => boolean;
  sent: (result: SentMessage) => void;
  changed: () => void;
}

const LONGEST_WAIT_MS = 15_000;
/** A server that answers, but with an error, is asked this often before the visitor is told. */
const SERVER_ERRORS = 3;

export class Sender {
  #busy = false;
  #misses = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly ways: Ways,
  ) {}

  send(draft: Draft): void {
    this.outbox.add(draft);
    this.ways.changed();
    this.flush();
  }

  retry(clientId: string): void {
    this.outbox.mark(clientId, "sending");
    this.#misses = 0;
    this.ways.changed();
    this.flush();
  }

  discard(clientId: string): void {
    this.outbox.remove(clientId);
    this.ways.changed();
  }

  /** The server has this one: the real message takes its place. */
  acknowledge(clientId: string): void {
    this.outbox.remove(clientId);
    this.ways.changed();
  }

  hold(): void {
    this.outbox.hold();
    this.ways.changed();
  }

  flush = (): void => void this.#run();

  async #run(): Promise<void> {
    if (this.#busy || !this.ways.ready()) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      for (let item = this.outbox.next(); item && (await this.#deliver(item)); item = this.outbox.next());
    } finally {
      this.#busy = false;
    }
  }

  /** True when the next one may follow. */
  async #deliver(item: Pending): Promise<boolean> {
    try {
      const result = await this.ways.post(item);
      this.#misses = 0;
      this.acknowledge(item.client_id);
      this.ways.sent(result);
      return true;
    } catch (error) {
      return this.#missed(item, error);
    }
  }

  #missed(item: Pending, error: unknown): boolean {
    const failure = error instanceof ApiError ? error : new ApiError("unexpected", String(error), 400);
    this.#misses += 1;
    const broken = failure.status >= 500 && failure.status !== 503 && this.#misses >= SERVER_ERRORS;
    if (!failure.temporary || broken) {
      this.#misses = 0;
      this.outbox.mark(item.client_id, "failed", failure.code);
      this.ways.changed();
      return true;
    }
    this.hold();
    const wait = (failure.retryAfter ?? 0) * 1000 || Math.min(1000 * 2 ** this.#misses, LONGEST_WAIT_MS);
    this.#timer = setTimeout(this.flush, wait);
    return false;
  }
}

/** A WebSocket that comes back by itself, notices a dead line, and says how it is doing. */

export type LiveState = "connecting" | "open" | "waiting" | "closed";

export interface LiveOptions<Incoming> {
  path: string;
  /** The first frame, built anew at every connection so that it can name the last seq. */
  hello?: () => unknown;
  onEvent: (event: Incoming) => void;
  onState?: (state: LiveState) => void;
  /** The server refused us (close code 4400 and up): no more attempts are made. */
  onRefused?: (code: number) => void;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 10_000;
const PING_MS = 25_000;
const PONG_MS = 10_000;

/** 1 s, 2 s, 4 s … 10 s, each up to 30 % shorter so that clients do not return all at once. */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS);
  return full * (1 - 0.3 * random());
}

export class Live<Incoming extends { type: string }> {
  #options: LiveOptions<Incoming>;
  #socket: WebSocket | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setTimeout> | undefined;
  #state: LiveState = "closed";

  constructor(options: LiveOptions<Incoming>) {
    this.#options = options;
  }

  get state(): LiveState {
    return this.#state;
  }

  start(): void {
    window.addEventListener("online", this.#retryNow);
    window.addEventListener("offline", this.#drop);
    this.#connect();
  }

  stop(): void {
    window.removeEventListener("online", this.#retryNow);
    window.removeEventListener("offline", this.#drop);
    this.#hangUp();
    this.#become("closed");
  }

  /** Send a frame; false when there is no open line. */
  send(frame: unknown): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect(): void {
    this.#hangUp();
    this.#become("connecting");
    const url = new URL(this.#options.path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (event: MessageEvent<string>) => this.#received(event.data);
    socket.onclose = (event) => this.#lost(event.code);
  }

  #opened(): void {
    const hello = this.#options.hello?.();
    if (hello !== undefined) this.send(hello);
    this.#schedulePing();
  }

  #received(data: string): void {
    this.#schedulePing();
    const event = JSON.parse(data) as Incoming;
    // Something may have been missed: whoever connects anew catches up.
    if (event.type === "resync") return this.#connect();
    // A line counts as good once the server has accepted us, not when the socket merely opened.
    if (event.type !== "error" && this.#state !== "open") {
      this.#attempt = 0;
      this.#become("open");
    }
    this.#options.onEvent(event);
  }

  #lost(code: number): void {
    this.#hangUp();
    if (code >= 4400 && code < 4500) {
      this.#become("closed");
      this.#options.onRefused?.(code);
      return;
    }
    this.#become("waiting");
    this.#timer = setTimeout(() => this.#connect(), reconnectDelay(this.#attempt));
    this.#attempt += 1;
  }

  /** After 25 quiet seconds ask for a sign of life; a half-dead line is dropped 10 s later. */
  #schedulePing(): void {
    clearTimeout(this.#ping);
    this.#ping = setTimeout(() => {
      this.send({ type: "ping" });
      this.#ping = setTimeout(() => this.#lost(0), PONG_MS);
    }, PING_MS);
  }

  #retryNow = (): void => {
    if (this.#state === "open" || this.#state === "closed") return;
    this.#attempt = 0;
    this.#connect();
  };

  #drop = (): void => {
    if (this.#state !== "closed") this.#lost(0);
  };

  #hangUp(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#ping);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #become(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }
}

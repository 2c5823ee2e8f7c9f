/** Messages between the website and the chat's iframe: one window, one origin, nobody else. */

export interface Incoming {
  type: string;
  [key: string]: unknown;
}

const PREFIX = "serviceloop:";

export class Bridge {
  private ready = false;
  private held: Incoming[] = [];

  constructor(
    private readonly frame: HTMLIFrameElement,
    private readonly origin: string,
    private readonly hear: (message: Incoming) => void,
  ) {
    window.addEventListener("message", this.receive);
    frame.addEventListener("load", () => this.transmit({ type: "hello", origin: location.origin }));
  }

  /** Held back until the chat has answered our greeting. */
  post(message: Incoming): void {
    if (this.ready) this.transmit(message);
    else this.held.push(message);
  }

  private transmit(message: Incoming): void {
    this.frame.contentWindow?.postMessage({ ...message, type: PREFIX + message.type }, this.origin);
  }

  stop(): void {
    window.removeEventListener("message", this.receive);
  }

  private readonly receive = (event: MessageEvent): void => {
    if (event.source !== this.frame.contentWindow || event.origin !== this.origin) return;
    const data = event.data as Incoming | null;
    if (typeof data?.type !== "string" || data.type.indexOf(PREFIX) !== 0) return;
    const message = { ...data, type: data.type.slice(PREFIX.length) };
    if (message.type === "ready") {
      this.ready = true;
      for (const held of this.held.splice(0)) this.transmit(held);
    }
    this.hear(message);
  };
}

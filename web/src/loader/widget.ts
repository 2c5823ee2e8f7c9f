/** Launcher and panel: what is drawn on the website, and when. */
import type { Bridge, Incoming } from "./bridge";
import { isKept, keep } from "./memory";
import { chatAddress, isLanguage, type Place, placeOf, type Settings } from "./settings";
import { SHEET } from "./styles";
import { words } from "./texts";
import { TitleMark } from "./title";

export type EventName = "ready" | "open" | "close" | "unread" | "message" | "language";
type Listener = (detail?: unknown) => void;
type Connect = (frame: HTMLIFrameElement, origin: string, hear: (message: Incoming) => void) => Bridge;

const CHAT = "M20.5 11.6c0 4.2-3.8 7.6-8.5 7.6-1.2 0-2.4-.2-3.4-.6L4 20l1.4-3.9a7 7 0 0 1-1.9-4.5C3.5 7.4 7.3 4 12 4s8.5 3.4 8.5 7.6ZM8.5 11.7h.1M12 11.7h.1M15.5 11.7h.1";
const DOWN = "M6 9.5l6 6 6-6";

function drawing(path: string, name: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

/** Follows styles.ts. */
const coversPage = (): boolean => matchMedia("(max-width: 480px)").matches;

export class Widget {
  private root = element("div", "root");
  private launcher = element("button", "launcher");
  private badge = element("span", "badge");
  private panel = element("div", "panel");
  private bridge: Bridge | null = null;
  private frame: HTMLIFrameElement | null = null;
  private unread = 0;
  /** Whether the visitor wants to be told of new messages while they look elsewhere. */
  private alerts = false;
  private title = new TitleMark();
  private listeners = new Map<EventName, Set<Listener>>();
  private scroll = "";
  private host = document.createElement("serviceloop-widget");
  private readonly watch = new MutationObserver(() => this.stay());

  constructor(
    private settings: Settings,
    private readonly connect: Connect,
  ) {
    this.draw();
    this.label();
    // A conversation is under way: load quietly, so that answers are counted while the panel is closed.
    if (isKept("started", settings.site)) this.load();
    // Nobody asked for it on this page, so what has the focus keeps it; on a phone the chat would cover the page.
    if (settings.stayOpen && isKept("open", settings.site) && !coversPage()) this.open(undefined, { focus: false });
  }

  get isOpen(): boolean {
    return this.root.classList.contains("open");
  }

  open(ask?: string, { focus = true } = {}): void {
    this.load();
    if (!this.isOpen) {
      this.root.classList.add("open");
      this.holdPage(true);
      this.bridge?.post({ type: "open", focus });
      if (focus) this.frame?.focus();
      keep("open", this.settings.site, true);
      this.emit("open");
    }
    if (ask) this.bridge?.post({ type: "ask", text: String(ask) });
    this.label();
  }

  close(): void {
    if (!this.isOpen) return;
    this.root.classList.remove("open");
    this.holdPage(false);
    this.bridge?.post({ type: "closed" });
    keep("open", this.settings.site, false);
    this.launcher.focus();
    this.label();
    this.emit("close");
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  setLanguage(language: string): void {
    if (!isLanguage(language)) return;
    this.settings = { ...this.settings, language };
    this.label();
    this.bridge?.post({ type: "language", language });
  }

  /** Put launcher and panel elsewhere: out of the way of another vendor's bubble, say. What is not told stays. */
  place(wish: Partial<Place>): void {
    const { position, offsetX, offsetY, zIndex } = (this.settings = { ...this.settings, ...placeOf(wish, this.settings) });
    this.root.classList.toggle("left", position === "left");
    for (const [name, value] of Object.entries({ "--x": `${offsetX}px`, "--y": `${offsetY}px`, "--z": String(zIndex) })) this.host.style.setProperty(name, value);
  }

  hide(hidden: boolean): void {
    if (hidden) this.close();
    this.host.style.display = hidden ? "none" : "";
  }

  /** The chat alone can forget: what it keeps is in its own origin. */
  reset(): void {
    this.close();
    this.load();
    this.bridge?.post({ type: "reset" });
    this.count(0);
    keep("started", this.settings.site, false);
  }

  destroy(): void {
    this.close();
    this.watch.disconnect();
    this.title.show("");
    this.bridge?.stop();
    this.host.remove();
    this.listeners.clear();
  }

  on(event: EventName, listener: Listener): () => void {
    const known = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, known.add(listener));
    return () => void known.delete(listener);
  }

  private draw(): void {
    const shadow = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    shadow.adoptedStyleSheets = [sheet];
    this.place({});
    this.launcher.type = "button";
    this.launcher.dataset["testid"] = "launcher";
    this.launcher.setAttribute("aria-controls", "panel");
    this.badge.hidden = true;
    this.badge.setAttribute("aria-hidden", "true");
    this.badge.dataset["testid"] = "unread";
    this.launcher.append(drawing(CHAT, "chat"), drawing(DOWN, "down"), this.badge);
    this.launcher.addEventListener("click", () => this.toggle());
    this.panel.id = "panel";
    this.panel.setAttribute("role", "dialog");
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.root.append(this.panel, this.launcher);
    shadow.append(this.root);
    this.paint(this.host);
    this.stay();
  }

  /** Pages that draw themselves anew put another body in place, or empty it: the widget goes back into it. */
  private stay(): void {
    if (!document.body) return;
    if (!this.host.isConnected) document.body.append(this.host);
    this.watch.disconnect();
    this.watch.observe(document.documentElement, { childList: true });
    this.watch.observe(document.body, { childList: true });
  }

  private paint(host: HTMLElement): void {
    const { color } = this.settings;
    if (!color) return;
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
    host.style.setProperty("--accent", color);
    host.style.setProperty("--on-accent", 0.299 * r + 0.587 * g + 0.114 * b > 160 ? "#10181a" : "#ffffff");
  }

  private load(): void {
    if (this.frame) return;
    const frame = document.createElement("iframe");
    frame.title = words[this.settings.language].panel;
    // A page that was clicked on may let the chat ring.
    frame.allow = "clipboard-write; autoplay";
    this.frame = frame;
    this.bridge = this.connect(frame, this.settings.origin, (message) => this.hear(message));
    frame.src = chatAddress(this.settings);
    this.panel.append(frame);
  }

  private hear(message: Incoming): void {
    if (message.type === "close") this.close();
    if (message.type === "session") keep("started", this.settings.site, true);
    if (message.type === "alerts") this.alert(message["on"] === true);
    if (message.type === "unread") this.count(Number(message["count"]) || 0);
    if (message.type === "message") this.emit("message", { author: message["author"] });
    if (message.type === "ready") this.begun();
    if (message.type === "language" && isLanguage(message["language"])) this.follow(message["language"]);
  }

  /** Also where the page moved us and the chat was loaded anew. */
  private begun(): void {
    if (this.isOpen) this.bridge?.post({ type: "open", focus: false });
    this.emit("ready");
  }

  private follow(language: Settings["language"]): void {
    this.settings = { ...this.settings, language };
    this.label();
    this.emit("language", { language });
  }

  private count(unread: number): void {
    this.unread = unread;
    this.badge.hidden = unread === 0;
    this.badge.textContent = unread > 99 ? "99+" : String(unread);
    this.title.show(this.alerts && unread ? this.badge.textContent : "");
    this.label();
    this.emit("unread", { count: unread });
  }

  private alert(on: boolean): void {
    this.alerts = on;
    this.title.show(on && this.unread ? (this.badge.textContent ?? "") : "");
  }

  private label(): void {
    const text = words[this.settings.language];
    const name = this.isOpen ? text.close : text.open + (this.unread ? text.unread(this.unread) : "");
    this.launcher.setAttribute("aria-label", name);
    this.launcher.setAttribute("aria-expanded", String(this.isOpen));
    this.panel.setAttribute("aria-label", text.panel);
    this.root.lang = this.settings.language === "zh" ? "zh-CN" : "en";
    if (this.frame) this.frame.title = text.panel;
  }

  /** On a phone the chat covers the page, which must not scroll underneath. */
  private holdPage(hold: boolean): void {
    const { style } = document.documentElement;
    if (hold && coversPage()) {
      this.scroll = style.overflow;
      style.overflow = "hidden";
    } else if (!hold && style.overflow === "hidden") {
      style.overflow = this.scroll;
    }
  }

  private emit(event: EventName, detail?: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(detail);
  }
}

/** Ties the model to the embedding page: opening, closing, unread count, language. */
import { language, setLanguage } from "../kit/i18n";
import type { Language } from "../kit/api/types";
import { alertByDefault, alerts, ring } from "./alerts";
import { forgetSession } from "./session";
import { switchLanguage } from "./language";
import type { ChatModel } from "./model";
import type { Options } from "./options";
import { Parent, type FromParent } from "./parent";

const OPENED = "serviceloop-opened";

/** Components that want focus when the panel opens listen here. */
export function onOpened(listener: () => void): () => void {
  window.addEventListener(OPENED, listener);
  return () => window.removeEventListener(OPENED, listener);
}

let shown = false;
let wanted = false;

/** Whether whoever opened the chat is to write next; a panel that a page opens again by itself leaves the focus alone. */
export const wantsFocus = (): boolean => wanted;

/** What is in a tab behind others is not on screen, whatever the panel. */
function look(model: ChatModel): void {
  model.show(shown && !document.hidden);
}

function open(model: ChatModel, { focus = true } = {}): void {
  shown = true;
  wanted ||= focus;
  look(model);
  void model.start();
  if (focus) window.dispatchEvent(new Event(OPENED));
}

function closed(model: ChatModel): void {
  shown = false;
  look(model);
}

/** Whoever comes next to this browser sees nothing of what was said here. */
function reset(site: string): void {
  forgetSession(site);
  location.reload();
}

function obey(model: ChatModel, options: Options, message: FromParent): void {
  if (message.type === "open") open(model, { focus: message.focus !== false });
  if (message.type === "closed") closed(model);
  if (message.type === "reset") reset(options.site);
  if (message.type === "language" && isLanguage(message.language)) switchLanguage(model, message.language);
  if (message.type === "ask" && typeof message.text === "string") model.send({ text: message.text.slice(0, 4000) });
}

const isLanguage = (value: string): value is Language => value === "zh" || value === "en";

function report(model: ChatModel, parent: Parent): void {
  let last = { unread: -1, arrived: model.state.value.arrived, session: false };
  model.state.watch(() => {
    const { unread, arrived } = model.state.value;
    if (unread !== last.unread) parent.post({ type: "unread", count: unread });
    if (arrived && arrived !== last.arrived) {
      parent.post({ type: "message", author: arrived.author === "agent" ? "agent" : "bot" });
      if (unread) void ring(arrived);
    }
    if (model.hasSession && !last.session) parent.post({ type: "session" });
    last = { unread, arrived, session: model.hasSession };
  });
  alerts.watch(() => parent.post({ type: "alerts", on: alerts.value }));
  parent.post({ type: "alerts", on: alerts.value });
  language.watch(() => parent.post({ type: "language", language: language.value }));
}

export function connectParent(model: ChatModel, options: Options): Parent {
  const parent = new Parent((message) => obey(model, options, message));
  alertByDefault(options.alerts);
  report(model, parent);
  document.addEventListener("visibilitychange", () => look(model));
  if (!options.embedded) open(model);
  else if (model.hasSession) void model.start();
  // Another tab, or the page around us, switched the language.
  window.addEventListener("storage", (event) => {
    const next = event.key === "serviceloop.language" && event.newValue ? (JSON.parse(event.newValue) as string) : "";
    if (isLanguage(next)) setLanguage(next, { remember: false });
  });
  return parent;
}

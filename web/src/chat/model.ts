/** The conversation as the visitor's browser knows it: one observable state, and the verbs that change it. */
import { ApiError, api, apiBlob, type RequestOptions } from "../kit/http";
import { language, setLanguage } from "../kit/i18n";
import { Live, type LiveState } from "../kit/live";
import { Store } from "../kit/store";
import type { StoredFile } from "../kit/api/forms";
import type { ChatEvent, Message } from "../kit/api/messages";
import type { Draft, Session, VisitorConversation } from "../kit/api/types";
import { upload } from "../kit/upload";
import { newId, Outbox, type Pending } from "./outbox";
import { Sender } from "./sender";
import { createSession, loadSession, markReadUpTo, readUpTo, saveSession } from "./session";
import { isIncoming, merge, unreadAfter } from "./thread";

export interface ChatState {
  /** idle: not opened yet; failed: the server could not be reached or refused, and we are trying again. */
  phase: "idle" | "loading" | "ready" | "failed";
  /** Failed because too much was asked in a short time, not because nothing answers. */
  limited: boolean;
  conversation: VisitorConversation | null;
  messages: Message[];
  pending: Pending[];
  typing: { author: "bot" | "agent"; name: string | null } | null;
  live: LiveState;
  /** An earlier session had ended, so this one is new. */
  renewed: boolean;
  /** The newest message of the other side that arrived while the page was running. */
  arrived: Message | null;
  unread: number;
}

const TYPING_LASTS_MS = 30_000;
const POLL_MS = 5_000;

export class ChatModel {
  readonly state: Store<ChatState>;
  #site: string;
  #session: Session | null;
  #live: Live<ChatEvent> | null = null;
  #sender: Sender;
  #renewing: Promise<Session> | null = null;
  #visible = false;
  /** The highest seq up to which nothing is missing; answers to our own POSTs do not move it. */
  #cursor = 0;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(site: string) {
    this.#site = site;
    this.#session = loadSession(site);
    const outbox = new Outbox(site);
    this.#sender = new Sender(outbox, {
      post: (item) => this.#withSession((session) => postMessage(session, item)),
      ready: () => this.#session !== null,
      sent: ({ message, replies }) => {
        this.#adopt(message.conversation_id);
        this.#take([message, ...replies]);
      },
      changed: () => this.state.patch({ pending: outbox.items }),
    });
    this.state = new Store<ChatState>({
      phase: "idle",
      limited: false, conversation: null, messages: [], pending: outbox.items, typing: null,
      live: "closed", renewed: false, arrived: null, unread: 0,
    });
  }

  get hasSession(): boolean {
    return this.#session !== null;
  }

  /** Begin, or begin again after a failure. */
  start = async (): Promise<void> => {
    const { phase } = this.state.value;
    if (phase === "loading" || phase === "ready") return;
    this.state.patch({ phase: "loading" });
    try {
      this.#session ??= await createSession(this.#site, language.value);
      await this.sync();
      this.state.patch({ phase: "ready" });
      this.#connect();
      this.#sender.flush();
    } catch (error) {
      this.state.patch({ phase: "failed", limited: error instanceof ApiError && error.status === 429 });
      this.#sender.hold();
      if (!(error instanceof ApiError && error.temporary)) return;
      setTimeout(this.start, Math.max((error.retryAfter ?? 0) * 1000, POLL_MS));
    }
  };

  /** Whether the visitor can see the messages: decides what counts as unread. */
  show(visible: boolean): void {
    this.#visible = visible;
    this.#count();
  }

  send(draft: Draft): void {
    this.#sender.send(draft);
    if (this.state.value.phase === "failed") this.#sender.hold();
    this.typing(false);
  }

  retry = (clientId: string): void => this.#sender.retry(clientId);
  discard = (clientId: string): void => this.#sender.discard(clientId);

  typing(on: boolean): void {
    if (this.state.value.conversation?.status === "assigned") this.#live?.send({ type: "typing", on });
  }

  /** Call the API as this visitor. */
  call<T>(path: string, options: Omit<RequestOptions, "token"> = {}): Promise<T> {
    return this.#withSession((session) => api<T>(path, { ...options, token: session.visitor_token }));
  }

  /** Fetch a picture or a document of this visitor. */
  fetchFile(path: string): Promise<Blob> {
    return this.#withSession((session) => apiBlob(path, { token: session.visitor_token }));
  }

  /** Send a picture; without `form` it belongs to the conversation alone. `toPerson`: as a message, if a person is there or called. */
  sendFile(file: File, ways: { form?: { id: string; conversationId: string }; toPerson?: boolean; onProgress?: (share: number) => void; signal?: AbortSignal } = {}): Promise<StoredFile> {
    const { form, toPerson, ...rest } = ways;
    return this.#withSession((session) => {
      const query = new URLSearchParams({ conversation_id: form?.conversationId ?? session.conversation_id, ...(form && { form_id: form.id }), ...(toPerson && { client_id: newId() }) });
      return upload<StoredFile>(`/v1/chat/files?${query}`, file, { ...rest, token: session.visitor_token });
    });
  }

  /** Thumbs up or down: shown at once, put back if the server refuses. */
  async judge(message: Message, helpful: boolean): Promise<void> {
    this.#take([{ ...message, data: { ...message.data, helpful } } as Message]);
    try {
      const path = `/v1/chat/messages/${message.id}/feedback`;
      const saved = await this.#withSession((session) =>
        api<Message>(path, { method: "POST", body: { helpful }, token: session.visitor_token, retries: 2 }),
      );
      this.#take([saved]);
    } catch {
      this.#take([message]);
    }
  }

  /** A survey was answered in its bubble; the same seq again keeps the answer on screen. */
  replace(message: Message): void {
    this.#take([message]);
  }

  /** Fetch what was said since we last knew. */
  async sync(): Promise<void> {
    await this.#withSession(async (session) => {
      const query = new URLSearchParams({ conversation_id: session.conversation_id, after: String(this.#cursor) });
      const got = await api<{ conversation: VisitorConversation; messages: Message[] }>(`/v1/chat/messages?${query}`, { token: session.visitor_token });
      this.#showConversation(got.conversation);
      this.#take(got.messages);
      this.#cursor = Math.max(this.#cursor, got.conversation.last_seq, ...got.messages.map((message) => message.seq));
    });
  }

  /** Take over the server's view; when the visitor began to write another language, the window follows it. */
  #showConversation(conversation: VisitorConversation): void {
    const before = this.state.value.conversation;
    this.state.patch({ conversation });
    if (before && before.id === conversation.id && before.language !== conversation.language) setLanguage(conversation.language);
  }

  /** Run with the session; when the server has forgotten it or the conversation, get a new one and run again. */
  async #withSession<T>(job: (session: Session) => Promise<T>): Promise<T> {
    this.#session ??= await createSession(this.#site, language.value);
    const used = this.#session;
    try {
      return await job(used);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const gone = error.status === 401 || error.code === "conversation_not_found";
      if (!gone) throw error;
      const fresh = this.#session !== used ? this.#session : await this.#renew(error.status === 401 ? undefined : used.visitor_token);
      return await job(fresh);
    }
  }

  #renew(visitorToken?: string): Promise<Session> {
    this.#renewing ??= createSession(this.#site, language.value, visitorToken)
      .then((session) => {
        this.#session = session;
        this.#cursor = 0;
        this.state.patch({ renewed: true, conversation: null });
        if (this.#live) this.#connect();
        return session;
      })
      .finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** The server carried on in a new, linked conversation: follow it. */
  #adopt(conversationId: string): void {
    if (!this.#session || this.#session.conversation_id === conversationId) return;
    this.#session = saveSession(this.#site, { ...this.#session, conversation_id: conversationId });
    this.#cursor = 0;
    this.#connect();
  }

  #connect(): void {
    this.#live?.stop();
    this.#live = new Live<ChatEvent>({
      path: "/v1/chat/live",
      hello: () => ({ type: "hello", token: this.#session?.visitor_token, conversation_id: this.#session?.conversation_id, after: this.#cursor }),
      onEvent: (event) => this.#receive(event),
      onState: (live) => this.#lineIs(live),
      onRefused: (code) => void this.#refused(code),
    });
    this.#live.start();
  }

  #lineIs(live: LiveState): void {
    this.state.patch(live === "open" ? { live } : { live, typing: null });
    clearTimeout(this.#pollTimer);
    if (live === "open") this.#sender.flush();
    else this.#pollTimer = setTimeout(this.#poll, POLL_MS);
  }

  /** Some networks let HTTP through and sockets not: then messages come a little later, but they come. */
  #poll = async (): Promise<void> => {
    if (this.state.value.live === "open") return;
    await this.sync().then(() => this.#sender.flush()).catch(() => undefined);
    clearTimeout(this.#pollTimer);
    this.#pollTimer = setTimeout(this.#poll, POLL_MS);
  };

  async #refused(code: number): Promise<void> {
    const token = code === 4401 ? undefined : this.#session?.visitor_token;
    await this.#renew(token).catch(() => this.#connect());
  }

  #receive(event: ChatEvent): void {
    if (event.type === "ready" || event.type === "conversation") {
      this.#showConversation(event.conversation);
    } else if (event.type === "message") {
      this.#receiveMessage(event.message);
    } else if (event.type === "typing") {
      this.#setTyping(event.on ? { author: event.author, name: event.name ?? null } : null);
    }
  }

  #receiveMessage(message: Message): void {
    const incoming = isIncoming(message);
    const isNew = message.seq > this.#cursor;
    const gap = message.seq > this.#cursor + 1;
    this.#take([message]);
    if (gap) void this.sync().catch(() => undefined);
    else this.#cursor = Math.max(this.#cursor, message.seq);
    if (incoming && isNew) this.state.patch({ arrived: message });
    if (incoming && message.author === this.state.value.typing?.author) this.#setTyping(null);
  }

  #setTyping(typing: ChatState["typing"]): void {
    clearTimeout(this.#typingTimer);
    this.state.patch({ typing });
    if (typing) this.#typingTimer = setTimeout(() => this.state.patch({ typing: null }), TYPING_LASTS_MS);
  }

  #take(incoming: Message[]): void {
    for (const message of incoming) if (message.client_id) this.#sender.acknowledge(message.client_id);
    this.state.patch({ messages: merge(this.state.value.messages, incoming) });
    this.#count();
  }

  #count(): void {
    const id = this.#session?.conversation_id;
    if (!id) return;
    const { messages } = this.state.value;
    const last = messages.findLast((message) => message.conversation_id === id)?.seq ?? 0;
    if (this.#visible && last > readUpTo(id)) markReadUpTo(id, last);
    this.state.patch({ unread: unreadAfter(messages, id, readUpTo(id)) });
  }
}

function postMessage(session: Session, { client_id, draft }: Pending) {
  return api<{ message: Message; replies: Message[] }>("/v1/chat/messages", {
    method: "POST",
    token: session.visitor_token,
    body: { conversation_id: session.conversation_id, client_id, ...draft },
  });
}

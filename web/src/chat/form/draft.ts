/**
 * A form while it is being filled in. What is typed is on screen at once, in this browser's storage until the server
 * has it, and at the server soon after: neither a reload nor a dead line loses an answer.
 */
import { afterChecking, afterSaving, forServer, isEmpty, isMissing, isSecret, merged, shownFields, shownSteps, stepOf } from "../../kit/form/rules";
import type { FieldErrors, FieldValue, Form, FormField, FormStep, StoredFile, Values } from "../../kit/api/forms";
import type { Language } from "../../kit/api/types";
import { ApiError, pause } from "../../kit/http";
import { fleeting, lasting } from "../../kit/storage";
import { Store } from "../../kit/store";
import type { FormServer } from "./server";
import { Uploads } from "./uploads";

export const REVIEW = "review";

export interface DraftState {
  phase: "loading" | "ready" | "failed";
  form: Form | null;
  values: Values;
  errors: FieldErrors;
  /** Fields the customer is done with: only these show what is wrong with them. */
  left: ReadonlySet<string>;
  /** waiting: kept in this browser, will be sent when the line is back. */
  saving: "none" | "saving" | "saved" | "waiting";
  /** The key of the step on screen, or REVIEW. */
  at: string;
  busy: "next" | "submit" | "stop" | null;
  /** Why sending or stopping did not work. */
  problem: "network" | "server" | "incomplete" | null;
  /** Where the keyboard should go: a field, or the heading of the step; a new object each time. */
  focus: { field: string | null } | null;
}

export type Wording = (field: FormField) => string;

const TYPING_PAUSE_MS = 900;
/** Several choices in a row make one request. */
const CHOICE_PAUSE_MS = 250;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 20_000;
/** On a slow line the next step need not wait for the server's opinion. */
const PATIENCE_MS = 4_000;

export class FormDraft {
  readonly uploads: Uploads;
  readonly state = new Store<DraftState>({
    phase: "loading", form: null, values: {}, errors: {}, left: new Set(), saving: "none", at: "", busy: null, problem: null, focus: null,
  });
  #unsaved: Values;
  #language: Language = "en";
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #misses = 0;
  #key: string;

  constructor(
    readonly id: string,
    readonly server: FormServer,
    /** The sentence for a required field that is empty. */
    private readonly missing: Record<Language, Wording>,
  ) {
    this.#key = `serviceloop.form.${id}`;
    this.uploads = new Uploads(server, (file) => this.#keepFile(file));
    this.#unsaved = lasting.get<Values>(this.#key) ?? {};
    window.addEventListener("online", () => void this.flush());
  }

  get steps(): FormStep[] {
    const { form, values } = this.state.value;
    return form ? shownSteps(form, values) : [];
  }

  /** How the server will keep an answer, in words; nothing while it is being changed. */
  readAs(key: string): string | undefined {
    return key in this.#unsaved ? undefined : this.state.value.form?.read_as[key];
  }

  field(key: string): FormField | undefined {
    return this.state.value.form?.steps.flatMap((step) => step.fields).find((field) => field.key === key);
  }

  /** Fetch the form, in this language; what was typed here stays on top of what the server has. */
  async load(language: Language): Promise<void> {
    this.#language = language;
    if (!this.state.value.form) this.state.patch({ phase: "loading" });
    try {
      const form = await this.server.load(language);
      if (language === this.#language) this.#show(form);
      if (form.status === "open") void this.flush();
    } catch {
      if (!this.state.value.form) this.state.patch({ phase: "failed" });
    }
  }

  #show(form: Form): void {
    if (form.status !== "open") this.#forget();
    const values = merged(form.values, this.#unsaved);
    const at = this.state.value.at || this.#resumeAt(form, values);
    this.state.patch({ phase: "ready", form, values, errors: { ...form.errors, ...this.#stillMissing() }, at });
  }

  /** Where the customer was; else the first step. */
  #resumeAt(form: Form, values: Values): string {
    const known = fleeting.get<string>(this.#key);
    const steps = shownSteps(form, values).map((step) => step.key);
    return known && [...steps, REVIEW].includes(known) ? known : (steps[0] ?? REVIEW);
  }

  /** Findings of our own, worded again when the language changes. */
  #stillMissing(): FieldErrors {
    const { form, values, left } = this.state.value;
    if (!form) return {};
    const missing = shownFields(form, values).filter((field) => left.has(field.key) && isMissing(field, values));
    return Object.fromEntries(missing.map((field) => [field.key, this.missing[this.#language](field)]));
  }

  /** `done`: a choice rather than typing, so there is nothing to wait for. */
  set(key: string, value: FieldValue, { done = false } = {}): void {
    const { values, errors, left } = this.state.value;
    const { [key]: _cleared, ...others } = errors;
    const nowLeft = new Set(left);
    if (done) nowLeft.add(key);
    else nowLeft.delete(key);
    this.state.patch({ values: { ...values, [key]: value }, errors: others, left: nowLeft, problem: null });
    const field = this.field(key);
    if (isSecret(field)) return;
    this.#unsaved = { ...this.#unsaved, [key]: forServer(field, value) };
    lasting.set(this.#key, this.#unsaved);
    this.#later(done ? CHOICE_PAUSE_MS : TYPING_PAUSE_MS);
  }

  #keepFile(file: StoredFile): void {
    const { form } = this.state.value;
    if (form) this.state.patch({ form: { ...form, files: [...form.files.filter(({ id }) => id !== file.id), file] } });
  }

  /** The customer is done with a field: save now, and show what is wrong with it. */
  leave(key: string): void {
    const { left } = this.state.value;
    if (!left.has(key)) this.state.patch({ left: new Set([...left, key]) });
    if (key in this.#unsaved) this.#later(0);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  /** Send what is unsaved, one request at a time. */
  flush(): Promise<void> {
    this.#running ??= this.#send().finally(() => (this.#running = null));
    return this.#running;
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    while (Object.keys(this.#unsaved).length > 0 && this.state.value.form?.status === "open") {
      const sent = this.#unsaved;
      this.state.patch({ saving: "saving" });
      try {
        const form = await this.server.save(sent, this.#language);
        this.#misses = 0;
        this.#acknowledge(sent, form);
      } catch (error) {
        return this.#missed(error);
      }
    }
  }

  #acknowledge(sent: Values, form: Form): void {
    this.#unsaved = afterSaving(this.#unsaved, sent);
    if (Object.keys(this.#unsaved).length > 0) lasting.set(this.#key, this.#unsaved);
    else lasting.remove(this.#key);
    // What was changed meanwhile has not been looked at yet.
    const looked = Object.keys(sent).filter((key) => !(key in this.#unsaved));
    const { form: shown, errors } = this.state.value;
    const { files, read_as, status } = form;
    this.state.patch({ saving: "saved", errors: afterChecking(errors, looked, form.errors), form: shown && { ...shown, files, read_as, status } });
  }

  #missed(error: unknown): void {
    const failure = error instanceof ApiError ? error : null;
    if (failure?.code === "form_closed" || failure?.status === 404) {
      this.state.patch({ saving: "none" });
      return void this.load(this.#language);
    }
    this.state.patch({ saving: "waiting" });
    this.#misses += 1;
    const wait = (failure?.retryAfter ?? 0) * 1000 || Math.min(FIRST_RETRY_MS * 2 ** (this.#misses - 1), LONGEST_RETRY_MS);
    this.#later(wait);
  }

  /** To the next step, once nothing in this one is missing or wrong. */
  async next(): Promise<void> {
    const step = this.steps.find(({ key }) => key === this.state.value.at);
    if (!step || this.state.value.busy) return;
    this.state.patch({ left: new Set([...this.state.value.left, ...step.fields.map(({ key }) => key)]), busy: "next" });
    if (!this.#complain(step.fields)) {
      this.#sendAgain(step.fields);
      await Promise.race([this.flush(), pause(PATIENCE_MS)]);
      const wrong = step.fields.find(({ key }) => this.state.value.errors[key]);
      if (wrong) this.#focusOn(wrong.key);
      else this.go(this.#after(step.key));
    }
    this.state.patch({ busy: null });
  }

  /** Answers that were filled in for the customer are looked at like the others. */
  #sendAgain(fields: FormField[]): void {
    const { values } = this.state.value;
    const filled = fields.filter((field) => !isSecret(field) && !isEmpty(values[field.key]));
    this.#unsaved = { ...Object.fromEntries(filled.map((field) => [field.key, forServer(field, values[field.key])])), ...this.#unsaved };
  }

  /** Name what is missing; true when something is. */
  #complain(fields: FormField[]): boolean {
    const missing = fields.filter((field) => isMissing(field, this.state.value.values));
    const said = Object.fromEntries(missing.map((field) => [field.key, this.missing[this.#language](field)]));
    this.state.patch({ errors: { ...this.state.value.errors, ...said } });
    if (missing[0]) this.#focusOn(missing[0].key);
    return missing.length > 0;
  }

  #after(key: string): string {
    const keys = this.steps.map((step) => step.key);
    return keys[keys.indexOf(key) + 1] ?? REVIEW;
  }

  back(): void {
    const keys = [...this.steps.map((step) => step.key), REVIEW];
    this.go(keys[keys.indexOf(this.state.value.at) - 1] ?? keys[0] ?? REVIEW);
  }

  go(at: string): void {
    fleeting.set(this.#key, at);
    this.state.patch({ at, focus: { field: null }, problem: null });
  }

  #focusOn(key: string): void {
    this.state.patch({ focus: { field: key } });
  }

  async submit(): Promise<void> {
    const { form, values, busy } = this.state.value;
    if (!form || busy) return;
    const fields = shownFields(form, values);
    this.state.patch({ busy: "submit", problem: null, left: new Set(fields.map(({ key }) => key)) });
    try {
      const answers = Object.fromEntries(fields.map((field) => [field.key, forServer(field, values[field.key])]));
      const sent = await this.server.submit(answers, this.#language);
      this.#unsaved = {};
      this.#show(sent);
    } catch (error) {
      this.#refused(error);
    }
    this.state.patch({ busy: null });
  }

  #refused(error: unknown): void {
    if (!(error instanceof ApiError)) return this.state.patch({ problem: "server" });
    if (error.code === "form_closed") return void this.load(this.#language);
    if (error.code !== "form_incomplete") return this.state.patch({ problem: error.status === 0 ? "network" : "server" });
    const found = (error.details["fields"] ?? []) as { field: string; reason: string }[];
    const errors = Object.fromEntries(found.map(({ field, reason }) => [field, reason]));
    const first = shownFields(this.state.value.form!, this.state.value.values).find(({ key }) => key in errors);
    const step = first && stepOf(this.steps, first.key);
    if (step) this.go(step.key);
    this.state.patch({ errors, problem: "incomplete", ...(first && { focus: { field: first.key } }) });
  }

  async stop(): Promise<void> {
    if (this.state.value.busy) return;
    this.state.patch({ busy: "stop", problem: null });
    try {
      this.#show(await this.server.stop(this.#language));
    } catch (error) {
      if (error instanceof ApiError && error.code === "form_closed") await this.load(this.#language);
      else this.state.patch({ problem: error instanceof ApiError && error.status === 0 ? "network" : "server" });
    }
    this.state.patch({ busy: null });
  }

  /** Nothing of a closed form stays in this browser. */
  #forget(): void {
    clearTimeout(this.#timer);
    this.#unsaved = {};
    lasting.remove(this.#key);
    fleeting.remove(this.#key);
  }
}

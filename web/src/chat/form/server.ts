/** One form at the server: every request that a form makes, as this visitor. */
import type { Form, Place, StoredFile, Values } from "../../kit/api/forms";
import type { Language } from "../../kit/api/types";
import type { ChatModel } from "../model";

export interface FormServer {
  load(language: Language): Promise<Form>;
  save(values: Values, language: Language): Promise<Form>;
  submit(values: Values, language: Language): Promise<Form>;
  stop(language: Language): Promise<Form>;
  sendCode(): Promise<{ sent_to: string; expires_in: number }>;
  sendFile(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<StoredFile>;
  removeFile(id: string): Promise<void>;
  picture(url: string): Promise<Blob>;
  places(query: string, language: Language, signal?: AbortSignal): Promise<Place[]>;
}

export function formServer(model: ChatModel, id: string, conversationId: string): FormServer {
  const path = (rest: string, language: Language): string => `/v1/chat/forms/${id}${rest}?language=${language}`;
  return {
    load: (language) => model.call(path("", language)),
    save: (values, language) => model.call(path("", language), { method: "PATCH", body: { values } }),
    // Sending a form twice sends it once, so it may be repeated.
    submit: (values, language) => model.call(path("/submit", language), { method: "POST", body: { values }, retries: 2 }),
    stop: (language) => model.call(path("/stop", language), { method: "POST", retries: 2 }),
    sendCode: () => model.call(`/v1/chat/forms/${id}/code`, { method: "POST" }),
    sendFile: (file, onProgress, signal) => model.sendFile(file, { form: { id, conversationId }, onProgress, signal }),
    removeFile: (file) => model.call(`/v1/chat/files/${file}`, { method: "DELETE" }),
    picture: (url) => model.fetchFile(url),
    places: async (query, language, signal) => {
      const search = new URLSearchParams({ q: query, language });
      return (await model.call<{ places: Place[] }>(`/v1/places?${search}`, { signal, retries: 0 })).places;
    },
  };
}

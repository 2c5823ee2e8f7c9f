/** A form inside the conversation: open, sent or stopped. This module is loaded when the first form appears. */
import { useEffect, useMemo } from "preact/hooks";
import { RETRY } from "../../kit/icons";
import { useLanguage, useTexts } from "../../kit/i18n";
import type { FormStatus } from "../../kit/api/forms";
import { useStore } from "../../kit/store";
import { Button } from "../../kit/ui/Button";
import { Skeleton } from "../../kit/ui/Skeleton";
import type { ChatModel } from "../model";
import { FormClosed } from "./FormClosed";
import { FormOpen } from "./FormOpen";
import { draftOf } from "./drafts";
import { texts } from "./texts";
import "./form.css";

export interface FormPanelProps {
  model: ChatModel;
  id: string;
  conversationId: string;
  /** As the message says; the server's word when it differs from what we know. */
  status: FormStatus;
  /** Tells the chat how far the form is, for the way back to it; null once it is closed. */
  onProgress: (progress: { title: string; step: string } | null) => void;
}

export function FormPanel({ model, id, conversationId, status, onProgress }: FormPanelProps) {
  const language = useLanguage();
  const text = useTexts(texts);
  const draft = useMemo(() => draftOf(model, id, conversationId), [model, id]);
  const { phase, form } = useStore(draft.state);

  // Again when the language changes, and when the form was sent, stopped or opened again elsewhere.
  useEffect(() => {
    if (form?.status !== status || form.language !== language) void draft.load(language);
  }, [draft, language, status]);

  useEffect(() => {
    if (form && form.status !== "open") onProgress(null);
  }, [form?.status]);

  if (!form) {
    return phase === "failed" ? (
      <div class="f-panel f-panel--word" role="alert">
        <p>{text.failed}</p>
        <Button size="sm" icon={RETRY} onClick={() => void draft.load(language)}>
          {text.again}
        </Button>
      </div>
    ) : (
      <div class="f-panel f-panel--word" role="status">
        <span class="visually-hidden">{text.loading}</span>
        <Skeleton width="55%" height="18px" />
        <Skeleton height="6px" />
        <Skeleton height="84px" radius="12px" />
        <Skeleton height="44px" radius="12px" />
      </div>
    );
  }
  return form.status === "open" ? <FormOpen draft={draft} form={form} onProgress={onProgress} /> : <FormClosed draft={draft} form={form} />;
}

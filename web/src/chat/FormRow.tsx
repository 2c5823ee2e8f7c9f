import { useEffect, useRef, useState } from "preact/hooks";
import { useTexts } from "../kit/i18n";
import type { FormMessage } from "../kit/api/messages";
import type { FormPanelProps } from "./form/FormPanel";
import { Coming, later } from "./later";
import type { ChatModel } from "./model";
import { forgetForm, noteForm } from "./openForms";
import { reveal } from "./reveal";
import { texts } from "./texts";

const usePanel = later(() => import("./form/FormPanel"));

/** Keeps `openForms` up to date about one form's place on screen. */
function useSight(id: string, place: { current: HTMLDivElement | null }, open: boolean): void {
  useEffect(() => {
    const element = place.current;
    if (!open || !element) return undefined;
    const reach = (): void => {
      reveal(element, { at: "top", behavior: "smooth" });
      element.querySelector<HTMLElement>("[data-step]")?.focus({ preventScroll: true });
    };
    noteForm(id, { reach });
    const sight = new IntersectionObserver(([entry]) => noteForm(id, { seen: entry?.isIntersecting ?? true }), { root: element.closest(".c-log"), rootMargin: "-32px 0px" });
    sight.observe(element);
    return () => {
      sight.disconnect();
      forgetForm(id);
    };
  }, [id, open]);
}

function Pointer({ id }: { id: string }) {
  const text = useTexts(texts).form;
  const go = (): void => {
    const form = document.querySelector(`[data-form-id="${CSS.escape(id)}"]`);
    if (form) reveal(form, { at: "top", behavior: "smooth" });
  };
  return (
    <p class="c-line" data-testid="form-pointer">
      {text.further}
      <button type="button" class="c-line__link" onClick={go}>
        {text.go}
      </button>
    </p>
  );
}

function FormPlace({ message, model }: { message: FormMessage; model: ChatModel }) {
  const text = useTexts(texts).form;
  const { id, status } = message.data.form;
  const place = useRef<HTMLDivElement>(null);
  const { part, ...coming } = usePanel();
  // The form itself knows first that it was sent; the message may hear of it later.
  const [closed, setClosed] = useState(false);
  const open = status === "open" && !closed;
  useSight(id, place, open);
  const onProgress: FormPanelProps["onProgress"] = (progress) => {
    setClosed(progress === null);
    if (progress) noteForm(id, progress);
  };

  return (
    <div class="c-form" ref={place} data-form-id={id} data-open-form={open || undefined}>
      {part ? <part.FormPanel model={model} id={id} conversationId={message.conversation_id} status={status} onProgress={onProgress} /> : <Coming {...coming} words={text} height="180px" />}
    </div>
  );
}

/** A form's place in the conversation; where it is shown again later, only a pointer. */
export function FormRow({ message, newest, model }: { message: FormMessage; newest: boolean; model: ChatModel }) {
  return newest ? <FormPlace message={message} model={model} /> : <Pointer id={message.data.form.id} />;
}

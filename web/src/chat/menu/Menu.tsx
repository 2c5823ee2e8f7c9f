import { useEffect, useRef, useState } from "preact/hooks";
import { MORE } from "../../kit/icons";
import { useTexts } from "../../kit/i18n";
import { IconButton } from "../../kit/ui/IconButton";
import { later } from "../later";
import type { ChatModel } from "../model";
import { texts } from "../texts";

const usePanel = later(() => import("./MenuPanel"));

function Panel({ model, onClose }: { model: ChatModel; onClose: () => void }) {
  const { part } = usePanel();
  return part && <part.MenuPanel model={model} onClose={onClose} />;
}

/** The header's menu. A press anywhere else closes it. */
export function Menu({ model }: { model: ChatModel }) {
  const text = useTexts(texts);
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const elsewhere = (event: Event): void => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", elsewhere);
    return () => document.removeEventListener("pointerdown", elsewhere);
  }, [open]);
  const close = (): void => {
    setOpen(false);
    place.current?.querySelector("button")?.focus();
  };
  return (
    <div class="c-header__menu" ref={place}>
      <IconButton icon={MORE} label={text.menu} aria-expanded={open} aria-controls="chat-menu" data-testid="menu" onClick={() => setOpen(!open)} />
      {open && <Panel model={model} onClose={close} />}
    </div>
  );
}

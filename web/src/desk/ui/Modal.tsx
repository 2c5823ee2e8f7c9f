import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "./modal.css";

interface ModalProps {
  label: string;
  onClose: () => void;
  children: ComponentChildren;
  class?: string;
}

/** A dialog over the page: the browser keeps the focus inside, closes on Esc and gives the focus back. */
export function Modal({ label, onClose, children, class: extra = "" }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={`d-modal ${extra}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="d-modal__body">{children}</div>
    </dialog>
  );
}

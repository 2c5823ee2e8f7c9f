import type { ComponentChildren, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "./menu.css";

interface MenuProps {
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
  /** Name of the list for screen readers. */
  label: string;
  align?: "start" | "end";
  /** Below its button, or beside it where that stands at the edge of the screen. */
  side?: "below" | "beside";
  /** The button: it gets these properties. */
  trigger: (props: TriggerProps) => ComponentChildren;
  children: ComponentChildren;
}

interface TriggerProps {
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  onClick: () => void;
}

const ITEMS = '[role^="menuitem"]:not([aria-disabled="true"])';

function step(items: HTMLElement[], key: string): HTMLElement | undefined {
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (key === "ArrowDown" || key === "ArrowRight") return items[(at + 1) % items.length];
  if (key === "ArrowUp" || key === "ArrowLeft") return items.at(at <= 0 ? -1 : at - 1);
  if (key.length !== 1) return undefined;
  return items.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}

/** A button with a list of actions: arrow keys move, Esc closes and gives the focus back. */
export function Menu({ open, onOpen, onClose, label, align = "end", side = "below", trigger, children }: MenuProps) {
  const root = useRef<HTMLDivElement>(null);
  const items = () => [...(root.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];

  const close = () => {
    onClose();
    root.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  };

  useEffect(() => {
    if (!open) return;
    (items().find((item) => item.getAttribute("aria-checked") === "true") ?? items()[0])?.focus();
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener("pointerdown", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      // The chosen item is gone: the keyboard goes on from the button.
      if (document.activeElement === document.body) root.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
    };
  }, [open]);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Tab") return onClose();
    if (event.key === "Escape") {
      event.stopPropagation();
      return close();
    }
    const next = step(items(), event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <div class="d-menu" ref={root}>
      {trigger({ "aria-haspopup": "menu", "aria-expanded": open, onClick: open ? close : onOpen })}
      {open && (
        <div class={`d-menu__list d-menu__list--${side === "beside" ? side : align}`} role="menu" aria-label={label} onKeyDown={onKeyDown}>
          {children}
        </div>
      )}
    </div>
  );
}

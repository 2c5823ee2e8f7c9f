import type { ButtonHTMLAttributes } from "preact";
import { Icon } from "./Icon";
import "./button.css";

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "label" | "size"> & {
  icon: string;
  /** What it does, in the reader's language: name for screen readers and tooltip. */
  label: string;
  size?: number;
};

export function IconButton({ icon, label, size = 20, class: extra = "", ...rest }: IconButtonProps) {
  return (
    <button type="button" title={label} aria-label={label} {...rest} class={`k-icon-button ${extra}`}>
      <Icon path={icon} size={size} />
    </button>
  );
}

import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { Icon } from "./Icon";
import { Spinner } from "./Spinner";
import "./button.css";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "size" | "icon"> & {
  look?: "primary" | "secondary" | "quiet" | "danger";
  size?: "sm" | "md" | "lg";
  /** One of the constants in kit/icons. */
  icon?: string;
  busy?: boolean;
  children?: ComponentChildren;
};

/** A button with words. It stays focusable while busy, so that keyboard users keep their place. */
export function Button({ look = "secondary", size = "md", icon, busy = false, children, class: extra = "", onClick, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class={`k-button k-button--${look} k-button--${size} ${extra}`} aria-busy={busy} onClick={busy ? undefined : onClick}>
      {busy ? <Spinner size={16} /> : icon && <Icon path={icon} size={size === "sm" ? 16 : 18} />}
      {children}
    </button>
  );
}

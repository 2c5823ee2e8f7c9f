import type { ComponentChildren } from "preact";
import { CHECK } from "../../kit/icons";
import { Icon } from "../../kit/ui/Icon";

interface MenuItemProps {
  onChoose: () => void;
  children: ComponentChildren;
  /** Makes it one of several choices; a tick shows the chosen one. */
  checked?: boolean;
  /** An independent switch instead of one of several. */
  toggle?: boolean;
  icon?: string;
  /** Faint text at the end of the line: a time, a state, a key. */
  hint?: ComponentChildren;
  disabled?: boolean;
  testId?: string;
}

function roleOf(checked: boolean | undefined, toggle: boolean): "menuitem" | "menuitemradio" | "menuitemcheckbox" {
  if (checked === undefined) return "menuitem";
  return toggle ? "menuitemcheckbox" : "menuitemradio";
}

export function MenuItem({ onChoose, children, checked, toggle = false, icon, hint, disabled = false, testId }: MenuItemProps) {
  return (
    <button
      type="button"
      class="d-menu__item"
      role={roleOf(checked, toggle)}
      aria-checked={checked}
      aria-disabled={disabled}
      tabIndex={-1}
      data-testid={testId}
      onClick={disabled ? undefined : onChoose}
    >
      {icon && <Icon path={icon} size={16} />}
      <span class="d-menu__words">{children}</span>
      {hint && <span class="d-menu__hint">{hint}</span>}
      {checked && <Icon path={CHECK} size={16} class="d-menu__tick" />}
    </button>
  );
}

/** A heading inside a menu. */
export function MenuHeading({ children }: { children: ComponentChildren }) {
  return (
    <p class="d-menu__heading" role="presentation">
      {children}
    </p>
  );
}

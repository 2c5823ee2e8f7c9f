import type { ComponentChildren } from "preact";
import { Icon } from "../../kit/ui/Icon";
import type { Command } from "../sections/section";
import { Keys } from "../ui/Keys";

interface OptionProps {
  index: number;
  active: boolean;
  onChoose: (index: number) => void;
  onPoint: (index: number) => void;
  children: ComponentChildren;
}

/** One line of the palette. The focus stays in the search field, so the mouse must not take it. */
export function PaletteOption({ index, active, onChoose, onPoint, children }: OptionProps) {
  return (
    <div
      class="d-palette__option"
      role="option"
      id={`palette-${index}`}
      data-index={index}
      aria-selected={active}
      onMouseMove={() => !active && onPoint(index)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(index)}
    >
      {children}
    </div>
  );
}

export function CommandOption({ command: { icon, words, keys } }: { command: Command }) {
  return (
    <>
      <Icon path={icon} size={17} />
      <span class="d-palette__words">{words}</span>
      {keys && <Keys combination={keys} />}
    </>
  );
}

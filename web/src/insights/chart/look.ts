/** The page's colours and type, as a chart can take them: computed, because it knows no custom properties. */

export interface Look {
  accent: string;
  warm: string;
  text: string;
  soft: string;
  faint: string;
  border: string;
  surface: string;
  raised: string;
  font: string;
  /** Too narrow for long names. */
  narrow: boolean;
}

const NAMES = { accent: "--accent", warm: "--warm", text: "--text", soft: "--text-soft", faint: "--text-faint", border: "--border", surface: "--surface", raised: "--surface-raised" } as const;

export function lookOf(element: HTMLElement): Look {
  const probe = document.createElement("span");
  element.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, colour(name)])) as Record<keyof typeof NAMES, string>;
  probe.remove();
  return { ...colours, font: getComputedStyle(element).fontFamily, narrow: element.clientWidth < 520 };
}

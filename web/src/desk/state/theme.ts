/** Light, dark, or as the system has it. */
import { Store } from "../../kit/store";
import { recall, remember } from "./storage";

export type Theme = "system" | "light" | "dark";
export const THEMES: readonly Theme[] = ["system", "light", "dark"];

export const theme = new Store<Theme>(recall<Theme>("theme", "system"));

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = theme.value;
}

export function chooseTheme(next: Theme): void {
  theme.set(next);
  remember("theme", next);
  applyTheme();
}

/** How a page works with the widget's loader: its events, and window.serviceloop once it is there. */
import type { Serviceloop } from "../loader/main";
import { language, setLanguage } from "../kit/i18n";
import type { Language } from "../kit/api/types";

function whenLoaded(job: (widget: Serviceloop) => void): void {
  if (window.serviceloop) job(window.serviceloop);
  else window.addEventListener("serviceloop:ready", () => window.serviceloop && job(window.serviceloop), { once: true });
}

/** Open the chat, with a question if there is one. */
export function ask(question?: string): void {
  whenLoaded((widget) => widget.open(question ? { ask: question } : undefined));
}

/** Page and widget speak the same language, whichever of them is switched. */
export function followWidget(): void {
  whenLoaded((widget) => {
    widget.setLanguage(language.value);
    language.watch(() => widget.setLanguage(language.value));
    widget.on("language", (detail) => setLanguage((detail as { language: Language }).language));
  });
}

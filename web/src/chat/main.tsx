/** The page inside the widget's iframe (and on its own at /chat). */
import { render } from "preact";
import "../kit/tokens.css";
import { chooseLanguage, setLanguage } from "../kit/i18n";
import { ChatWindow } from "./ChatWindow";
import { ChatModel } from "./model";
import { forgetLink, readLink } from "./link";
import { LinkRefused } from "./LinkRefused";
import { applyColor, readOptions } from "./options";
import { connectParent } from "./embedding";
import "./chat.css";

const options = readOptions();
// What the visitor chose here before comes first, then the embedding page's language, then the browser's.
setLanguage(chooseLanguage(null, [options.lang ?? "", ...navigator.languages]), { remember: false });
if (options.color) applyColor(options.color);

const app = document.getElementById("app")!;
const link = readLink();

function chat(site: string): void {
  const model = new ChatModel(site);
  const parent = connectParent(model, options);
  render(<ChatWindow model={model} options={{ ...options, site }} parent={parent} link={link} />, app);
}

function withoutLink(): void {
  forgetLink();
  chat(options.site);
}

if (link && !link.site) render(<LinkRefused onChat={withoutLink} />, app);
else chat(link?.site ?? options.site);

// Another link, opened where the chat is open already.
window.addEventListener("hashchange", () => readLink() && location.reload());

/** The page inside the widget's iframe (and on its own at /chat). */
import { render } from "preact";
import "../kit/tokens.css";
import { chooseLanguage, setLanguage } from "../kit/i18n";
import { ChatWindow } from "./ChatWindow";
import { ChatModel } from "./model";
import { applyColor, readOptions } from "./options";
import { connectParent } from "./embedding";
import "./chat.css";

const options = readOptions();
// What the visitor chose here before comes first, then the embedding page's language, then the browser's.
setLanguage(chooseLanguage(null, [options.lang ?? "", ...navigator.languages]), { remember: false });
if (options.color) applyColor(options.color);

const model = new ChatModel(options.site);
const parent = connectParent(model, options);

render(<ChatWindow model={model} options={options} parent={parent} />, document.getElementById("app")!);

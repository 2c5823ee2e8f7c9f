/** The agent desk at /desk. */
import "../kit/tokens.css";
import "./desk.css";
import "./ui/input.css";
import { render } from "preact";
import { chooseLanguage, setLanguage } from "../kit/i18n";
import { App } from "./App";
import { SECTIONS } from "./sections";
import { registerSections } from "./sections/registry";
import { applyTheme } from "./state/theme";

setLanguage(chooseLanguage(null), { remember: false });
applyTheme();
registerSections(SECTIONS);
const root = document.getElementById("app");
if (root) render(<App />, root);

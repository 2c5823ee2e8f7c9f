/** The page of reports at /insights, for supervisors. */
import { render } from "preact";
import "../kit/tokens.css";
import { applyTheme } from "../desk/state/theme";
import { chooseLanguage, setLanguage } from "../kit/i18n";
import { App } from "./App";
import "./insights.css";

setLanguage(chooseLanguage(null), { remember: false });
applyTheme();
const root = document.getElementById("app");
if (root) render(<App />, root);

/** The page behind a survey link: /s/{token}. */
import { render } from "preact";
import "../kit/tokens.css";
import { chooseLanguage, setLanguage } from "../kit/i18n";
import { SurveyPage } from "./SurveyPage";
import "./survey.css";

setLanguage(chooseLanguage(null), { remember: false });
const token = decodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1) ?? "");
render(<SurveyPage token={token} />, document.getElementById("app")!);

/** The page behind a survey link: /s/{token}, and /s/{token}/opt-out for those who want no more of these. */
import { render } from "preact";
import "../kit/tokens.css";
import { chooseLanguage, setLanguage } from "../kit/i18n";
import { SurveyPage } from "./SurveyPage";
import "./survey.css";

setLanguage(chooseLanguage(null), { remember: false });
const [, token = "", way] = location.pathname.split("/").filter(Boolean).map(decodeURIComponent);
render(<SurveyPage token={token} hash={location.hash} wantsOut={way === "opt-out"} />, document.getElementById("app")!);

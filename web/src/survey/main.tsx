/** The page behind a survey link: /s/{token}, and /s/{token}/opt-out for those who want no more of these; at a counter: /q/{code}. */
import { render } from "preact";
import "../kit/tokens.css";
import { chooseLanguage, setLanguage } from "../kit/i18n";
import { CounterPage } from "./CounterPage";
import { SurveyPage } from "./SurveyPage";
import "./survey.css";

setLanguage(chooseLanguage(null), { remember: false });
const [kind, token = "", way] = location.pathname.split("/").filter(Boolean).map(decodeURIComponent);
const page = kind === "q" ? <CounterPage code={token} /> : <SurveyPage token={token} hash={location.hash} wantsOut={way === "opt-out"} />;
render(page, document.getElementById("app")!);

/** The demo site: an invented airline with the widget on it. */
import { render } from "preact";
import "../kit/tokens.css";
import { chooseLanguage, setLanguage } from "../kit/i18n";
import { Site } from "./Site";
import { followWidget } from "./widget";
import "./demo.css";

setLanguage(chooseLanguage(new URLSearchParams(location.search).get("lang")), { remember: false });
followWidget();
render(<Site />, document.getElementById("app")!);

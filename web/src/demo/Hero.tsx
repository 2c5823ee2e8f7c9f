import { ARROW_DOWN, CHAT, HEADSET } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { Icon } from "../kit/ui/Icon";
import { LanguageToggle } from "../kit/ui/LanguageToggle";
import { Logo } from "./Logo";
import { Sky } from "./Sky";
import { texts } from "./texts";
import { ask } from "./widget";
import "./hero.css";

function Bar() {
  const text = useTexts(texts);
  return (
    <nav class="la-bar">
      <a class="la-brand" href="/">
        <Logo />
        {text.brand}
      </a>
      <a class="la-bar__desk" href="/desk">
        <Icon path={HEADSET} size={18} />
        <span>{text.desk}</span>
      </a>
      <LanguageToggle label={text.languages} />
    </nav>
  );
}

export function Hero() {
  const text = useTexts(texts);
  return (
    <header class="la-hero">
      <Sky />
      <Bar />
      <div class="la-hero__words">
        <h1 class="la-hero__title">
          {text.heroTitle.map((line) => (
            <span>{line}</span>
          ))}
        </h1>
        <p class="la-hero__text">{text.heroText}</p>
        <div class="la-hero__actions">
          <button type="button" class="la-hero__ask" onClick={() => ask()}>
            <Icon path={CHAT} size={20} />
            {text.heroAction}
          </button>
          <a class="la-hero__more" href="#stages">
            {text.heroMore}
            <Icon path={ARROW_DOWN} size={18} />
          </a>
        </div>
      </div>
      <div class="la-questions" role="group" aria-label={text.suggested}>
        <span class="la-questions__label">{text.suggested}</span>
        {text.questions.map((question) => (
          <button type="button" class="la-question" onClick={() => ask(question)}>
            {question}
          </button>
        ))}
      </div>
    </header>
  );
}

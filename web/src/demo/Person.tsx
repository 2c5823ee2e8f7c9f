import { ARROW_RIGHT, CHECK } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { Avatar } from "../kit/ui/Avatar";
import { Icon } from "../kit/ui/Icon";
import { texts } from "./texts";
import "./person.css";

function Talk() {
  const { talk } = useTexts(texts);
  return (
    <div class="la-talk" aria-hidden="true">
      <p class="la-talk__own">{talk.ask}</p>
      <p class="la-talk__line">{talk.joined}</p>
      <div class="la-talk__agent">
        <Avatar name={talk.agent} size={32} />
        <p>{talk.reply}</p>
      </div>
    </div>
  );
}

export function Person() {
  const text = useTexts(texts);
  return (
    <section class="la-section la-person">
      <div class="la-person__words">
        <h2>{text.personTitle}</h2>
        <p>{text.personText}</p>
        <ul class="la-stage__points">
          {text.personPoints.map((point) => (
            <li>
              <Icon path={CHECK} size={16} />
              {point}
            </li>
          ))}
        </ul>
      </div>
      <Talk />
      <a class="la-team" href="/desk">
        <span>
          <strong>{text.teamTitle}</strong>
          {text.teamText}
        </span>
        <span class="la-team__go">
          {text.teamAction}
          <Icon path={ARROW_RIGHT} size={18} />
        </span>
      </a>
    </section>
  );
}

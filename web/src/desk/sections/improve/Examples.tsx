import { useLanguage } from "../../../kit/i18n";
import { EXTERNAL } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { ReviewExample, ReviewGroup } from "../../../kit/api/types";
import { Icon } from "../../../kit/ui/Icon";
import { go, hrefFor } from "../../state/route";
import { LanguageBadge } from "../../ui/LanguageBadge";
import { choiceFor, choices, choose } from "./state";
import { useText } from "./text";

const CONVERSATIONS = "conversations";

/** The way to the conversation in which something was said. */
export function Said({ id }: { id: string }) {
  const t = useText().improve;
  return (
    <a
      class="i-example__open"
      href={hrefFor({ section: CONVERSATIONS, id })}
      title={t.open}
      aria-label={t.open}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go({ section: CONVERSATIONS, id });
      }}
    >
      <Icon path={EXTERNAL} size={16} />
    </a>
  );
}

function Example({ example, included, onChange }: { example: ReviewExample; included: boolean; onChange: (included: boolean) => void }) {
  const t = useText().improve;
  const language = useLanguage();
  const said = example.parts.map(({ text }) => text).join("");
  const facts = [example.taken_for ? t.takenFor(example.taken_for[language]) : t.takenForNothing, ...(example.taken_for && example.confidence !== null ? [t.sure(Math.round(example.confidence * 100))] : [])];
  return (
    <li class="i-example" data-testid="review-example">
      <input type="checkbox" checked={included} aria-label={t.include(said)} onChange={(event) => onChange(event.currentTarget.checked)} />
      <div class="i-example__body">
        <p class="i-example__said" lang={example.language === "zh" ? "zh-CN" : "en"}>
          {example.parts.map(({ text, kind }) => (kind ? <mark title={t.replaced[kind]}>{text}</mark> : text))}
        </p>
        <p class="i-example__facts">
          <LanguageBadge language={example.language} />
          {example.reasons.map((reason) => (
            <span class="i-reason">{t.reason[reason]}</span>
          ))}
          <span>{facts.join(" · ")}</span>
        </p>
      </div>
      <Said id={example.conversation_id} />
    </li>
  );
}

/** What customers wrote; those that mean something else are left out. */
export function Examples({ group }: { group: ReviewGroup }) {
  const t = useText().improve;
  useStore(choices);
  const { without } = choiceFor(group.id);
  const include = (id: string, included: boolean) => choose(group.id, { without: included ? without.filter((one) => one !== id) : [...without, id] });
  return (
    <section class="i-part" aria-labelledby="review-examples">
      <h2 id="review-examples">{t.examples}</h2>
      <p class="i-hint">{t.examplesHint}</p>
      <ul class="i-examples">
        {group.examples.map((example) => (
          <Example key={example.id} example={example} included={!without.includes(example.id)} onChange={(included) => include(example.id, included)} />
        ))}
      </ul>
    </section>
  );
}

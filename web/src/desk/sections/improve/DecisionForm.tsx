import { useEffect } from "preact/hooks";
import { useLanguage } from "../../../kit/i18n";
import { useStore } from "../../../kit/store";
import type { DecisionKind, ReviewGroup, ReviewLabel } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { Keys } from "../../ui/Keys";
import { chosen, KINDS, lackOf, named } from "./logic";
import { choiceFor, choices, choose, improve, improveDeed, propose } from "./state";
import { useText } from "./text";

const isField = (target: EventTarget | null) => target instanceof HTMLElement && /^(TEXTAREA|SELECT)$|^INPUT$/.test(target.tagName) && !(target instanceof HTMLInputElement && /radio|checkbox/.test(target.type));

/** The number of a kind chooses it, wherever the focus is, unless something is being typed. */
function useNumbers(onNumber: (kind: DecisionKind) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || isField(event.target) || document.querySelector("dialog[open]")) return;
      const kind = KINDS[Number(event.key) - 1];
      if (kind) onNumber(kind);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
}

interface PickProps {
  label: string;
  labels: readonly ReviewLabel[];
  value: string;
  testId: string;
  onPick: (name: string) => void;
}

/** The browser's own list: one types the first letters, or goes along it. */
function Pick({ label, labels, value, testId, onPick }: PickProps) {
  const t = useText().improve;
  const language = useLanguage();
  const sorted = [...labels].sort((a, b) => a.label[language].localeCompare(b.label[language], language === "zh" ? "zh-CN" : "en"));
  return (
    <label class="i-field">
      <span>{label}</span>
      <select class="d-input" value={value} data-testid={testId} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">{t.choose}</option>
        {sorted.map(({ name, label: words }) => (
          <option key={name} value={name}>
            {words[language]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What else belongs to a kind of decision. */
function Details({ group }: { group: ReviewGroup }) {
  const t = useText().improve;
  const { labels } = useStore(improve);
  const { kind, intent, facet, title, note } = choiceFor(group.id);
  const change = (part: Parameters<typeof choose>[1]) => choose(group.id, part);
  if (kind === null || kind === "nothing") return null;
  return (
    <div class="i-details">
      {kind === "intent" && <Pick label={t.intent} labels={labels.intents} value={intent} testId="review-intent" onPick={(name) => change({ intent: name })} />}
      {kind === "facet" && <Pick label={t.facet} labels={labels.facets} value={facet} testId="review-facet" onPick={(name) => change({ facet: name })} />}
      {named(kind) &&
        (["zh", "en"] as const).map((language) => (
          <label class="i-field" key={language}>
            <span>{language === "zh" ? t.titleZh : t.titleEn}</span>
            <input class="d-input" lang={language === "zh" ? "zh-CN" : "en"} value={title[language]} maxLength={120} data-testid={`review-title-${language}`} onInput={(event) => change({ title: { ...title, [language]: event.currentTarget.value } })} />
          </label>
        ))}
      <label class="i-field i-field--wide">
        <span>{kind === "wrong_answer" ? t.noteNeeded : t.note}</span>
        <textarea class="d-input" rows={2} value={note} maxLength={1000} data-testid="review-note" onInput={(event) => change({ note: event.currentTarget.value })} />
      </label>
    </div>
  );
}

/** One decision for the whole group: by mouse, by arrow keys, or by a number. */
export function DecisionForm({ group }: { group: ReviewGroup }) {
  const t = useText().improve;
  useStore(choices);
  const busy = useStore(improveDeed) === "propose";
  const choice = choiceFor(group.id);
  const count = chosen(group, choice).length;
  const decide = (kind: DecisionKind) => choose(group.id, { kind });
  useNumbers(decide);
  return (
    <form
      class="i-part"
      onSubmit={(event) => {
        event.preventDefault();
        void propose(group);
      }}
    >
      <fieldset class="i-kinds">
        <legend>{t.decide}</legend>
        {KINDS.map((kind, index) => (
          <label class="i-kind" key={kind}>
            <input type="radio" name="review-kind" value={kind} checked={choice.kind === kind} data-testid={`review-kind-${kind}`} onChange={() => decide(kind)} />
            <span class="i-kind__words">
              <strong>{t.kind[kind]}</strong>
              <span class="i-kind__hint">{t.kindHint[kind]}</span>
            </span>
            <kbd aria-hidden="true">{index + 1}</kbd>
          </label>
        ))}
      </fieldset>
      <Details group={group} />
      <div class="i-foot">
        <span class="i-hint">{choice.kind === "nothing" ? "" : t.second}</span>
        <Keys combination="Alt+D" />
        <Button type="submit" look="primary" busy={busy} class={lackOf(group, choice) ? "i-lacking" : ""} data-testid="review-propose">
          {choice.kind === "nothing" ? t.close(count) : t.propose(count)}
        </Button>
      </div>
    </form>
  );
}

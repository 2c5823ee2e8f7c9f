import type { TargetedKeyboardEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { useLanguage } from "../../kit/i18n";
import { SEARCH } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { panels } from "../state/panels";
import { here, select, selectCase } from "../state/route";
import { useAgent } from "../state/session";
import { useText } from "../text";
import { Modal } from "../ui/Modal";
import { commandsFor } from "./commands";
import { PaletteOption } from "./PaletteOption";
import { found } from "./search";
import { useConversations, useFoundCases } from "./sources";
import "./palette.css";

/** Commands, conversations and cases by name, from anywhere, without the mouse. */
export function Palette() {
  const t = useText();
  const language = useLanguage();
  const agent = useAgent();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const everything = useConversations();
  const cases = useFoundCases(words);
  const place = useStore(here);

  const commands = commandsFor(t, language, agent, { place, summary: everything.find(({ id }) => id === place.id) });
  const { actions, conversations } = found(words, commands, everything, language);
  const before = actions.length + cases.length;
  const choices = [...actions.map((action) => action.run), ...cases.map(({ reference }) => () => selectCase(reference)), ...conversations.map(({ id }) => () => select(id))];

  const close = () => panels.patch({ palette: false });
  const choose = (index: number) => {
    const run = choices[index];
    if (!run) return;
    close();
    // After the dialog has given the focus back, so that a command may take it.
    setTimeout(run);
  };
  const move = (index: number) => {
    setAt(index);
    list.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.isComposing || event.keyCode === 229) return;
    const count = choices.length;
    if (event.key === "ArrowDown" && count) move((at + 1) % count);
    else if (event.key === "ArrowUp" && count) move((at - 1 + count) % count);
    else if (event.key === "Enter") choose(at);
    else return;
    event.preventDefault();
  };

  return (
    <Modal label={t.palette.title} onClose={close} class="d-palette">
      <div class="d-palette__field">
        <Icon path={SEARCH} size={18} />
        <input
          autofocus
          value={words}
          placeholder={t.palette.placeholder}
          aria-label={t.palette.placeholder}
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={choices.length ? `palette-${at}` : undefined}
          autocomplete="off"
          spellcheck={false}
          data-testid="palette-input"
          onInput={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="d-palette__list" id="palette-list" role="listbox" aria-label={t.palette.title} ref={list}>
        {choices.length === 0 && <p class="d-palette__none">{t.palette.none}</p>}
        {actions.length > 0 && <p class="d-palette__heading">{t.palette.actions}</p>}
        {actions.map((action, index) => (
          <PaletteOption key={action.id} index={index} active={index === at} icon={action.icon} words={action.words} keys={action.keys} onChoose={choose} onPoint={setAt} />
        ))}
        {cases.length > 0 && <p class="d-palette__heading">{t.palette.cases}</p>}
        {cases.map((one, index) => (
          <PaletteOption key={one.id} index={actions.length + index} active={actions.length + index === at} one={one} onChoose={choose} onPoint={setAt} />
        ))}
        {conversations.length > 0 && <p class="d-palette__heading">{t.palette.conversations}</p>}
        {conversations.map((summary, index) => (
          <PaletteOption key={summary.id} index={before + index} active={before + index === at} summary={summary} onChoose={choose} onPoint={setAt} />
        ))}
      </div>
    </Modal>
  );
}

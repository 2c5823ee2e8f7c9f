import { Fragment, type TargetedKeyboardEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { useLanguage } from "../../kit/i18n";
import { SEARCH } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { sectionNamed } from "../sections/registry";
import { panels } from "../state/panels";
import { here } from "../state/route";
import { useAgent } from "../state/session";
import { useText } from "../text";
import { Modal } from "../ui/Modal";
import { commandsFor } from "./commands";
import { CommandOption, PaletteOption } from "./PaletteOption";
import { useGroups } from "./groups";
import { matches } from "./search";
import "./palette.css";

/** Commands, conversations and cases by name, from anywhere, without the mouse. */
export function Palette() {
  const t = useText();
  const language = useLanguage();
  const agent = useAgent();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const query = words.trim();
  const commands = commandsFor(language, agent, useStore(here)).filter((command) => !query || matches(query, command.words));
  const groups = useGroups(query, commands);
  const choices = groups.flatMap(({ options }) => options);

  const close = () => panels.patch({ palette: false });
  const choose = (index: number) => {
    const choice = choices[index];
    if (!choice) return;
    close();
    // After the dialog has given the focus back, so that a command may take it.
    setTimeout(choice.run);
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
        {groups.map(({ id, section, options }) => (
          <Fragment key={id}>
            <p class="d-palette__heading">{section === null ? t.palette.actions : sectionNamed(section).words[language].name}</p>
            {options.map((option) => {
              const index = choices.indexOf(option);
              return (
                <PaletteOption key={option.id} index={index} active={index === at} onChoose={choose} onPoint={setAt}>
                  {option.command ? <CommandOption command={option.command} /> : option.content}
                </PaletteOption>
              );
            })}
          </Fragment>
        ))}
      </div>
    </Modal>
  );
}

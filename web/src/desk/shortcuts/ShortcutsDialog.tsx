import { CLOSE } from "../../kit/icons";
import { IconButton } from "../../kit/ui/IconButton";
import { panels } from "../state/panels";
import { useText } from "../text";
import type { DeskText } from "../text/en";
import { Keys } from "../ui/Keys";
import { Modal } from "../ui/Modal";
import "./shortcuts.css";

type Name = keyof DeskText["shortcuts"];
interface Group {
  title: Name;
  lines: Record<string, Name>;
}

const GROUPS: readonly Group[] = [
  {
    title: "moving",
    lines: { "Alt+I": "inbox", "Alt+C": "cases", "Alt+Q": "quarantine", "Alt+J": "next", "Alt+K": "previous", "Alt+N": "nextTab", "Alt+O": "sidebar", "Ctrl+K": "palette", "?": "help", Esc: "escape" },
  },
  { title: "acting", lines: { "Alt+E": "resolve", "Alt+M": "snooze" } },
  { title: "onCase", lines: { "Alt+E": "changeStatus", "Alt+P": "caseNote" } },
  { title: "writing", lines: { "Alt+L": "reply", "Alt+P": "note", Enter: "send", "Shift+Enter": "newline" } },
];

export function ShortcutsDialog() {
  const t = useText();
  const close = () => panels.patch({ shortcuts: false });
  return (
    <Modal label={t.shortcuts.title} onClose={close}>
      <header class="d-shortcuts__head">
        <div>
          <h2>{t.shortcuts.title}</h2>
          <p>{t.shortcuts.lead}</p>
        </div>
        <IconButton icon={CLOSE} label={t.action.close} onClick={close} />
      </header>
      <div class="d-shortcuts" data-testid="shortcuts">
        {GROUPS.map(({ title, lines }) => (
          <section key={title}>
            <h3>{t.shortcuts[title]}</h3>
            <dl>
              {Object.entries(lines).map(([keys, name]) => (
                <div key={keys}>
                  <dt>{t.shortcuts[name]}</dt>
                  <dd>
                    <Keys combination={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

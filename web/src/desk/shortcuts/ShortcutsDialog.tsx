import { useLanguage } from "../../kit/i18n";
import { CLOSE } from "../../kit/icons";
import { IconButton } from "../../kit/ui/IconButton";
import { panels } from "../state/panels";
import { useText } from "../text";
import { Keys } from "../ui/Keys";
import { Modal } from "../ui/Modal";
import { shortcutGroups } from "./groups";
import "./shortcuts.css";

export function ShortcutsDialog() {
  const t = useText();
  const language = useLanguage();
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
        {shortcutGroups(language).map(({ id, title, lines }) => (
          <section key={id}>
            <h3>{title}</h3>
            <dl>
              {lines.map(({ keys, words }) => (
                <div key={keys}>
                  <dt>{words}</dt>
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

import { useLanguage } from "../../../../kit/i18n";
import { PENCIL } from "../../../../kit/icons";
import { Icon } from "../../../../kit/ui/Icon";
import { hrefFor } from "../../../state/route";
import { SECTION, select } from "../select";
import type { Edit } from "../state/editor";
import { useText } from "../text";
import { titleIn } from "./titles";

/** An article that was begun and not saved yet. */
export function NewRow({ id, edit, current, tabStop }: { id: string; edit: Edit; current: boolean; tabStop: boolean }) {
  const t = useText().knowledge;
  const language = useLanguage();
  return (
    <li>
      <a
        class="d-row"
        href={hrefFor({ section: SECTION, id })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="article-row"
        data-id={id}
        onClick={(event) => {
          event.preventDefault();
          select(id);
        }}
      >
        <span class="n-mark">
          <Icon path={PENCIL} size={18} />
        </span>
        <span class="d-row__top">
          <span class="d-row__name">{titleIn(edit.contents.title, language) || t.newTitle}</span>
        </span>
        <span class="d-row__words">{t.newTitle}</span>
        <span class="d-row__foot">
          <span class="d-status d-status--warn">{t.state.unsaved}</span>
        </span>
      </a>
    </li>
  );
}

import { Icon } from "../../../kit/ui/Icon";
import { hrefFor } from "../../state/route";
import { useAgent } from "../../state/session";
import { moveAlongRows } from "../../ui/rowKeys";
import { SECTION, select } from "./select";
import { subjectsOf } from "./subjects";
import { useText } from "./text";
import "../../ui/list.css";
import "../../ui/row.css";
import "./administration.css";

/** The left pane: what can be set up. */
export function AdministrationListPane({ id: current }: { id: string | null }) {
  const t = useText().administration;
  const subjects = subjectsOf(useAgent());
  const tabStop = subjects.some(({ id }) => id === current) ? current : subjects[0]?.id;
  return (
    <nav class="d-list" aria-label={t.section.name}>
      <header class="d-list__head a-head">
        <h2>{t.section.name}</h2>
      </header>
      <div class="d-list__scroll">
        <ul class="d-rows" onKeyDown={moveAlongRows}>
          {subjects.map(({ id, icon }) => (
            <li key={id}>
              <a
                class="d-row a-row"
                href={hrefFor({ section: SECTION, id })}
                tabIndex={id === tabStop ? 0 : -1}
                aria-current={id === current ? "true" : undefined}
                data-id={id}
                data-testid={`subject-${id}`}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  select(id);
                }}
              >
                <span class="a-row__icon">
                  <Icon path={icon} size={18} />
                </span>
                <span class="d-row__name">{t.subjects[id].name}</span>
                <span class="d-row__words">{t.subjects[id].hint}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

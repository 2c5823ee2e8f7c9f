import type { TargetedKeyboardEvent } from "preact";
import { CLOSE, SEARCH } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Icon } from "../../../../kit/ui/Icon";
import { IconButton } from "../../../../kit/ui/IconButton";
import { cases, filterCases, firstFound } from "../state/list";
import { selectCase } from "../state/select";
import { useText } from "../text";

/** Finds a case by a part of its reference; Enter opens the first one found. */
export function CaseSearch() {
  const t = useText();
  const { filter } = useStore(cases);

  const openFirst = async () => {
    const first = await firstFound();
    if (first) selectCase(first.reference);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && filter.words.trim()) void openFirst();
    if (event.key !== "Escape" || !filter.words) return;
    event.stopPropagation();
    filterCases({ words: "" });
  };

  return (
    <header class="d-list__head">
      <label class="d-find">
        <Icon path={SEARCH} size={16} />
        <input
          type="text"
          value={filter.words}
          placeholder={t.cases.search}
          aria-label={t.cases.search}
          autocomplete="off"
          spellcheck={false}
          maxLength={64}
          data-testid="case-search"
          onInput={(event) => filterCases({ words: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        {filter.words && <IconButton icon={CLOSE} size={14} label={t.cases.clear} onClick={() => filterCases({ words: "" })} />}
      </label>
    </header>
  );
}

import { useEffect, useRef } from "preact/hooks";
import { useLanguage } from "../../kit/i18n";
import { LOOP } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { AgentMenu } from "../agent/AgentMenu";
import { sections } from "../sections/registry";
import type { Section } from "../sections/section";
import { here, hrefFor, visit } from "../state/route";
import { useText } from "../text";
import "./rail.css";

function Stop({ section }: { section: Section }) {
  const { id, icon, keys } = section;
  const { name, short } = section.words[useLanguage()];
  const { count, words, tone } = section.useWaiting();
  const current = useStore(here).section === id;
  const stop = useRef<HTMLAnchorElement>(null);
  // On a phone the stops slide.
  useEffect(() => {
    if (current) stop.current?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <a
      ref={stop}
      class="d-rail__stop"
      href={hrefFor({ section: id, id: null })}
      aria-current={current ? "page" : undefined}
      title={`${name} (${keys})${count ? `\n${words}` : ""}`}
      data-testid={`section-${id}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        visit(id);
      }}
    >
      <span class="d-rail__icon">
        <Icon path={icon} size={21} />
        {count > 0 && <span class={`d-rail__count d-rail__count--${tone}`} aria-hidden="true">{count > 99 ? "99+" : count}</span>}
      </span>
      <span>
        {short}
        {count > 0 && <span class="visually-hidden">, {words}</span>}
      </span>
    </a>
  );
}

/** The way between the desk's sections; at the foot of the screen on a phone. */
export function Rail() {
  const t = useText().nav;
  return (
    <nav class="d-rail" aria-label={t.label}>
      <span class="d-rail__mark">
        <Icon path={LOOP} size={20} />
      </span>
      <div class="d-rail__stops">
        {sections().map((section) => (
          <Stop key={section.id} section={section} />
        ))}
      </div>
      <span class="d-rail__end">
        <AgentMenu />
      </span>
    </nav>
  );
}

import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../../kit/store";
import type { FoundItem } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { hrefFor } from "../../state/route";
import { photoOf } from "./api";
import { FitView } from "./FitView";
import { LinkDialog } from "./LinkDialog";
import { SECTION, select } from "./select";
import { loadForCase, ofCases } from "./state";
import { StateMark } from "./StateMark";
import { useText } from "./text";
import "./found.css";

function ItemLink({ item }: { item: FoundItem }) {
  return (
    <a
      class="f-item"
      href={hrefFor({ section: SECTION, id: item.number })}
      data-testid="found-item-link"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        select(item.number);
      }}
    >
      {item.has_photo && <img src={photoOf(item.number, item.version)} alt="" loading="lazy" decoding="async" />}
      <span class="f-item__words">
        <strong>{item.what}</strong>
        <span>{[item.features, item.place].filter(Boolean).join(" · ")}</span>
        <span class="f-item__foot">
          <span class="d-code">{item.number}</span> <StateMark state={item.state} />
        </span>
      </span>
    </a>
  );
}

/** Beside a case that misses something: what was found for it. `version`: of the case, which is asked anew when it moves. */
export function FoundForCase({ reference, version }: { reference: string; version: number }) {
  const t = useText().found;
  const found = useStore(ofCases)[reference];
  const [number, setNumber] = useState<string | null>(null);
  useEffect(() => void loadForCase(reference), [reference, version]);
  if (!found) return null;
  return (
    <section class="d-card" data-testid="found-for-case">
      <h2 class="d-case__title">{t.forCase}</h2>
      {found.linked && <ItemLink item={found.linked} />}
      {!found.linked && found.matches.length === 0 && <p class="d-section__nothing">{t.forCaseNone}</p>}
      {found.matches.map(({ item, fit }) => (
        <article key={item.number} class="f-match">
          <ItemLink item={item} />
          <FitView fit={fit} />
          <Button size="sm" look="primary" data-testid="found-link" onClick={() => setNumber(item.number)}>
            {t.isIt}
          </Button>
        </article>
      ))}
      {number && <LinkDialog number={number} reference={reference} onClose={() => setNumber(null)} />}
    </section>
  );
}

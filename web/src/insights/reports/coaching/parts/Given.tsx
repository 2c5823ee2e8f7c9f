import { useState } from "preact/hooks";
import { ApiError } from "../../../../kit/http";
import { useLanguage } from "../../../../kit/i18n";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { Table } from "../../../parts/Panel";
import { share } from "../state";
import { useText } from "../text";
import type { Criterion, Scorecard } from "../types";

/** What both gave, side by side, and whether the team sees it. */
export function Given({ card, criteria }: { card: Scorecard; criteria: readonly Criterion[] }) {
  const t = useText();
  const language = useLanguage();
  return (
    <div class="c-given">
      <Table label={t.cards} head={[t.criterion, ...card.ratings.map(({ rater }) => rater ?? t.none)]}>
        {criteria.map(({ name, label }) => (
          <tr key={name}>
            <th scope="row">{label[language]}</th>
            {card.ratings.map(({ at, scores }) => (
              <td key={at} class="i-table__number">
                {scores[name] ?? t.none}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      {card.ratings.map(({ at, rater, note }) => note && <blockquote key={at} class="c-note">{`${note} — ${rater ?? ""}`}</blockquote>)}
      {card.raters === 2 && <Sharing card={card} />}
    </div>
  );
}

function Sharing({ card }: { card: Scorecard }) {
  const t = useText();
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const turn = async (): Promise<void> => {
    setState({ busy: true, problem: null });
    const problem = await share(card.id, card.shared_at === null).then(
      () => null,
      (error: unknown) => (error instanceof ApiError && t.problems[error.code]) || t.unsaved,
    );
    setState({ busy: false, problem });
  };
  return (
    <div class="c-picking">
      <Button size="sm" busy={state.busy} disabled={card.seen_at === null} data-testid="share" onClick={() => void turn()}>
        {card.shared_at ? t.unshare : t.share}
      </Button>
      {card.seen_at === null && <p class="i-note">{t.shareHint}</p>}
      {state.problem && <Banner tone="danger">{state.problem}</Banner>}
    </div>
  );
}

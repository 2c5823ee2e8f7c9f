import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { placeOf } from "../day";
import { query } from "../state";
import { useText } from "../text";
import type { Block } from "../types";

const HOURS = [0, 6, 12, 18, 24] as const;
const from = ({ start }: Block): string => start.slice(0, 5);
const to = ({ end }: Block): string => (end.startsWith("00:00") ? "24:00" : end.slice(0, 5));

/** The shifts that would cover the day, each as a bar from its beginning to its end. */
export function Proposal({ blocks }: { blocks: readonly Block[] }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  if (!blocks.length) {
    return (
      <Panel id="proposal" title={t.proposal}>
        <p class="i-note">{t.noProposal}</p>
      </Panel>
    );
  }
  return (
    <Panel id="proposal" title={t.proposal} hint={t.proposalHint} csv={tableHref(asked, "proposal", language)} chart={<Bars blocks={blocks} />}>
      <Table label={t.proposal} head={[t.from, t.to, t.count]} words={2}>
        {blocks.map((one) => (
          <tr key={`${one.start}${one.end}`}>
            <th scope="row">{from(one)}</th>
            <td>{to(one)}</td>
            <td class="i-table__number i-table__strong">{one.people}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

function Bars({ blocks }: { blocks: readonly Block[] }) {
  const t = useText();
  return (
    <div class="s-bars">
      <ul class="s-bars__list" aria-label={t.proposal}>
        {blocks.map((one) => {
          const place = placeOf(one.start);
          return (
            <li key={`${one.start}${one.end}`} class="s-bars__row">
              <span class="s-bars__words">{t.block(from(one), to(one), one.people)}</span>
              <span class="s-bars__day" aria-hidden="true">
                <span class="s-bars__one" style={{ "--at": place, "--long": placeOf(one.end, true) - place }} />
              </span>
            </li>
          );
        })}
      </ul>
      <div class="s-bars__row" aria-hidden="true">
        <span class="s-bars__words" />
        <span class="s-bars__day s-bars__day--hours">
          {HOURS.map((hour) => (
            <span key={hour} class="s-bars__hour" style={{ "--at": hour / 24 }}>
              {hour}
            </span>
          ))}
        </span>
      </div>
    </div>
  );
}

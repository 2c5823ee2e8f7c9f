import { useStore } from "../../../../kit/store";
import { list, shownRows, summaries } from "../state/list";
import { seen } from "../state/seen";
import { selected } from "../state/threads";
import { useText } from "../text";
import { moveAlongRows } from "../../../ui/rowKeys";
import { Row } from "./Row";

/** The rows; arrow keys move between them, and one of them is in the tab order. */
export function Rows() {
  const t = useText();
  useStore(list);
  useStore(summaries);
  useStore(seen);
  const current = useStore(selected);
  const rows = shownRows();
  const tabStop = rows.some(({ id }) => id === current) ? current : rows[0]?.id;
  return (
    <ul class="d-rows" aria-label={t.list.shown(rows.length)} onKeyDown={moveAlongRows}>
      {rows.map((summary) => (
        <Row key={summary.id} summary={summary} current={summary.id === current} tabStop={summary.id === tabStop} />
      ))}
    </ul>
  );
}

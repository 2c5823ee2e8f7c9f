import { useMemo } from "preact/hooks";
import { useLanguage, useTexts } from "../kit/i18n";
import { useStore } from "../kit/store";
import { dayLabel } from "../kit/time";
import { FormRow } from "./FormRow";
import { Group } from "./Group";
import type { ChatModel } from "./model";
import { texts } from "./texts";
import { rowsOf, type Row } from "./thread";

function RowView({ row, model }: { row: Row; model: ChatModel }) {
  const text = useTexts(texts);
  const language = useLanguage();
  switch (row.type) {
    case "day":
      return (
        <p class="c-day">
          <time dateTime={row.at}>{dayLabel(row.at, language)}</time>
        </p>
      );
    case "fresh":
      return <p class="c-line c-line--fresh">{text.fresh}</p>;
    case "activity": {
      const { activity, name } = row.message.data;
      return (
        <p class="c-line" data-author="system" data-seq={row.message.seq} data-kind="text">
          {activity && activity in text.activity ? text.activity[activity](name ?? undefined) : row.message.body}
        </p>
      );
    }
    case "form":
      return <FormRow message={row.message} newest={row.newest} model={model} />;
    case "group":
      return <Group row={row} model={model} />;
  }
}

export function Rows({ model }: { model: ChatModel }) {
  const { messages, pending } = useStore(model.state);
  const rows = useMemo(() => rowsOf(messages, pending), [messages, pending]);
  return rows.map((row) => <RowView key={row.key} row={row} model={model} />);
}

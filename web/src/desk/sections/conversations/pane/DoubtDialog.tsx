import { useStore } from "../../../../kit/store";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { doubted, giveBack, resolve } from "../state/moves";
import { useText } from "../text";

/** Asks before a conversation leaves the agent's hands with something unfinished in it. */
export function DoubtDialog({ id }: { id: string }) {
  const t = useText();
  const doubt = useStore(doubted);
  if (doubt?.id !== id) return null;
  const perform = doubt.move === "resolve" ? resolve : giveBack;
  return (
    <ConfirmDialog
      title={t.doubt[doubt.why].title}
      text={t.doubt[doubt.why].text}
      confirm={t.doubt[doubt.move]}
      onConfirm={() => void perform(id, { sure: true })}
      onClose={() => doubted.set(null)}
    />
  );
}

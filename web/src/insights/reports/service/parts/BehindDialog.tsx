import { Modal } from "../../../../desk/ui/Modal";
import { CLOSE } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { IconButton } from "../../../../kit/ui/IconButton";
import { hideBehind, loadBehind, results, showBehind, type Shown } from "../state";
import { useText } from "../text";
import { TalkList } from "./TalkList";

/** The conversations behind a figure. */
export function BehindDialog({ behind }: { behind: Shown }) {
  const t = useText();
  const { report } = useStore(results);
  const { meant, title } = behind;
  const unit = report?.metrics.find(({ slug }) => slug === meant.metric)?.unit;
  return (
    <Modal label={title} onClose={hideBehind}>
      <div class="s-dialog">
        <header class="s-dialog__head">
          <h2>{title}</h2>
          <IconButton icon={CLOSE} label={t.close} onClick={hideBehind} />
        </header>
        {unit === "share" && (
          <div class="i-segments" role="group" aria-label={t.which}>
            {[true, false].map((counted) => (
              <button type="button" key={String(counted)} class="i-segments__one" aria-pressed={meant.counted === counted} onClick={() => showBehind({ ...meant, counted }, title)}>
                {counted ? t.counted : t.others}
              </button>
            ))}
          </div>
        )}
        <div class="s-dialog__list" data-testid="behind" data-phase={behind.phase}>
          <TalkList listed={behind} empty={t.noneBehind} unit={unit} onMore={() => void loadBehind()} />
        </div>
      </div>
    </Modal>
  );
}

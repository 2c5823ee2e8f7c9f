import { useState } from "preact/hooks";
import { SCAN } from "../../../../kit/icons";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { Panel } from "../../../parts/Panel";
import { Select } from "../../../parts/Select";
import { pick } from "../state";
import { useText } from "../text";

const EACH = [1, 2, 3, 5, 10] as const;
const DAYS = [7, 14, 30, 90] as const;

/** How many of each agent's, of which days. */
export function Picking() {
  const t = useText();
  const [wanted, setWanted] = useState({ each: 2, days: 14 });
  const [state, setState] = useState<{ busy: boolean; picked: number | "failed" | null }>({ busy: false, picked: null });
  const go = async (): Promise<void> => {
    setState({ busy: true, picked: null });
    const picked = await pick(wanted.each, wanted.days).catch(() => "failed" as const);
    setState({ busy: false, picked });
  };
  return (
    <Panel id="picking" title={t.picking} hint={t.pickingHint}>
      <div class="c-picking">
        <Select label={t.perAgent} value={String(wanted.each)} options={EACH.map((one) => ({ value: String(one), words: String(one) }))} testId="pick-each" onChoose={(value) => setWanted({ ...wanted, each: Number(value) })} />
        <Select label={t.days} value={String(wanted.days)} options={DAYS.map((one) => ({ value: String(one), words: t.lastDays(one) }))} testId="pick-days" onChoose={(value) => setWanted({ ...wanted, days: Number(value) })} />
        <Button icon={SCAN} busy={state.busy} data-testid="pick" onClick={() => void go()}>
          {t.pick}
        </Button>
      </div>
      {state.picked !== null && <Banner tone={state.picked === "failed" ? "danger" : "info"}>{state.picked === "failed" ? t.unsaved : t.picked(state.picked)}</Banner>}
    </Panel>
  );
}

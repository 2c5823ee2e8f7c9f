import { RETRY } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { decimal } from "../../../format";
import { Panel } from "../../../parts/Panel";
import { clock, USUAL } from "../query";
import { ask, query } from "../state";
import { useText } from "../text";

/** A disrupted day: so many times as many between two times. */
export function WhatIf() {
  const t = useText();
  const language = useLanguage();
  const { times, start, end } = useStore(query);
  const said = times === 1 ? t.asUsual : t.timesOf(decimal(times, language, Number.isInteger(times) ? 0 : 1));
  const reset = (
    <Button look="quiet" size="sm" icon={RETRY} disabled={times === 1} data-testid="as-usual" onClick={() => ask({ times: USUAL.times })}>
      {t.reset}
    </Button>
  );
  return (
    <Panel id="what-if" title={t.whatIf} hint={t.whatIfHint} tools={reset}>
      <div class="s-sliders">
        <Slider label={t.times} said={said} value={times} min={0.5} max={5} step={0.1} testId="times" onMove={(value) => ask({ times: value })} />
        <Slider label={t.start} said={clock(start)} value={start} min={0} max={47} step={1} testId="start" onMove={(value) => ask({ start: value, end: Math.max(end, value + 1) })} />
        <Slider label={t.end} said={clock(end)} value={end} min={1} max={48} step={1} testId="end" onMove={(value) => ask({ end: value, start: Math.min(start, value - 1) })} />
      </div>
    </Panel>
  );
}

interface SliderProps {
  label: string;
  said: string;
  value: number;
  min: number;
  max: number;
  step: number;
  testId: string;
  onMove: (value: number) => void;
}

function Slider({ label, said, testId, onMove, ...range }: SliderProps) {
  return (
    <label class="s-slider">
      <span class="s-slider__label">
        {label}
        <output>{said}</output>
      </span>
      <input type="range" {...range} aria-valuetext={said} data-testid={testId} onInput={(event) => onMove(event.currentTarget.valueAsNumber)} />
    </label>
  );
}

interface NumberFieldProps {
  label: string;
  /** Null: as `usual`, which stands there in grey. */
  value: number | null;
  usual: string;
  min: number;
  max: number;
  step: number;
  testId?: string;
  onChoose: (value: number | null) => void;
}

/** A number that may be left to what is usual. */
export function NumberField({ label, value, usual, min, max, step, testId, onChoose }: NumberFieldProps) {
  return (
    <label class="i-field s-number">
      <span>{label}</span>
      <input
        class="i-field__input"
        type="number"
        inputMode="decimal"
        value={value ?? ""}
        placeholder={usual}
        min={min}
        max={max}
        step={step}
        data-testid={testId}
        onChange={({ currentTarget: field }) => field.validity.valid && onChoose(field.value === "" ? null : field.valueAsNumber)}
      />
    </label>
  );
}

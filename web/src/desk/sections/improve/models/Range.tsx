interface RangeProps {
  low: number;
  value: number;
  high: number;
}

/** A share as a dot, and its interval as a line; the numbers stand beside it. */
export function Range({ low, value, high }: RangeProps) {
  return (
    <svg class="m-range" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <line class="m-range__all" x1="0" x2="100" y1="5" y2="5" />
      <line class="m-range__line" x1={100 * low} x2={100 * high} y1="5" y2="5" />
      <line class="m-range__dot" x1={100 * value} x2={100 * value} y1="5" y2="5" />
    </svg>
  );
}

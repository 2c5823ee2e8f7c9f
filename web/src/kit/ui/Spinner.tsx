import "./spinner.css";

export function Spinner({ size = 20 }: { size?: number }) {
  return <span class="k-spinner" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true" />;
}

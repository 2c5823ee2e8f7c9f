import "./spinner.css";

/** A grey stand-in for something that is loading. */
export function Skeleton({ width = "100%", height = "1em", radius }: { width?: string; height?: string; radius?: string }) {
  return <span class="k-skeleton" style={{ width, height, ...(radius && { borderRadius: radius }) }} aria-hidden="true" />;
}

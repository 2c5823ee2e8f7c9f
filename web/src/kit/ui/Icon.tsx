import "./icon.css";

interface IconProps {
  /** One of the constants in kit/icons. */
  path: string;
  size?: number;
  /** Give a label only when no text beside the icon says the same. */
  label?: string;
  class?: string;
}

export function Icon({ path, size = 20, label, class: extra = "" }: IconProps) {
  return (
    <svg class={`k-icon ${extra}`} width={size} height={size} viewBox="0 0 24 24" role={label ? "img" : undefined} aria-label={label} aria-hidden={label ? undefined : "true"}>
      <path d={path} />
    </svg>
  );
}

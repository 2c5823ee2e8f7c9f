import "./hero.css";

/** A paper lantern, lit. */
export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg class="la-logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path class="la-logo__cord" d="M16 2v4M16 26v4" />
      <path class="la-logo__cap" d="M11.5 6h9v2.2h-9zM11.5 23.8h9V26h-9z" />
      <path class="la-logo__paper" d="M10.5 8.2h11c3 2 4.5 4.7 4.5 7.8s-1.5 5.8-4.5 7.8h-11C7.5 21.8 6 19.1 6 16s1.5-5.8 4.5-7.8Z" />
      <path class="la-logo__rib" d="M13 8.5c-1.5 4.6-1.5 10.4 0 15M19 8.5c1.5 4.6 1.5 10.4 0 15" />
    </svg>
  );
}

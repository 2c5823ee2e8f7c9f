/** Dusk over the hills, lanterns rising, one aircraft. Drawn for this page. */

interface LanternProps {
  x: number;
  y: number;
  size: number;
  layer: "near" | "middle" | "far";
  /** On narrow screens words fill the width, so other lanterns fly, where there is room. */
  screen: "wide" | "narrow";
}

const LANTERNS: LanternProps[] = [
  { x: 1105, y: 300, size: 1.5, layer: "near", screen: "wide" },
  { x: 1380, y: 395, size: 1.05, layer: "near", screen: "wide" },
  { x: 1300, y: 165, size: 0.9, layer: "middle", screen: "wide" },
  { x: 1520, y: 270, size: 0.62, layer: "middle", screen: "wide" },
  { x: 1235, y: 425, size: 0.5, layer: "far", screen: "wide" },
  { x: 1010, y: 425, size: 0.4, layer: "far", screen: "wide" },
  { x: 1438, y: 120, size: 0.4, layer: "far", screen: "wide" },
  { x: 1205, y: 118, size: 0.32, layer: "far", screen: "wide" },
  { x: 1222, y: 270, size: 0.34, layer: "far", screen: "wide" },
  { x: 1500, y: 560, size: 0.85, layer: "near", screen: "narrow" },
  { x: 1350, y: 545, size: 0.42, layer: "middle", screen: "narrow" },
  { x: 1560, y: 455, size: 0.34, layer: "far", screen: "narrow" },
  { x: 1425, y: 500, size: 0.26, layer: "far", screen: "narrow" },
];

const STARS = [90, 44, 210, 120, 330, 36, 470, 92, 585, 30, 640, 150, 760, 46, 905, 40, 1080, 66, 1290, 34, 1500, 90, 150, 210, 420, 190, 1555, 160];

function Lantern({ x, y, size, layer, screen }: LanternProps) {
  return (
    <g class={`la-sky__${screen}`} transform={`translate(${x} ${y}) scale(${size})`}>
      <g class={`la-lantern la-lantern--${layer}`}>
        <circle r="92" fill="url(#glow)" />
        <path d="M-21-40h42c13 18 17 44 10 78-2 8-8 12-16 12h-30c-8 0-14-4-16-12-7-34-3-60 10-78Z" fill="url(#paper)" />
        <path d="M-8-40c-6 26-7 58-3 90M8-40c6 26 7 58 3 90" stroke="#a33a12" stroke-opacity=".35" stroke-width="1.5" fill="none" />
        <ellipse cy="50" rx="15" ry="4" fill="#fff0c2" />
      </g>
    </g>
  );
}

export function Sky() {
  const stars = STARS.flatMap((x, index) => (index % 2 === 0 ? [{ x, y: STARS[index + 1] ?? 0 }] : []));
  return (
    <svg class="la-sky" viewBox="0 0 1600 760" preserveAspectRatio="xMaxYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#06171f" />
          <stop offset=".42" stop-color="#0a3742" />
          <stop offset=".7" stop-color="#1d5a5f" />
          <stop offset=".86" stop-color="#8a6a4d" />
          <stop offset="1" stop-color="#d88a4a" />
        </linearGradient>
        <radialGradient id="sun" cx=".72" cy="1" r=".6">
          <stop offset="0" stop-color="#ffc071" stop-opacity=".75" />
          <stop offset="1" stop-color="#ffc071" stop-opacity="0" />
        </radialGradient>
        <radialGradient id="glow">
          <stop offset="0" stop-color="#ffb55a" stop-opacity=".55" />
          <stop offset=".5" stop-color="#ff9a3d" stop-opacity=".16" />
          <stop offset="1" stop-color="#ff9a3d" stop-opacity="0" />
        </radialGradient>
        <linearGradient id="paper" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#e2571f" />
          <stop offset=".55" stop-color="#f58a36" />
          <stop offset="1" stop-color="#ffd68a" />
        </linearGradient>
        <linearGradient id="trail" x1="0" y1="0" x2="1" y2="0">
          <stop offset="0" stop-color="#fff" stop-opacity="0" />
          <stop offset="1" stop-color="#fff" stop-opacity=".7" />
        </linearGradient>
      </defs>
      <rect width="1600" height="760" fill="url(#dusk)" />
      <rect width="1600" height="760" fill="url(#sun)" />
      <g fill="#fff">
        {stars.map(({ x, y }, index) => (
          <circle cx={x} cy={y} r={index % 3 === 0 ? 1.6 : 1} opacity={index % 2 ? 0.5 : 0.8} />
        ))}
      </g>
      <g class="la-sky__wide" transform="translate(-30 -78)">
        <path d="M620 232C760 190 900 168 1046 160" stroke="url(#trail)" stroke-width="2" fill="none" />
        <path d="m1046 160 16-4-9-13 6-1 17 11 17-2c6 0 9 2 9 4s-4 4-10 5l-17 2-13 17-6 1 4-16-11 1-5 7-4 1 2-10Z" fill="#fff" opacity=".92" />
      </g>
      {LANTERNS.map((lantern) => (
        <Lantern {...lantern} />
      ))}
      <path d="M0 640c180-60 330-36 470-8s260-62 420-64 250 58 390 46 220-58 320-52v198H0Z" fill="#0c3a40" opacity=".85" />
      <path d="M0 690c150-34 300-8 460 6s300-52 480-42 250 44 380 36 200-34 280-30v100H0Z" fill="#072428" />
    </svg>
  );
}

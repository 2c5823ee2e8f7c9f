/**
 * The look of launcher and panel. It lives in a shadow root as a constructed sheet: the website's styles stay out, and
 * a strict content security policy has nothing to object to. Values follow kit/tokens.css.
 */

export const SHEET = `
:host {
  all: initial;
  --accent: #0b6670;
  --on-accent: #ffffff;
  --surface: #ffffff;
  --edge: rgb(16 40 36 / 10%);
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :host { --accent: #63c8cf; --on-accent: #04262a; --surface: #111c1a; --edge: #2b3d3b; }
}
.launcher, .panel { position: fixed; z-index: var(--z); }
.launcher {
  bottom: max(var(--y), env(safe-area-inset-bottom)); right: max(var(--x), env(safe-area-inset-right));
  display: grid; place-items: center; width: 60px; height: 60px; margin: 0; padding: 0; border: 0; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); cursor: pointer;
  box-shadow: 0 2px 6px rgb(8 32 32 / 18%), 0 12px 32px rgb(8 32 32 / 26%);
  transition: transform 200ms cubic-bezier(.2,.8,.2,1), filter 120ms;
}
.launcher:hover { transform: translateY(-2px); filter: brightness(1.06); }
.launcher:active { transform: scale(.96); }
.launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.launcher svg {
  grid-area: 1 / 1; width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 1.75;
  stroke-linecap: round; stroke-linejoin: round; transition: opacity 160ms, transform 200ms;
}
.launcher .down, .open .launcher .chat { opacity: 0; transform: rotate(-30deg) scale(.6); }
.open .launcher .down { opacity: 1; transform: none; }
.badge {
  position: absolute; top: -3px; right: -3px; box-sizing: border-box; min-width: 23px; height: 23px; padding: 0 6px;
  border: 2px solid var(--surface); border-radius: 12px; background: #c8321f; color: #fff;
  font: 700 12px/19px ui-sans-serif, system-ui, sans-serif; text-align: center;
}
.badge[hidden] { display: none; }
.panel {
  bottom: calc(max(var(--y), env(safe-area-inset-bottom)) + 74px); right: max(var(--x), env(safe-area-inset-right));
  box-sizing: border-box; width: min(400px, 100vw - var(--x) - 20px); height: min(680px, 100dvh - var(--y) - 94px); overflow: hidden;
  border: 1px solid var(--edge); border-radius: 22px; background: var(--surface);
  box-shadow: 0 4px 10px rgb(8 32 32 / 8%), 0 28px 64px rgb(8 32 32 / 24%);
  transform-origin: bottom right; transition: opacity 180ms, transform 220ms cubic-bezier(.2,.8,.2,1), visibility 0s;
}
.root:not(.open) .panel { visibility: hidden; opacity: 0; transform: translateY(14px) scale(.97); transition-delay: 0s, 0s, 220ms; }
.panel iframe { display: block; width: 100%; height: 100%; border: 0; background: var(--surface); color-scheme: inherit; }
.left .launcher, .left .panel { right: auto; left: max(var(--x), env(safe-area-inset-left)); }
.left .panel { transform-origin: bottom left; }
@media (max-width: 480px) {
  .panel, .left .panel { inset: 0; width: auto; height: 100dvh; border: 0; border-radius: 0; }
  .open .launcher { display: none; }
}
@media (prefers-reduced-motion: reduce) {
  .launcher, .launcher svg, .panel { transition: none !important; }
}
@media print { .root { display: none; } }
`;

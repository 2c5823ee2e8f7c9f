/** The time of day for what ticks on the screen: one timer for all of it. */
import { Store } from "../../kit/store";

export const seconds = new Store(Date.now());
export const minutes = new Store(Date.now());

export function startClock(): () => void {
  const tick = setInterval(() => {
    seconds.set(Date.now());
    if (seconds.value - minutes.value >= 30_000) minutes.set(seconds.value);
  }, 1_000);
  return () => clearInterval(tick);
}

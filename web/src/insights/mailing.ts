/** Which reports come to one's own address, and how often. */
import { call } from "../desk/api";
import type { Schemas } from "../kit/api/narrow";
import type { Language } from "../kit/api/types";
import { Store } from "../kit/store";

export type Subscription = Schemas["SubscriptionOut"];
export type Pace = Subscription["pace"];
type Listed = Schemas["SubscriptionsOut"];

/** Null until they are known. */
export const subscriptions = new Store<{ list: Subscription[] | null }>({ list: null });

export async function loadSubscriptions(): Promise<void> {
  const found = await call<Listed>("/insights/subscriptions").catch(() => null);
  if (found) subscriptions.set({ list: found.subscriptions });
}

/** Have one sent, or not any more; says whether that was kept. */
export async function subscribe(report: Subscription["report"], questionnaire: string | null, pace: Pace | null, language: Language): Promise<boolean> {
  try {
    const found = await call<Listed>("/insights/subscriptions", { method: "PUT", body: { report, questionnaire, pace, language } });
    subscriptions.set({ list: found.subscriptions });
    return true;
  } catch {
    return false;
  }
}

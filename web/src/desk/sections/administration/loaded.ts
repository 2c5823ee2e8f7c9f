/** What a page of this section has fetched, and how something is done there. */
import { useEffect, useState } from "preact/hooks";
import { explain, notify } from "../../state/notices";

export interface Loaded<T> {
  phase: "loading" | "ready" | "failed";
  value: T | null;
  reload: () => Promise<void>;
}

/** Fetch when the page is shown, and again when asked. What was there stays while something newer comes. */
export function useLoaded<T>(fetch: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ phase: Loaded<T>["phase"]; value: T | null }>({ phase: "loading", value: null });
  const reload = async () => {
    try {
      setState({ phase: "ready", value: await fetch() });
    } catch {
      setState((before) => ({ ...before, phase: before.value === null ? "failed" : "ready" }));
    }
  };
  useEffect(() => void reload(), []);
  return { ...state, reload };
}

/** Do one thing at a time: whether something is being done, and the way to do it. What fails is said; true when it did not. */
export function useDeed(own: Readonly<Record<string, string>> = {}): [boolean, (work: () => Promise<unknown>, done?: string) => Promise<boolean>] {
  const [busy, setBusy] = useState(false);
  const perform = async (work: () => Promise<unknown>, done?: string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    try {
      await work();
      if (done) notify(done);
      return true;
    } catch (error) {
      notify(explain(error, own), "danger");
      return false;
    } finally {
      setBusy(false);
    }
  };
  return [busy, perform];
}

/** A value that components can watch. */
import { useLayoutEffect, useState } from "preact/hooks";

export class Store<T> {
  #value: T;
  #watchers = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const watcher of Array.from(this.#watchers)) watcher();
  }

  patch(changes: Partial<T>): void {
    this.set({ ...this.#value, ...changes });
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

/** Re-render when the store changes. */
export function useStore<T>(store: Store<T>): T {
  const [, render] = useState({});
  const seen = store.value;
  useLayoutEffect(() => {
    // It may have changed between rendering and now.
    if (!Object.is(seen, store.value)) render({});
    return store.watch(() => render({}));
  }, [store]);
  return seen;
}

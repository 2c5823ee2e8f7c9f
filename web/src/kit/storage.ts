/** Browser storage that never throws: where it is forbidden (some third-party frames), values live as long as the page. */

export interface Shelf {
  get<T>(key: string): T | null;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  /** All keys that begin with `prefix`. */
  keys(prefix: string): string[];
}

function shelf(find: () => Storage): Shelf {
  const memory = new Map<string, string>();
  const native = attempt(find);
  const read = (key: string): string | null => attempt(() => native?.getItem(key)) ?? memory.get(key) ?? null;
  return {
    get<T>(key: string): T | null {
      const text = read(key);
      return text === null ? null : attempt(() => JSON.parse(text) as T);
    },
    set(key, value) {
      const text = JSON.stringify(value);
      if (attempt(() => (native?.setItem(key, text), native)) === null) memory.set(key, text);
    },
    remove(key) {
      memory.delete(key);
      attempt(() => native?.removeItem(key));
    },
    keys(prefix) {
      const stored = attempt(() => Object.keys(native ?? {})) ?? [];
      return [...new Set([...stored, ...memory.keys()])].filter((key) => key.startsWith(prefix));
    },
  };
}

function attempt<T>(job: () => T): T | null {
  try {
    return job() ?? null;
  } catch {
    return null;
  }
}

/** Survives closing the browser. */
export const lasting = shelf(() => localStorage);
/** Ends with the tab. */
export const fleeting = shelf(() => sessionStorage);

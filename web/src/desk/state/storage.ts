/** Small things remembered in this browser. Storage may be full or forbidden; the desk then works without memory. */

const PREFIX = "serviceloop.desk.";

export function recall<T>(key: string, fallback: T): T {
  try {
    const stored = localStorage.getItem(PREFIX + key);
    return stored === null ? fallback : (JSON.parse(stored) as T);
  } catch {
    return fallback;
  }
}

/** Remember a value; null forgets it. */
export function remember(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // nothing to do: the value lasts as long as the page
  }
}

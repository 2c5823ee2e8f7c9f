/** Airports for what is being typed, and the names of those already known. */
import { useEffect, useState } from "preact/hooks";
import type { Place } from "../../../kit/api/forms";
import type { Language } from "../../../kit/api/types";
import type { FormServer } from "../server";

const PAUSE_MS = 180;
const names = new Map<string, Place>();
const asked = new Set<string>();

export function usePlaces(server: FormServer, typed: string, language: Language) {
  const [found, setFound] = useState<{ places: Place[]; status: "searching" | "found" | "failed" }>({ places: [], status: "searching" });
  const [, learned] = useState(0);
  const query = typed.trim();

  const remember = (places: Place[]): void => places.forEach((place) => names.set(`${language} ${place.code}`, place));

  useEffect(() => {
    if (!query) return setFound({ places: [], status: "searching" });
    const abort = new AbortController();
    const timer = setTimeout(() => {
      server.places(query, language, abort.signal).then(
        (places) => {
          remember(places);
          setFound({ places, status: "found" });
        },
        () => abort.signal.aborted || setFound({ places: [], status: "failed" }),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, language]);

  /** The place with this code, once the server has told us about it. */
  const nameOf = (code: string): Place | undefined => {
    const key = `${language} ${code}`;
    if (!names.has(key) && !asked.has(key)) {
      asked.add(key);
      void server.places(code, language).then(
        (places) => {
          remember(places);
          learned((count) => count + 1);
        },
        () => asked.delete(key),
      );
    }
    return names.get(key);
  };
  return { ...found, nameOf };
}

import { useEffect, useState } from "preact/hooks";

const TYPING_MS = 180;

/** What the server finds for these words once typing pauses; nothing before something was typed. `find` is a function of a module. */
export function useAsTyped<Thing>(words: string, find: (words: string) => Promise<Thing[]>): Thing[] {
  const [found, setFound] = useState<Thing[]>([]);
  useEffect(() => {
    if (!words) return setFound([]);
    let overtaken = false;
    const ask = setTimeout(() => {
      find(words).then(
        (things) => !overtaken && setFound(things),
        () => undefined,
      );
    }, TYPING_MS);
    return () => {
      overtaken = true;
      clearTimeout(ask);
    };
  }, [words, find]);
  return found;
}

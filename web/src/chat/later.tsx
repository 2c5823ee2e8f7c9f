/** Parts of the window that most conversations do without: their code comes when they are first needed. */
import { useEffect, useState } from "preact/hooks";
import { RETRY } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { Button } from "../kit/ui/Button";
import { Skeleton } from "../kit/ui/Skeleton";
import { texts } from "./texts";

export interface Later<T> {
  part: T | null;
  failed: boolean;
  load: () => void;
}

/** A hook that has the part as soon as it is here; once fetched, it is there at once. */
export function later<T extends object>(fetch: () => Promise<T>): () => Later<T> {
  let known: T | null = null;
  return () => {
    const [state, setState] = useState<{ part: T | null; failed: boolean }>({ part: known, failed: false });
    const load = (): void => {
      setState({ part: known, failed: false });
      void fetch().then(
        (part) => setState({ part: (known = part), failed: false }),
        () => setState({ part: known, failed: true }),
      );
    };
    useEffect(() => {
      if (!known) load();
    }, []);
    return { ...state, load };
  };
}

/** What stands in its place until then, or when it did not come. */
export function Coming({ failed, load, words, height }: Pick<Later<object>, "failed" | "load"> & { words: { loading: string; failed: string }; height: string }) {
  const { again } = useTexts(texts).form;
  if (failed) {
    return (
      <p class="c-line" role="alert">
        {words.failed}{" "}
        <Button size="sm" icon={RETRY} onClick={load}>
          {again}
        </Button>
      </p>
    );
  }
  return (
    <div role="status">
      <span class="visually-hidden">{words.loading}</span>
      <Skeleton height={height} radius="18px" />
    </div>
  );
}

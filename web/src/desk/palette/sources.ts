/** What the palette searches: conversations of every state, and cases that the server finds. */
import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../kit/store";
import type { Summary } from "../../kit/types";
import { fetchCases, fetchList } from "../api";
import { queryOf } from "../rules/cases";
import { summaries } from "../state/list";
import type { CaseSummary } from "../types";

/** Fetched while the palette is open; what is known already is searched at once. */
export function useConversations(): Summary[] {
  const known = useStore(summaries);
  const [fetched, setFetched] = useState<Summary[]>([]);
  useEffect(() => {
    fetchList("all", "any").then(
      (answer) => setFetched(answer.conversations),
      () => undefined,
    );
  }, []);
  return Object.values({ ...Object.fromEntries(fetched.map((one) => [one.id, one])), ...known });
}

const TYPING_MS = 180;
const MOST_CASES = 6;

/** Cases whose reference, customer or title holds what was typed; none before something was. */
export function useFoundCases(words: string): CaseSummary[] {
  const [found, setFound] = useState<CaseSummary[]>([]);
  useEffect(() => {
    if (!words.trim()) return setFound([]);
    let overtaken = false;
    const ask = setTimeout(() => {
      fetchCases(queryOf({ tab: "open", kind: "", words })).then(
        ({ cases }) => !overtaken && setFound(cases.slice(0, MOST_CASES)),
        () => undefined,
      );
    }, TYPING_MS);
    return () => {
      overtaken = true;
      clearTimeout(ask);
    };
  }, [words]);
  return found;
}

/** Fetches a survey and keeps its answers with the server, one after another, as the customer goes. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, api } from "../http";
import type { Survey } from "../api/types";
import { type Answers, type Given, answersOf } from "./questionnaire";

export type Problem = "closed" | "wait" | "failed";
export type SurveyState = { phase: "loading" } | { phase: "missing" } | { phase: "failed" } | { phase: "ready"; survey: Survey };

const statusOf = (error: unknown): number => (error instanceof ApiError ? error.status : 0);

function problemOf(error: unknown): Problem {
  const status = statusOf(error);
  return status === 410 ? "closed" : status === 429 ? "wait" : "failed";
}

export function useSurvey(token: string, onChanged?: (survey: Survey) => void) {
  const [state, setState] = useState<SurveyState>({ phase: "loading" });
  const [answers, setAnswers] = useState<Answers>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(0);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  /** What the server has not confirmed yet. */
  const unsent = useRef(new Map<string, Given>());
  const address = `/v1/surveys/${encodeURIComponent(token)}`;

  const take = (survey: Survey): Survey => {
    setState({ phase: "ready", survey });
    onChanged?.(survey);
    return survey;
  };

  const load = async (): Promise<void> => {
    setState({ phase: "loading" });
    try {
      const survey = await api<Survey>(address);
      setAnswers(answersOf(survey));
      setState({ phase: "ready", survey });
    } catch (error) {
      setState({ phase: [404, 422].includes(statusOf(error)) ? "missing" : "failed" });
    }
  };

  /** One request after another: what was pressed last is what is kept. Says whether it was. */
  const inLine = (path: string, method: "PUT" | "POST", body?: unknown): Promise<boolean> => {
    setBusy((count) => count + 1);
    const turn = line.current.then(async () => {
      try {
        take(await api<Survey>(address + path, { method, ...(body !== undefined && { body }), retries: 2 }));
        setProblem(null);
        return true;
      } catch (error) {
        setProblem(problemOf(error));
        return false;
      } finally {
        setBusy((count) => count - 1);
      }
    });
    line.current = turn;
    return turn;
  };

  const save = async (...given: Given[]): Promise<boolean> => {
    setAnswers((before) => ({ ...before, ...Object.fromEntries(given.map((one) => [one.question, one])) }));
    for (const one of given) unsent.current.set(one.question, one);
    const kept = await inLine("/answers", "PUT", { answers: given });
    for (const one of given) if (unsent.current.get(one.question) === one) unsent.current.delete(one.question);
    return kept;
  };

  useEffect(() => {
    void load();
    // Whoever closes the page right after the last press has answered all the same.
    const leave = (): void => {
      const answers = [...unsent.current.values()];
      if (answers.length > 0) void fetch(`${address}/answers`, { method: "PUT", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ answers }) });
    };
    addEventListener("pagehide", leave);
    return () => removeEventListener("pagehide", leave);
  }, [token]);
  return { state, answers, problem, busy: busy > 0, load, save, finish: () => inLine("/finish", "POST"), optOut: () => inLine("/opt-out", "POST") };
}

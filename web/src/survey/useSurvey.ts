/** Fetches a survey and says how that went. */
import { useEffect, useState } from "preact/hooks";
import { ApiError, api } from "../kit/http";
import { setLanguage } from "../kit/i18n";
import type { CsatAnswer, Survey } from "../kit/api/types";

export type SurveyState = { phase: "loading" } | { phase: "missing" } | { phase: "closed" } | { phase: "failed" } | { phase: "ready"; survey: Survey };

function failureOf(error: unknown): SurveyState {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 404 || status === 422) return { phase: "missing" };
  if (status === 410) return { phase: "closed" };
  return { phase: "failed" };
}

export function useSurvey(token: string) {
  const [state, setState] = useState<SurveyState>({ phase: "loading" });

  const load = async (): Promise<void> => {
    setState({ phase: "loading" });
    try {
      const survey = await api<Survey>(`/v1/surveys/${encodeURIComponent(token)}`);
      // The customer was asked in their language; the page begins in it.
      setLanguage(survey.language, { remember: false });
      setState({ phase: "ready", survey });
    } catch (error) {
      setState(failureOf(error));
    }
  };
  const answer = (answered: CsatAnswer): void => {
    if (state.phase === "ready") setState({ phase: "ready", survey: { ...state.survey, answered } });
  };

  useEffect(() => void load(), [token]);
  return { state, load, answer };
}

import { useState } from "preact/hooks";
import { ApiError, api } from "../http";
import { defineTexts, useTexts } from "../i18n";
import type { CsatAnswer, Score, Survey } from "../api/types";
import { CsatForm } from "./CsatForm";
import { CsatThanks } from "./CsatThanks";

const texts = defineTexts({
  zh: {
    closed: "这份问卷已经结束，不再收集答复。谢谢您的关注。",
    wait: "提交得太频繁了，请稍等片刻再试。",
    failed: "没有提交成功，您填写的内容还在。请再试一次。",
  },
  en: {
    closed: "This survey has closed and takes no more answers. Thank you all the same.",
    wait: "That was a little too quick. Please wait a moment and try again.",
    failed: "Your answer did not get through. Nothing is lost; please try again.",
  },
});

interface CsatProps {
  token: string;
  question: string;
  answered: CsatAnswer | null;
  onAnswered: (answer: CsatAnswer) => void;
}

/** Ask, thank and allow a change of mind. Used in the chat and on the survey page. */
export function Csat({ token, question, answered, onAnswered }: CsatProps) {
  const text = useTexts(texts);
  const [changing, setChanging] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<keyof typeof text | null>(null);

  const submit = async (score: Score, comment: string): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const body = { score, ...(comment && { comment }) };
      const survey = await api<Survey>(`/v1/surveys/${encodeURIComponent(token)}`, { method: "POST", body, retries: 2 });
      onAnswered((survey.answered as CsatAnswer | null) ?? { score, comment: comment || null });
      setChanging(false);
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0;
      setFailure(status === 410 ? "closed" : status === 429 ? "wait" : "failed");
    } finally {
      setBusy(false);
    }
  };

  if (answered && !changing) return <CsatThanks answer={answered} onChange={() => setChanging(true)} />;
  return <CsatForm question={question} initial={answered} busy={busy} problem={failure && text[failure]} onSubmit={submit} />;
}

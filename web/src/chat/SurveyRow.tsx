import { useTexts } from "../kit/i18n";
import type { SurveyMessage } from "../kit/api/messages";
import { Coming, later } from "./later";
import type { ChatModel } from "./model";
import { texts } from "./texts";

const useSurveyMessage = later(() => import("../kit/survey/SurveyMessage"));

/** A survey in its bubble. */
export function SurveyRow({ message, model }: { message: SurveyMessage; model: Pick<ChatModel, "replace"> }) {
  const words = useTexts(texts).survey;
  const { part, ...coming } = useSurveyMessage();
  const { data } = message;
  if (!part) return <Coming {...coming} words={words} height="140px" />;
  return <part.SurveyMessage token={data.token} onAnswered={(answered) => model.replace({ ...message, data: { ...data, answered } })} />;
}

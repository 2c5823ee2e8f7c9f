import { useLanguage } from "../../../../kit/i18n";
import { fullTime } from "../../../../kit/time";
import type { Interaction } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { showMessage } from "../../../state/panels";
import { useText } from "../text";
import { interactionLabel } from "../../../text/catalogue";
import { shortDateTime } from "../../../text/times";
import { interactionPicture } from "./interactionPicture";
import { Fold, Nothing } from "./Fold";

function Line({ interaction }: { interaction: Interaction }) {
  const t = useText();
  const language = useLanguage();
  const { message_id: evidence, created_at: at } = interaction;
  const content = (
    <>
      <span class="d-deed__icon">
        <Icon path={interactionPicture(interaction.kind)} size={14} />
      </span>
      <span class="d-deed__words">
        <span class="visually-hidden">{interactionLabel(interaction.kind, language)}: </span>
        {interaction.summary[language]}
        {interaction.data["undelivered"] === true && <em class="d-deed__note"> ({t.sidebar.undelivered})</em>}
      </span>
      <time dateTime={at} title={fullTime(at, language)}>
        {shortDateTime(at, language)}
      </time>
    </>
  );
  if (!evidence) return <li class="d-deed">{content}</li>;
  return (
    <li>
      <button type="button" class="d-deed d-deed--linked" title={t.sidebar.showMessage} onClick={() => showMessage(evidence)}>
        {content}
      </button>
    </li>
  );
}

/** Every look-up, article and hand-over of the assistant, with its time. */
export function InteractionsFold({ interactions }: { interactions: Interaction[] }) {
  const t = useText();
  return (
    <Fold name="interactions" title={t.sidebar.interactions} count={interactions.length} testId="interactions">
      {interactions.length === 0 && <Nothing>{t.sidebar.noInteractions}</Nothing>}
      <ol class="d-deeds">
        {interactions.map((interaction) => (
          <Line key={interaction.id} interaction={interaction} />
        ))}
      </ol>
    </Fold>
  );
}

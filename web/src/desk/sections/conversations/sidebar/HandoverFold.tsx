import { useRef } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { ARROW_RIGHT, SHIELD } from "../../../../kit/icons";
import type { Handover } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { showMessage } from "../../../state/panels";
import { useText } from "../text";
import { reasonLabel } from "../../../text/catalogue";
import { shortDateTime } from "../../../text/times";
import { CopyButton } from "../../../ui/CopyButton";
import { Fold, Nothing } from "./Fold";

/** One fact; clicking shows the message it rests on, clicking again the next one. */
function Fact({ fact }: { fact: Handover["facts"][number] }) {
  const t = useText();
  const language = useLanguage();
  const turn = useRef(0);
  const { message_ids: evidence } = fact;
  if (evidence.length === 0) return <li class="d-fact d-fact--bare">{fact.text[language]}</li>;
  const show = () => {
    const id = evidence[turn.current % evidence.length];
    turn.current += 1;
    if (id) showMessage(id);
  };
  return (
    <li>
      <button type="button" class="d-fact" data-testid="fact" title={t.sidebar.showMessage} onClick={show}>
        <span>{fact.text[language]}</span>
        <span class="d-fact__evidence">
          {t.sidebar.evidence(evidence.length)}
          <Icon path={ARROW_RIGHT} size={12} />
        </span>
      </button>
    </li>
  );
}

function Verification({ handover }: { handover: Handover }) {
  const t = useText();
  const verified = handover.verification === "document";
  return (
    <p class={`d-verified ${verified ? "d-verified--yes" : ""}`}>
      <Icon path={SHIELD} size={14} />
      {verified ? t.sidebar.verified : t.sidebar.notVerified}
    </p>
  );
}

/** What must not be overlooked, and how the customer sounds. */
function Flags({ brief }: { brief: NonNullable<Handover["brief"]> }) {
  const t = useText();
  if (brief.flags.length === 0 && !brief.tone) return null;
  return (
    <p class="d-flags">
      {brief.flags.map((flag) => (
        <span class="d-flag" data-testid="flag">
          {t.sidebar.flags[flag]}
        </span>
      ))}
      {brief.tone && <span class="d-flag d-flag--tone">{t.thread.tones[brief.tone]}</span>}
    </p>
  );
}

/** The matter in a few lines: the problem, what to look it up by, what was tried. */
function Brief({ brief }: { brief: NonNullable<Handover["brief"]> }) {
  const t = useText();
  const language = useLanguage();
  const { problem, identifiers, tried } = brief;
  const evidence = problem?.message_ids[0];
  return (
    <>
      <Flags brief={brief} />
      {problem && (
        <button type="button" class="d-problem" data-testid="problem" title={t.sidebar.showMessage} onClick={() => evidence && showMessage(evidence)}>
          {problem.text[language]}
        </button>
      )}
      {identifiers.length > 0 && (
        <dl class="d-pairs" data-testid="identifiers">
          {identifiers.map(({ label, value }) => (
            <>
              <dt>{label[language]}</dt>
              <dd class="d-identifier">
                {value}
                <CopyButton text={value} label={t.sidebar.copyValue} />
              </dd>
            </>
          ))}
        </dl>
      )}
      {tried.length > 0 && (
        <div>
          <h3>{t.sidebar.tried}</h3>
          <ul class="d-tried">
            {tried.map((one) => (
              <li>{one.text[language]}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Summary({ handover }: { handover: Handover }) {
  const t = useText();
  const language = useLanguage();
  return (
    <div class="d-handover">
      <p class="d-handover__reason">{reasonLabel(handover.reason, language)}</p>
      {handover.brief && <Brief brief={handover.brief} />}
      {handover.next_step && (
        <div class="d-handover__next">
          <h3>{t.sidebar.nextStep}</h3>
          <p>{handover.next_step[language]}</p>
        </div>
      )}
      {handover.facts.length > 0 && (
        <details class="d-handover__facts">
          <summary data-testid="facts">
            {t.sidebar.facts} ({handover.facts.length})
          </summary>
          <ul class="d-facts">
            {handover.facts.map((fact) => (
              <Fact fact={fact} />
            ))}
          </ul>
        </details>
      )}
      <div class="d-handover__foot">
        <Verification handover={handover} />
        <time dateTime={handover.created_at}>
          {t.sidebar.handedOver} {shortDateTime(handover.created_at, language)}
        </time>
      </div>
    </div>
  );
}

/** Why a person is needed, what is known, and what to do next: the story so far in a few lines. */
export function HandoverFold({ handover }: { handover: Handover | null }) {
  const t = useText();
  return (
    <Fold name="handover" title={t.sidebar.summary} testId="handover-summary">
      {handover ? <Summary handover={handover} /> : <Nothing>{t.sidebar.noSummary}</Nothing>}
    </Fold>
  );
}

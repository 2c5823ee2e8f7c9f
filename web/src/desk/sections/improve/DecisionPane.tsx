import { useState } from "preact/hooks";
import { useLanguage } from "../../../kit/i18n";
import { ARROW_LEFT, BOOK, CHECK, RETURN, USERS } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { Decision } from "../../../kit/api/types";
import { Banner } from "../../../kit/ui/Banner";
import { Button } from "../../../kit/ui/Button";
import { IconButton } from "../../../kit/ui/IconButton";
import { go } from "../../state/route";
import { shortDateTime } from "../../text/times";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Keys } from "../../ui/Keys";
import { LanguageBadge } from "../../ui/LanguageBadge";
import { Said } from "./Examples";
import { Meaning } from "./Meaning";
import { select } from "./select";
import { approve, improveDeed, withdraw } from "./state";
import { useText } from "./text";

function Foot({ decision }: { decision: Decision }) {
  const t = useText().improve;
  const deed = useStore(improveDeed);
  const [asking, setAsking] = useState(false);
  return (
    <footer class="i-foot i-foot--bar">
      <Button icon={RETURN} busy={deed === "withdraw"} data-testid="review-withdraw" onClick={() => setAsking(true)}>
        {t.withdraw}
      </Button>
      <span class="i-hint" />
      {decision.article_key && (
        <Button icon={BOOK} data-testid="review-article" onClick={() => go({ section: "knowledge", id: decision.article_key })}>
          {t.article}
        </Button>
      )}
      {decision.state === "proposed" && !decision.mine && (
        <>
          <Keys combination="Alt+D" />
          <Button look="primary" icon={CHECK} busy={deed === "approve"} data-testid="review-approve" onClick={() => void approve(decision)}>
            {t.approve}
          </Button>
        </>
      )}
      {asking && (
        <ConfirmDialog
          title={t.withdrawTitle}
          text={t.withdrawText}
          confirm={t.withdraw}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void withdraw(decision);
          }}
        />
      )}
    </footer>
  );
}

/** Who stands for it, and who still has to. */
function Standing({ decision }: { decision: Decision }) {
  const t = useText().improve;
  if (decision.state === "approved") return <Banner tone="success" icon={CHECK}>{[t.by(decision.proposed_by), decision.approved_by && t.approvedBy(decision.approved_by)].filter(Boolean).join(" · ")}</Banner>;
  return <Banner tone={decision.mine ? "info" : "warning"} icon={USERS}>{decision.mine ? t.mine : t.forYou(decision.proposed_by)}</Banner>;
}

/** What somebody proposes, for a second person; or what two have agreed on. */
export function DecisionPane({ decision }: { decision: Decision }) {
  const t = useText();
  const language = useLanguage();
  return (
    <section class="d-case" data-testid="decision" data-id={decision.id}>
      <header class="d-case__head">
        <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} onClick={() => select(null)} />
        <div class="d-case__names">
          <h1>
            <Meaning decision={decision} />
          </h1>
          <p class="i-by">
            {t.improve.times(decision.examples.length)} · <time dateTime={decision.proposed_at}>{shortDateTime(decision.proposed_at, language)}</time>
          </p>
        </div>
      </header>
      <Standing decision={decision} />
      <div class="d-case__scroll i-pane">
        <section class="i-part">
          <p class="i-verdict">
            <strong>{t.improve.kind[decision.kind]}</strong>
            <span class="i-kind__hint">{t.improve.kindHint[decision.kind]}</span>
          </p>
          {decision.note && <p class="i-note">{decision.note}</p>}
        </section>
        <section class="i-part" aria-labelledby="decision-examples">
          <h2 id="decision-examples">{t.improve.examples}</h2>
          <ul class="i-examples">
            {decision.examples.map((example) => (
              <li class="i-example" key={example.id}>
                <div class="i-example__body">
                  <p class="i-example__said" lang={example.language === "zh" ? "zh-CN" : "en"}>
                    {example.text}
                  </p>
                </div>
                <LanguageBadge language={example.language} />
                <Said id={example.conversation_id} />
              </li>
            ))}
          </ul>
        </section>
      </div>
      <Foot decision={decision} />
    </section>
  );
}

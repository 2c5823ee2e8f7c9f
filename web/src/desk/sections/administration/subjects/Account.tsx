import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { timeAgo } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import { LEAST } from "../../../signin/ChoosePassword";
import * as server from "../api";
import { useDeed, useLoaded } from "../loaded";
import { Card, Fetched, Field } from "../parts";
import { useText } from "../text";
import { SecondFactor } from "./SecondFactor";

function Password() {
  const t = useText();
  const a = t.administration.account;
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [busy, perform] = useDeed({ bad_credentials: a.wrongPassword });
  const change = () =>
    perform(async () => {
      await server.changePassword(current, next);
      setCurrent("");
      setNext("");
    }, a.changed);
  return (
    <Card title={a.password} hint={t.password.lead(LEAST)} testId="own-password">
      <div class="a-both">
        <Field label={a.current} type="password" value={current} onWrite={setCurrent} testId="current-password" />
        <Field label={t.password.label} type="password" value={next} onWrite={setNext} testId="next-password" />
      </div>
      <div class="a-foot">
        <Button look="primary" busy={busy} disabled={!current || next.length < LEAST} data-testid="change-password" onClick={() => void change()}>
          {a.change}
        </Button>
      </div>
    </Card>
  );
}

function Sessions() {
  const t = useText().administration.account;
  const language = useLanguage();
  const loaded = useLoaded(server.fetchSessions);
  const [, perform] = useDeed();
  return (
    <Card title={t.sessions}>
      <Fetched from={loaded}>
        {({ sessions }) => (
          <ul class="a-things">
            {sessions.map((one) => (
              <li class="a-thing" key={one.id}>
                <div>
                  {one.browser || t.unknownBrowser}
                  <p class="a-hint">{one.current ? t.thisOne : t.seen(timeAgo(one.seen_at, language))}</p>
                </div>
                {!one.current && (
                  <Button size="sm" onClick={() => void perform(() => server.endSession(one.id).then(loaded.reload))}>
                    {t.end}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Fetched>
    </Card>
  );
}

/** One's own account. */
export function Account() {
  const t = useText().administration.account;
  const loaded = useLoaded(server.fetchAccount);
  return (
    <>
      <Password />
      <Card title={t.secondFactor} hint={t.secondFactorHint} testId="second-factor">
        <Fetched from={loaded}>
          {({ second_factor, recovery_codes_left }) => (
            <>
              {second_factor === "on" && <p class="a-hint">{t.isOn(recovery_codes_left)}</p>}
              <SecondFactor on={second_factor === "on"} onChange={() => void loaded.reload()} />
            </>
          )}
        </Fetched>
      </Card>
      <Sessions />
    </>
  );
}

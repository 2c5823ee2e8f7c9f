import { useState } from "preact/hooks";
import { Button } from "../../../../kit/ui/Button";
import * as server from "../api";
import { useDeed } from "../loaded";
import { Field, Once } from "../parts";
import { useText } from "../text";

interface SecondFactorProps {
  on: boolean;
  onChange: () => void;
  /** The recovery codes were seen. */
  onSeen?: () => void;
}

/** The picture for the app, the code that proves it was read, and the recovery codes. */
function SettingUp({ made, onOn }: { made: { picture: string; secret: string }; onOn: (codes: string[]) => void }) {
  const t = useText().administration.account;
  const [code, setCode] = useState("");
  const [busy, perform] = useDeed({ bad_code: t.wrongCode, invalid_request: t.wrongCode });
  const confirm = () => perform(async () => onOn((await server.switchOnSecondFactor(code.trim())).recovery_codes));
  return (
    <>
      <p class="a-hint">{t.scan}</p>
      {/* Drawn by the server from its own words. */}
      <img class="a-picture" alt={t.picture} src={`data:image/svg+xml,${encodeURIComponent(made.picture)}`} />
      <p class="a-address">
        <span>{t.byHand}</span> <code data-testid="totp-secret">{made.secret}</code>
      </p>
      <Field label={t.code} value={code} onWrite={setCode} testId="totp-code" />
      <div class="a-foot">
        <Button look="primary" busy={busy} disabled={code.trim().length < 6} data-testid="totp-confirm" onClick={() => void confirm()}>
          {t.confirm}
        </Button>
      </div>
    </>
  );
}

/** A code besides the password: set up, or switched off again by the password. */
export function SecondFactor({ on, onChange, onSeen }: SecondFactorProps) {
  const t = useText().administration.account;
  const [made, setMade] = useState<{ picture: string; secret: string } | null>(null);
  const [codes, setCodes] = useState<string[]>([]);
  const [current, setCurrent] = useState("");
  const [busy, perform] = useDeed({ bad_credentials: t.wrongPassword });
  if (codes.length > 0) {
    return (
      <>
        <Once title={t.recovery} secret={codes.join(" ")} />
        {onSeen && (
          <Button look="primary" data-testid="recovery-seen" onClick={onSeen}>
            {t.keptCodes}
          </Button>
        )}
      </>
    );
  }
  const switchedOn = (recovery: string[]) => {
    setCodes(recovery);
    setMade(null);
    onChange();
  };
  if (made) return <SettingUp made={made} onOn={switchedOn} />;
  if (!on) {
    return (
      <div class="a-foot">
        <Button busy={busy} data-testid="totp-set-up" onClick={() => void perform(async () => setMade(await server.setUpSecondFactor()))}>
          {t.setUp}
        </Button>
      </div>
    );
  }
  const off = () =>
    perform(async () => {
      await server.switchOffSecondFactor(current);
      setCurrent("");
      onChange();
    }, t.switchedOff);
  return (
    <>
      <Field label={t.current} type="password" value={current} onWrite={setCurrent} testId="totp-password" />
      <div class="a-foot">
        <Button busy={busy} disabled={!current} onClick={() => void off()}>
          {t.switchOff}
        </Button>
      </div>
    </>
  );
}

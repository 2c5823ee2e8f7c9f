import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { LOOP } from "../../kit/icons";
import { Button } from "../../kit/ui/Button";
import { Icon } from "../../kit/ui/Icon";
import { choosePassword } from "../api";
import { explain } from "../state/notices";
import { useText } from "../text";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import "./sign-in.css";

export const LEAST = 12;

/** The token of a link that an administrator made. */
export const tokenFrom = (hash: string): string | null => /^#password=([\w-]+)$/.exec(hash)?.[1] ?? null;

/** Whoever comes by the link chooses a password, and then signs in by it. */
export function ChoosePassword({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useText();
  const [failure, setFailure] = useState("");
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const password = String(new FormData(event.currentTarget).get("password"));
    if (password.length < LEAST) return setFailure(t.password.short(LEAST));
    setBusy(true);
    try {
      await choosePassword(token, password);
      setDone(true);
    } catch (error) {
      setFailure(explain(error, { reset_link_not_found: t.password.usedUp }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <main class="d-sign-in">
      <div class="d-sign-in__bar">
        <LanguageSwitch />
      </div>
      <form class="d-sign-in__card" onSubmit={submit} noValidate>
        <span class="d-sign-in__mark">
          <Icon path={LOOP} size={26} />
        </span>
        <h1 class="d-sign-in__title">{t.password.title}</h1>
        <p class="d-sign-in__lead" role="status">
          {done ? t.password.done : t.password.lead(LEAST)}
        </p>
        {!done && (
          <label class="d-field">
            <span class="d-field__label">{t.password.label}</span>
            <input class="d-field__input" name="password" type="password" autocomplete="new-password" data-testid="new-password" aria-describedby="password-failure" />
          </label>
        )}
        <p class="d-sign-in__failure" id="password-failure" role="alert">
          {failure}
        </p>
        {done ? (
          <Button look="primary" size="lg" class="d-sign-in__submit" onClick={onDone}>
            {t.signIn.submit}
          </Button>
        ) : (
          <Button look="primary" size="lg" type="submit" busy={busy} data-testid="choose-password" class="d-sign-in__submit">
            {t.password.submit}
          </Button>
        )}
      </form>
    </main>
  );
}

import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { LOOP } from "../../kit/icons";
import { ApiError } from "../../kit/http";
import { Button } from "../../kit/ui/Button";
import { Icon } from "../../kit/ui/Icon";
import { signIn } from "../state/account";
import { useText } from "../text";
import type { DeskText } from "../text/en";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import "./sign-in.css";

function reason(error: unknown, t: DeskText): string {
  if (!(error instanceof ApiError)) return t.error.other;
  if (error.code === "code_needed") return "";
  if (error.code === "bad_code") return t.signIn.wrongCode;
  if (error.status === 401 || error.status === 422) return t.signIn.wrong;
  if (error.status === 429) return error.retryAfter ? t.signIn.tooMany(error.retryAfter) : t.signIn.tooManySoon;
  return error.temporary ? t.error.unavailable : t.error.other;
}

/** The only thing a stranger sees. `ended` says that an open session has expired. */
export function SignIn({ ended }: { ended: boolean }) {
  const t = useText();
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [visible, setVisible] = useState(false);
  const [asksCode, setAsksCode] = useState(false);

  useEffect(() => {
    document.title = `${t.signIn.submit} · ${t.app.documentTitle}`;
  }, [t]);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    const [email, password] = [String(data.get("email")).trim(), String(data.get("password"))];
    if (!email || !password) return setFailure("missing");
    setBusy(true);
    setFailure(null);
    try {
      await signIn(email, password, asksCode ? String(data.get("code")).trim() : undefined);
    } catch (error) {
      setFailure(error);
      setBusy(false);
      const wantsCode = error instanceof ApiError && (error.code === "code_needed" || error.code === "bad_code");
      setAsksCode(asksCode || wantsCode);
      requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>(wantsCode ? "[name=code]" : "[name=password]")?.select());
    }
  };

  const message = failure === "missing" ? t.signIn.missing : failure ? reason(failure, t) : "";
  return (
    <main class="d-sign-in">
      <div class="d-sign-in__bar">
        <LanguageSwitch />
      </div>
      <form class="d-sign-in__card" ref={form} onSubmit={submit} noValidate>
        <span class="d-sign-in__mark">
          <Icon path={LOOP} size={26} />
        </span>
        <h1 class="d-sign-in__title">{t.signIn.title}</h1>
        <p class="d-sign-in__lead">{ended ? t.signIn.ended : t.signIn.lead}</p>
        <label class="d-field">
          <span class="d-field__label">{t.signIn.email}</span>
          <input class="d-field__input" name="email" type="email" autocomplete="username" inputMode="email" spellcheck={false} data-testid="login-email" aria-invalid={failure !== null} aria-describedby="sign-in-failure" />
        </label>
        <div class="d-field">
          <label class="d-field__label" for="sign-in-password">
            {t.signIn.password}
          </label>
          <span class="d-field__row">
            <input class="d-field__input" id="sign-in-password" name="password" type={(visible ? "text" : "password") as "password"} autocomplete="current-password" data-testid="login-password" aria-invalid={failure !== null} aria-describedby="sign-in-failure" />
            <button type="button" class="d-field__show" aria-pressed={visible} aria-controls="sign-in-password" onClick={() => setVisible(!visible)}>
              {visible ? t.signIn.hide : t.signIn.show}
            </button>
          </span>
        </div>
        {asksCode && (
          <label class="d-field">
            <span class="d-field__label">{t.signIn.code}</span>
            <input class="d-field__input" name="code" inputMode="text" autocomplete="one-time-code" spellcheck={false} data-testid="login-code" aria-describedby="sign-in-failure" />
          </label>
        )}
        <p class="d-sign-in__failure" id="sign-in-failure" role="alert">
          {message}
        </p>
        <Button look="primary" size="lg" type="submit" busy={busy} data-testid="login-submit" class="d-sign-in__submit">
          {busy ? t.signIn.submitting : t.signIn.submit}
        </Button>
      </form>
    </main>
  );
}

import { useEffect } from "preact/hooks";
import { leads } from "../desk/logic/roles";
import { SetUp } from "../desk/signin/SetUp";
import { SignIn } from "../desk/signin/SignIn";
import { resume } from "../desk/state/account";
import { session } from "../desk/state/session";
import { LOCK, OFFLINE } from "../kit/icons";
import { useStore } from "../kit/store";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { Spinner } from "../kit/ui/Spinner";
import { Page } from "./Page";
import { useText } from "./text";

/** Whoever is signed in at the desk is signed in here; the server tells results to supervisors alone. */
export function App() {
  const t = useText();
  const current = useStore(session);
  useEffect(() => void resume(), []);

  if (current.phase === "setup") return <SetUp />;
  if (current.phase === "out") return <SignIn ended={current.ended} />;
  if (current.phase === "in" && leads(current.agent)) return <Page />;
  return (
    <main class="i-whole" aria-busy={current.phase === "loading"}>
      {current.phase === "loading" && <Spinner size={24} />}
      {current.phase === "loading" && <span class="visually-hidden">{t.loading}</span>}
      {current.phase === "unreachable" && (
        <EmptyState icon={OFFLINE} title={t.failed} text={t.failedHint}>
          <Button look="primary" onClick={() => void resume()}>
            {t.retry}
          </Button>
        </EmptyState>
      )}
      {current.phase === "in" && (
        <EmptyState icon={LOCK} title={t.forbidden} text={t.forbiddenHint}>
          <a class="k-button k-button--secondary k-button--md" href="/desk">
            {t.back}
          </a>
        </EmptyState>
      )}
    </main>
  );
}

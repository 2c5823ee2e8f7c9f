import { useEffect, useState } from "preact/hooks";
import { OFFLINE } from "../kit/icons";
import { useStore } from "../kit/store";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { Spinner } from "../kit/ui/Spinner";
import { Desk } from "./Desk";
import { ChoosePassword, tokenFrom } from "./signin/ChoosePassword";
import { SetUp } from "./signin/SetUp";
import { SignIn } from "./signin/SignIn";
import { resume } from "./state/account";
import { session } from "./state/session";
import { useText } from "./text";

/** Sign-in or desk, never both: whoever is not signed in sees nothing else. */
export function App() {
  const t = useText();
  const current = useStore(session);
  const [token, setToken] = useState(tokenFrom(location.hash));
  useEffect(() => {
    // It is good once, and nobody who looks over a shoulder or into the history needs to see it.
    if (token) history.replaceState(null, "", location.pathname);
    void resume();
  }, []);

  if (current.phase === "in") return <Desk key={current.agent.id} />;
  if (current.phase === "setup") return <SetUp />;
  if (current.phase === "out") return token ? <ChoosePassword token={token} onDone={() => setToken(null)} /> : <SignIn ended={current.ended} />;
  if (current.phase === "unreachable") {
    return (
      <main class="d-whole">
        <EmptyState icon={OFFLINE} title={t.error.unavailable}>
          <Button look="primary" onClick={() => void resume()}>
            {t.action.retry}
          </Button>
        </EmptyState>
      </main>
    );
  }
  return (
    <main class="d-whole" aria-busy="true">
      <Spinner size={24} />
      <span class="visually-hidden">{t.app.loading}</span>
    </main>
  );
}

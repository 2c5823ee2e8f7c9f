import { useEffect } from "preact/hooks";
import { OFFLINE } from "../kit/icons";
import { useStore } from "../kit/store";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { Spinner } from "../kit/ui/Spinner";
import { Desk } from "./Desk";
import { SignIn } from "./signin/SignIn";
import { resume } from "./state/account";
import { session } from "./state/session";
import { useText } from "./text";

/** Sign-in or desk, never both: whoever is not signed in sees nothing else. */
export function App() {
  const t = useText();
  const current = useStore(session);
  useEffect(() => void resume(), []);

  if (current.phase === "in") return <Desk key={current.agent.id} />;
  if (current.phase === "out") return <SignIn ended={current.ended} />;
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

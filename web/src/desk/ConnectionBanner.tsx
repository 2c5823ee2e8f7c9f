import { useEffect, useState } from "preact/hooks";
import { CHECK, OFFLINE } from "../kit/icons";
import { useStore } from "../kit/store";
import { Banner } from "../kit/ui/Banner";
import { connection } from "./state/live";
import { useText } from "./text";

const BACK_MS = 2_500;

/** Says when the line is lost, and for a moment when it is back. */
export function ConnectionBanner() {
  const t = useText();
  const { state, lost } = useStore(connection);
  const [offline, setOffline] = useState(!navigator.onLine);
  const [was, setWas] = useState(false);
  const away = offline || (lost && state !== "open");

  useEffect(() => {
    const follow = () => setOffline(!navigator.onLine);
    window.addEventListener("online", follow);
    window.addEventListener("offline", follow);
    return () => {
      window.removeEventListener("online", follow);
      window.removeEventListener("offline", follow);
    };
  }, []);

  useEffect(() => {
    if (away) return setWas(true);
    const hide = setTimeout(() => setWas(false), BACK_MS);
    return () => clearTimeout(hide);
  }, [away]);

  if (!away && !was) return null;
  return (
    <div class="d-desk__banner" data-testid="connection">
      {!away && (
        <Banner tone="success" icon={CHECK}>
          {t.connection.back}
        </Banner>
      )}
      {away && (
        <Banner tone="warning" icon={OFFLINE}>
          {offline ? t.connection.offline : t.connection.reconnecting}
        </Banner>
      )}
    </div>
  );
}

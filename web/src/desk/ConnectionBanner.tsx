import { useEffect, useState } from "preact/hooks";
import { CHECK, OFFLINE } from "../kit/icons";
import { useStore } from "../kit/store";
import { Banner } from "../kit/ui/Banner";
import { sections } from "./sections/registry";
import { connection } from "./state/live";
import { useText } from "./text";

const BACK_MS = 2_500;

/** The list of sections never changes while the page is open, so each keeps its hooks. */
const useUnsent = (): number => sections().reduce((sum, section) => sum + (section.useUnsent?.() ?? 0), 0);

/** Says when the line is lost, and for a moment when it is back. */
export function ConnectionBanner() {
  const t = useText();
  const { state, lost } = useStore(connection);
  const [offline, setOffline] = useState(!navigator.onLine);
  const [was, setWas] = useState(false);
  const unsent = useUnsent();
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
        <Banner tone={unsent > 0 ? "warning" : "success"} icon={unsent > 0 ? OFFLINE : CHECK}>
          {unsent > 0 ? t.connection.backUnsent(unsent) : t.connection.back}
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

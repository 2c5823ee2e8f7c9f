import { useEffect, useState } from "preact/hooks";
import { OFFLINE, RETRY } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import type { LiveState } from "../kit/live";
import { Banner } from "../kit/ui/Banner";
import type { ChatState } from "./model";
import { texts } from "./texts";

/** A hiccup shorter than this is nobody's business. */
const PATIENCE_MS = 2_500;

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = (): void => setOnline(navigator.onLine);
    window.addEventListener("online", update);
    window.addEventListener("offline", update);
    return () => {
      window.removeEventListener("online", update);
      window.removeEventListener("offline", update);
    };
  }, []);
  return online;
}

function useLasting(condition: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!condition) return undefined;
    const timer = setTimeout(() => setLasting(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [condition]);
  return condition && lasting;
}

export function ConnectionBanner({ live, phase }: { live: LiveState; phase: ChatState["phase"] }) {
  const text = useTexts(texts);
  const online = useOnline();
  const lost = useLasting(phase === "ready" && live !== "open");
  if (!online) {
    return (
      <Banner tone="warning" icon={OFFLINE}>
        {text.offline}
      </Banner>
    );
  }
  return lost ? (
    <Banner tone="warning" icon={RETRY}>
      {text.reconnecting}
    </Banner>
  ) : null;
}

import { useEffect, useState } from "preact/hooks";
import { ALERT, CHECK, RETRY, SEARCH } from "../kit/icons";
import { ApiError, api } from "../kit/http";
import { language, useLanguage, useTexts } from "../kit/i18n";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { Head } from "./Head";
import { Waiting } from "./SurveyBody";
import { SurveyPage } from "./SurveyPage";
import { texts } from "./texts";

export type Scanned = { phase: "loading" } | { phase: "ready"; token: string } | { phase: "answered"; againAt: string } | { phase: "missing" | "busy" | "failed" };

/** What the server made of a scan. */
export function scannedFrom(error: unknown): Scanned {
  if (!(error instanceof ApiError)) return { phase: "failed" };
  if (error.code === "counter_answered") return { phase: "answered", againAt: String(error.details.again_at ?? "") };
  if (error.status === 404 || error.status === 422) return { phase: "missing" };
  return { phase: error.status === 429 ? "busy" : "failed" };
}

/** Whoever scans a code gets a survey of their own, in the language of their phone. */
export function CounterPage({ code }: { code: string }) {
  const [scanned, setScanned] = useState<Scanned>({ phase: "loading" });
  const scan = async (): Promise<void> => {
    setScanned({ phase: "loading" });
    try {
      const { token } = await api<{ token: string }>(`/v1/surveys/counters/${encodeURIComponent(code)}`, { method: "POST", body: { language: language.value }, retries: 2 });
      setScanned({ phase: "ready", token });
    } catch (error) {
      setScanned(scannedFrom(error));
    }
  };
  useEffect(() => void scan(), [code]);
  if (scanned.phase === "ready") return <SurveyPage token={scanned.token} hash="" wantsOut={false} mayEnd={false} />;
  return (
    <div class="s-page">
      <Head />
      <main class="s-card" data-testid="counter" data-phase={scanned.phase}>
        <Told scanned={scanned} onRetry={() => void scan()} />
      </main>
    </div>
  );
}

export function Told({ scanned, onRetry }: { scanned: Scanned; onRetry: () => void }) {
  const text = useTexts(texts);
  const spoken = useLanguage();
  switch (scanned.phase) {
    case "answered": {
      const at = new Date(scanned.againAt).toLocaleString(spoken === "zh" ? "zh-CN" : "en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
      return <EmptyState icon={CHECK} title={text.counterAnsweredTitle} text={text.counterAnsweredText(at)} />;
    }
    case "missing":
      return <EmptyState icon={SEARCH} title={text.counterMissingTitle} text={text.counterMissingText} />;
    case "busy":
    case "failed":
      return (
        <EmptyState icon={ALERT} title={text.errorTitle} text={scanned.phase === "busy" ? text.counterBusyText : text.errorText}>
          <Button icon={RETRY} onClick={onRetry}>
            {text.retry}
          </Button>
        </EmptyState>
      );
    default:
      return <Waiting />;
  }
}

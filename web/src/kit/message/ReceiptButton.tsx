import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { defineTexts } from "../i18n";
import type { Language } from "../api/types";
import { Button } from "../ui/Button";

const texts = defineTexts({
  zh: { failed: "暂时取不到回执，请稍后再试。" },
  en: { failed: "The receipt is not available just now. Please try again in a moment." },
});

interface ReceiptButtonProps {
  icon: string;
  language: Language;
  onFetch: () => Promise<void>;
  children: ComponentChildren;
}

/** A button that fetches a document, says so while it does, and says when it could not. */
export function ReceiptButton({ icon, language, onFetch, children }: ReceiptButtonProps) {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const fetchIt = async (): Promise<void> => {
    setState("busy");
    await onFetch().then(
      () => setState("idle"),
      () => setState("failed"),
    );
  };
  return (
    <>
      <Button size="sm" icon={icon} busy={state === "busy"} class="k-case__receipt" onClick={() => void fetchIt()} data-testid="receipt">
        {children}
      </Button>
      {state === "failed" && (
        <p class="k-case__failed" role="alert">
          {texts[language].failed}
        </p>
      )}
    </>
  );
}

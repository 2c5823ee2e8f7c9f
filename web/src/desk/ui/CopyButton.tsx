import { useState } from "preact/hooks";
import { CHECK, COPY } from "../../kit/icons";
import { IconButton } from "../../kit/ui/IconButton";
import { notify } from "../state/notices";
import { useText } from "../text";

const COPIED_MS = 1_600;

/** Copies something short; for a moment it says that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), COPIED_MS);
      },
      () => notify(t.copy.failed, "danger"),
    );
  };
  return <IconButton icon={copied ? CHECK : COPY} label={copied ? t.copy.done : label} size={14} onClick={copy} />;
}

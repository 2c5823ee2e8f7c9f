import "./keys.css";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const MAC: Record<string, string> = { Alt: "⌥", Ctrl: "⌘", Shift: "⇧", Enter: "↵" };

/** Keys as they are printed on this machine's keyboard. */
export function Keys({ combination }: { combination: string }) {
  return (
    <span class="d-keys">
      {combination.split("+").map((key) => (
        <kbd>{isMac ? (MAC[key] ?? key) : key}</kbd>
      ))}
    </span>
  );
}

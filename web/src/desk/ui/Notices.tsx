import { ALERT, CHECK, CLOSE } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { IconButton } from "../../kit/ui/IconButton";
import { dismiss, notices } from "../state/notices";
import { useText } from "../text";
import "./notices.css";

/** What was just done, or why it could not be; read aloud as it appears. */
export function Notices() {
  const t = useText();
  const shown = useStore(notices);
  return (
    <div class="d-notices" role="status" aria-live="polite">
      {shown.map((notice) => (
        <div key={notice.id} class={`d-notice d-notice--${notice.tone}`} data-testid="notice">
          <Icon path={notice.tone === "danger" ? ALERT : CHECK} size={18} />
          <p>{notice.text}</p>
          <IconButton icon={CLOSE} label={t.action.close} size={16} onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  );
}

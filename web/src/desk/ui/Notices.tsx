import { ALERT, CHECK, CLOSE } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { IconButton } from "../../kit/ui/IconButton";
import { dismiss, type Notice, type NoticeAction, notices } from "../state/notices";
import { useText } from "../text";
import "./notices.css";

function Undo({ notice, action }: { notice: Notice; action: NoticeAction }) {
  const run = () => {
    dismiss(notice.id);
    action.run();
  };
  return (
    <button type="button" class="d-notice__action" data-testid="undo" onClick={run}>
      {action.words}
    </button>
  );
}

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
          {notice.action && <Undo notice={notice} action={notice.action} />}
          <IconButton icon={CLOSE} label={t.action.close} size={16} onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  );
}

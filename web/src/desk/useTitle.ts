/** The page title counts what waits for this agent, so that a tab in the background tells. */
import { useEffect } from "preact/hooks";
import { useStore } from "../kit/store";
import { list, summaries } from "./sections/conversations/state/list";
import { isUnread, seen } from "./sections/conversations/state/seen";
import { useAgent } from "./state/session";
import { useText } from "./text";

export function useTitle(): void {
  const t = useText();
  const agent = useAgent();
  const { counts } = useStore(list);
  const known = useStore(summaries);
  useStore(seen);
  const unread = Object.values(known).filter((one) => one.status === "assigned" && isUnread(one, agent.id)).length;
  const waiting = counts.unassigned + unread;
  useEffect(() => {
    document.title = waiting ? `(${waiting}) ${t.app.documentTitle}` : t.app.documentTitle;
  }, [waiting, t]);
}

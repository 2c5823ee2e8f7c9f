/** Opening what was passed on to this agent is joining it: only then is the customer told who is with them. */
import { useEffect } from "preact/hooks";
import type { Summary } from "../../../../kit/api/types";
import { useAgent } from "../../../state/session";
import { join } from "../state/moves";

/** A page that nobody looks at has opened nothing. */
export function useJoin({ id, status, assignee, joined }: Summary): void {
  const own = useAgent().id;
  const expected = status === "assigned" && assignee?.id === own && !joined;
  useEffect(() => {
    if (!expected) return;
    const whenSeen = () => document.visibilityState === "visible" && void join(id);
    whenSeen();
    document.addEventListener("visibilitychange", whenSeen);
    return () => document.removeEventListener("visibilitychange", whenSeen);
  }, [id, expected]);
}

import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../../../kit/store";
import type { CannedReply, Summary } from "../../../../kit/api/types";
import { catalogue } from "../../../state/catalogue";
import { replies as known } from "../../../state/replies";
import { useAgent } from "../../../state/session";
import { choose as chooseMacro } from "../state/macros";
import { customerCases } from "../../cases/state/customerCases";
import { askedFor, type Facts, filled, matching } from "../logic/replies";

/** Who is written to and who writes, and the customer's newest case that is still open, if that is known. */
function useFacts(summary: Summary): Facts {
  const agent = useAgent();
  const site = useStore(catalogue)?.site[summary.language];
  const cases = useStore(customerCases)[summary.customer.id];
  const open = Array.isArray(cases) ? cases.filter(({ closed_at }) => closed_at === null) : [];
  const newest = open.toSorted((a, b) => b.opened_at.localeCompare(a.opened_at))[0];
  return { agent: agent.name, ...(summary.customer.name && { customer: summary.customer.name }), ...(site && { site }), ...(newest && { reference: newest.reference }) };
}

interface Offered {
  replies: CannedReply[];
  at: number;
  point: (index: number) => void;
  choose: (reply: CannedReply) => void;
  /** Whether the key was one for the list. */
  onKey: (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => boolean;
}

/** What a slash in the draft offers, in the customer's language; `write` puts the chosen words in its place. */
export function useReplies(summary: Summary, draft: string, { on, write }: { on: boolean; write: (words: string) => void }): Offered {
  const facts = useFacts(summary);
  const all = useStore(known);
  const asked = on ? askedFor(draft) : null;
  const [closed, setClosed] = useState(false);
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [asked?.words]);
  useEffect(() => setClosed(false), [asked === null]);
  const replies = asked && !closed ? matching(all, asked.words) : [];

  const choose = (reply: CannedReply): void => {
    write(draft.slice(0, asked?.from) + (reply.text ? filled(reply.text[summary.language], facts, summary.language) : ""));
    chooseMacro(summary.id, reply);
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (replies.length === 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const chosen = replies[Math.min(at, replies.length - 1)];
    if (event.key === "ArrowDown") setAt((at + 1) % replies.length);
    else if (event.key === "ArrowUp") setAt((at + replies.length - 1) % replies.length);
    else if (event.key === "Escape") setClosed(true);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) choose(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { replies, at: Math.min(at, Math.max(0, replies.length - 1)), point: setAt, choose, onKey };
}

import { useStore } from "../../kit/store";
import { held } from "../state/held";
import { useText } from "../text";
import { HeldListPane } from "./HeldListPane";
import { HeldPane } from "./HeldPane";
import "./held.css";

/** Messages of baggage and flight systems that could not be read, and the means to put them right. */
export function HeldPlace({ id }: { id: string | null }) {
  const t = useText();
  const { messages, phase } = useStore(held);
  const message = messages.find((one) => one.id === id);
  return (
    <>
      <HeldListPane current={id} />
      <main class="d-desk__main" aria-label={t.places.messages}>
        <HeldPane key={message?.id ?? "none"} message={message} asked={id !== null} loading={phase === "loading"} empty={messages.length === 0} />
      </main>
    </>
  );
}

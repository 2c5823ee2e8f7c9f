import { useEffect } from "preact/hooks";
import { useTexts } from "../kit/i18n";
import { useStore } from "../kit/store";
import { Announcer } from "./Announcer";
import { Composer } from "./Composer";
import { ConnectionBanner } from "./ConnectionBanner";
import { ContinueForm } from "./ContinueForm";
import { Header } from "./Header";
import { Log } from "./Log";
import type { MessageLink } from "./link";
import { NoticeBanners } from "./NoticeBanners";
import type { ChatModel } from "./model";
import type { Options } from "./options";
import type { Parent } from "./parent";
import { StartFailed } from "./StartFailed";
import { Loading } from "./Loading";
import { texts } from "./texts";

interface ChatWindowProps {
  model: ChatModel;
  options: Options;
  parent: Parent;
  /** The message that the page was opened for. */
  link: MessageLink | null;
}

export function ChatWindow({ model, options, parent, link }: ChatWindowProps) {
  const state = useStore(model.state);
  const text = useTexts(texts);
  const close = options.embedded ? () => parent.post({ type: "close" }) : null;

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.isComposing) close?.();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const empty = state.messages.length === 0 && state.pending.length === 0;
  return (
    <main class="c-window" aria-label={text.title}>
      <Header model={model} options={options} onClose={close} />
      <NoticeBanners />
      <ConnectionBanner live={state.live} phase={state.phase} />
      {empty && state.phase === "failed" ? <StartFailed limited={state.limited} onRetry={model.start} /> : empty && state.phase !== "ready" ? <Loading /> : <Log model={model} link={link} />}
      <ContinueForm />
      <Composer model={model} site={options.site} />
      <Announcer arrived={state.arrived} />
    </main>
  );
}

import { useEffect } from "preact/hooks";
import { useLanguage, useTexts } from "../kit/i18n";
import { CLOSE, INFO } from "../kit/icons";
import { useStore } from "../kit/store";
import { Icon } from "../kit/ui/Icon";
import { IconButton } from "../kit/ui/IconButton";
import { banners, loadBanners, putAway } from "./notices";
import { texts } from "./texts";
import "./notices.css";

/** A page that stays open asks again so often: what is over goes, what is new comes. */
const AGAIN_MS = 300_000;

/** Above the conversation: what everybody should know now, until it is put away. */
export function NoticeBanners() {
  const text = useTexts(texts);
  const language = useLanguage();
  const notices = useStore(banners);
  useEffect(() => {
    const load = (): void => void loadBanners(language);
    load();
    const timer = setInterval(load, AGAIN_MS);
    return () => clearInterval(timer);
  }, [language]);
  if (notices.length === 0) return null;
  return (
    <section class="c-notices" aria-label={text.notices}>
      {notices.map((notice) => (
        <div key={notice.id} class="c-notice" role="status" data-testid="notice-banner">
          <Icon path={INFO} size={18} />
          <details class="c-notice__text">
            <summary>{notice.title}</summary>
            <p>{notice.body}</p>
          </details>
          <IconButton icon={CLOSE} size={14} label={text.putAway} data-testid="notice-away" onClick={() => putAway(notice)} />
        </div>
      ))}
    </section>
  );
}

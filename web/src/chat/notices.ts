/** What everybody should know now, above the conversation; what was put away stays away until it says something else. */
import { api } from "../kit/http";
import { lasting } from "../kit/storage";
import { Store } from "../kit/store";
import type { BannerNotice, Language } from "../kit/api/types";

const AWAY = "serviceloop.notice.";

export const banners = new Store<BannerNotice[]>([]);

const keyOf = ({ id, version }: Pick<BannerNotice, "id" | "version">): string => `${AWAY}${id}.${version}`;

/** Those that were not put away, and are not over by this clock. */
export const standing = (notices: readonly BannerNotice[], now: number): BannerNotice[] => notices.filter((one) => Date.parse(one.valid_until) > now && lasting.get(keyOf(one)) === null);

export async function loadBanners(language: Language): Promise<void> {
  try {
    const { notices } = await api<{ notices: BannerNotice[] }>(`/v1/chat/notices?language=${language}`);
    // Nothing is kept about notices that are gone.
    const known = new Set(notices.map(keyOf));
    lasting.keys(AWAY).filter((key) => !known.has(key)).forEach((key) => lasting.remove(key));
    banners.set(standing(notices, Date.now()));
  } catch {
    // Without them the chat is what it was.
  }
}

export function putAway(notice: BannerNotice): void {
  lasting.set(keyOf(notice), true);
  banners.set(banners.value.filter(({ id }) => id !== notice.id));
}

import { useLanguage } from "../../kit/i18n";
import { CHAT, MAIL } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { catalogue } from "../state/catalogue";
import { channelIcon, channelLabel } from "../text/catalogue";
import "./chips.css";

/** Pictures by the names that the catalogue uses. */
const PICTURES: Record<string, string> = { chat: CHAT, mail: MAIL };

/** The way by which the customer writes: a picture in the list, with its name where there is room. */
export function ChannelMark({ channel, named = false }: { channel: string; named?: boolean }) {
  const language = useLanguage();
  useStore(catalogue);
  const label = channelLabel(channel, language);
  return (
    <span class="d-channel" title={label} data-testid="channel" data-channel={channel}>
      <Icon path={PICTURES[channelIcon(channel) ?? ""] ?? CHAT} size={14} label={named ? undefined : label} />
      {named && label}
    </span>
  );
}

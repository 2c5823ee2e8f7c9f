import { setLanguage, useLanguage } from "../../kit/i18n";
import { CHART, HEADSET, KEYBOARD, SIGN_OUT, STAR } from "../../kit/icons";
import { useStore } from "../../kit/store";
import type { AgentStatus } from "../../kit/api/types";
import { Avatar } from "../../kit/ui/Avatar";
import { leads } from "../logic/roles";
import { changeStatus, signOut } from "../state/account";
import { alerts, desktopBlocked, toggleDesktop, toggleSound } from "../state/alerts";
import { openMenu, panels } from "../state/panels";
import { useAgent } from "../state/session";
import { chooseTheme, theme, THEMES } from "../state/theme";
import { useText } from "../text";
import { Menu } from "../ui/Menu";
import { MenuHeading, MenuItem } from "../ui/MenuItem";
import "./agent-menu.css";

export const STATUSES: readonly AgentStatus[] = ["online", "away", "offline"];

function AlertItems() {
  const t = useText();
  const { sound, desktop } = useStore(alerts);
  const blocked = desktopBlocked();
  return (
    <>
      <MenuHeading>{t.menu.alerts}</MenuHeading>
      <MenuItem toggle checked={sound} onChoose={toggleSound}>
        {t.menu.sound}
      </MenuItem>
      <MenuItem toggle checked={desktop && !blocked} disabled={blocked} hint={blocked ? t.menu.desktopBlocked : undefined} onChoose={() => void toggleDesktop()}>
        {t.menu.desktop}
      </MenuItem>
    </>
  );
}

function LookItems() {
  const t = useText();
  const current = useStore(theme);
  const language = useLanguage();
  return (
    <>
      <MenuHeading>{t.menu.language}</MenuHeading>
      <div class="d-menu__row" role="group" aria-label={t.menu.language}>
        <MenuItem checked={language === "zh"} testId="language-zh" onChoose={() => setLanguage("zh")}>
          中文
        </MenuItem>
        <MenuItem checked={language === "en"} testId="language-en" onChoose={() => setLanguage("en")}>
          English
        </MenuItem>
      </div>
      <MenuHeading>{t.menu.theme}</MenuHeading>
      <div class="d-menu__row" role="group" aria-label={t.menu.theme}>
        {THEMES.map((one) => (
          <MenuItem key={one} checked={one === current} testId={`theme-${one}`} onChoose={() => chooseTheme(one)}>
            {t.menu[one]}
          </MenuItem>
        ))}
      </div>
    </>
  );
}

/** The agent's own menu: presence, alerts, language, appearance, help, sign out. */
export function AgentMenu() {
  const t = useText();
  const agent = useAgent();
  const open = useStore(panels).menu === "agent";
  const close = () => openMenu(null);
  const then = (action: () => void) => () => {
    close();
    action();
  };

  return (
    <Menu
      open={open}
      onOpen={() => openMenu("agent")}
      onClose={close}
      label={t.menu.open}
      side="beside"
      trigger={(props) => (
        <button type="button" class="d-me" data-testid="agent-menu" aria-label={`${t.menu.open}: ${agent.name}, ${t.agentStatus[agent.status]}`} title={t.menu.open} {...props}>
          <Avatar name={agent.name} size={34} />
          <span class={`d-presence d-presence--${agent.status}`} />
        </button>
      )}
    >
      <div class="d-me__who" role="presentation">
        <strong>{agent.name}</strong>
        <span>
          {t.role[agent.role]} · {agent.email}
        </span>
      </div>
      <MenuHeading>{t.agentStatus.label}</MenuHeading>
      {STATUSES.map((status) => (
        <MenuItem key={status} checked={agent.status === status} testId={`status-${status}`} onChoose={then(() => void changeStatus(status))}>
          <span class={`d-presence d-presence--inline d-presence--${status}`} />
          {t.agentStatus[status]}
        </MenuItem>
      ))}
      <AlertItems />
      <LookItems />
      <hr class="d-menu__line" />
      <MenuItem icon={STAR} testId="own-ratings" onChoose={then(() => panels.patch({ ratings: true }))}>
        {t.menu.ratings}
      </MenuItem>
      <MenuItem icon={HEADSET} testId="own-coaching" onChoose={then(() => panels.patch({ coaching: true }))}>
        {t.menu.coaching}
      </MenuItem>
      {leads(agent) && (
        <MenuItem icon={CHART} testId="insights" onChoose={then(() => location.assign("/insights"))}>
          {t.menu.results}
        </MenuItem>
      )}
      <MenuItem icon={KEYBOARD} hint="?" onChoose={then(() => panels.patch({ shortcuts: true }))}>
        {t.menu.shortcuts}
      </MenuItem>
      <MenuItem icon={SIGN_OUT} testId="sign-out" onChoose={then(() => void signOut())}>
        {t.menu.signOut}
      </MenuItem>
    </Menu>
  );
}

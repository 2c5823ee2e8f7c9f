import { chooseTheme, theme, THEMES } from "../../desk/state/theme";
import { SNOOZE, SUN, SYSTEM } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { useText } from "../text";

const PICTURES = { system: SYSTEM, light: SUN, dark: SNOOZE } as const;

/** As the system has it, light, or dark; the desk keeps the same choice. */
export function ThemeToggle() {
  const t = useText();
  const current = useStore(theme);
  return (
    <div class="k-languages" role="group" aria-label={t.theme}>
      {THEMES.map((one) => (
        <button key={one} type="button" class="k-languages__option i-theme" title={t.themes[one]} aria-label={t.themes[one]} aria-pressed={one === current} data-testid={`theme-${one}`} onClick={() => chooseTheme(one)}>
          <Icon path={PICTURES[one]} size={16} />
        </button>
      ))}
    </div>
  );
}

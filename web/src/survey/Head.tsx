import { useTexts } from "../kit/i18n";
import { LOOP } from "../kit/icons";
import { Icon } from "../kit/ui/Icon";
import { LanguageToggle } from "../kit/ui/LanguageToggle";
import { texts } from "./texts";

/** What stands above every survey. */
export function Head() {
  const text = useTexts(texts);
  return (
    <header class="s-head">
      <span class="s-mark">
        <Icon path={LOOP} size={22} />
      </span>
      <LanguageToggle label={text.languages} />
    </header>
  );
}

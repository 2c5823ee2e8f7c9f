import { useLanguage } from "../../kit/i18n";
import { decimal, interval, percent, whole } from "../format";
import { useText } from "../text";
import type { Schemas } from "../../kit/api/narrow";

type Themes = Schemas["ThemesOut"];

interface ThemeListProps {
  found: Themes;
  /** So many of what is grouped. */
  times: (n: string) => string;
  /** How many were read, and how many are in no theme. */
  rest: (rest: string, read: string) => string;
}

/** Each theme with how often it came, and examples. */
export function ThemeList({ found, times, rest }: ThemeListProps) {
  const language = useLanguage();
  return (
    <>
      <ol class="i-themes">
        {found.themes.map((one) => (
          <Row key={one.examples[0]?.text} one={one} times={times} />
        ))}
      </ol>
      <p class="i-themes__rest">{rest(whole(found.rest, language), whole(found.read, language))}</p>
    </>
  );
}

function Row({ one, times }: { one: Themes["themes"][number] } & Pick<ThemeListProps, "times">) {
  const t = useText();
  const language = useLanguage();
  const range = one.share && interval(one.share, "share", language);
  return (
    <li data-testid="theme">
      <p class="i-themes__figures">
        <strong>{times(whole(one.n, language))}</strong>
        {one.share && <span>{percent(one.share.value, language)}</span>}
        {range && <span class="i-card__line--faint">{t.interval(range)}</span>}
        <span>{t.themeLanguages(one.languages["zh"] ?? 0, one.languages["en"] ?? 0)}</span>
        {one.score !== null && <span class="i-chip">{t.themeScore(decimal(one.score, language, 1))}</span>}
      </p>
      <ul>
        {one.examples.map((example) => (
          <li key={example.text} lang={example.language === "zh" ? "zh-CN" : "en"}>
            {example.text}
          </li>
        ))}
      </ul>
    </li>
  );
}

import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { RETURN } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { fullTime } from "../../../../kit/time";
import type { ArticleDetail, ArticleVersion } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { leads } from "../../../logic/roles";
import { catalogue } from "../../../state/catalogue";
import { useAgent } from "../../../state/session";
import { topicLabel } from "../../../text/catalogue";
import { shortDateTime } from "../../../text/times";
import { type Changed, changes, type Piece } from "../logic/diff";
import { deed, restore } from "../state/editor";
import { useText } from "../text";
import "./versions.css";

function Words({ pieces }: { pieces: readonly Piece[] }) {
  const t = useText().knowledge.versions;
  return pieces.map(({ kind, text }) => {
    if (kind === "added") return <ins title={t.added}>{text}</ins>;
    return kind === "removed" ? <del title={t.removed}>{text}</del> : text;
  });
}

function Part({ name, language, pieces }: Changed) {
  const t = useText();
  return (
    <div class="n-diff__part">
      <h3>
        {t.knowledge.field[name]}
        {language && <span> · {t.language[language]}</span>}
      </h3>
      <p lang={language === "zh" ? "zh-CN" : language === "en" ? "en" : undefined}>
        <Words pieces={pieces} />
      </p>
    </div>
  );
}

function Difference({ chosen, before, newest, article }: { chosen: ArticleVersion; before: ArticleVersion | undefined; newest: number; article: string }) {
  const t = useText().knowledge.versions;
  const busy = useStore(deed) === "restore";
  const agent = useAgent();
  const language = useLanguage();
  const stages = useStore(catalogue)?.stages ?? [];
  const names = { stage: (code: string) => stages.find(({ name }) => name === code)?.label[language] ?? code, intent: (code: string) => topicLabel(code, language) };
  const changed = changes(before?.contents ?? null, chosen.contents, names);
  return (
    <div class="n-diff" data-testid="difference">
      <header class="n-diff__head">
        <h2>{before ? t.against(before.version) : t.first}</h2>
        {leads(agent) && chosen.version !== newest && (
          <Button size="sm" icon={RETURN} busy={busy} data-testid="version-restore" onClick={() => void restore(article, chosen.version)}>
            {t.restore}
          </Button>
        )}
      </header>
      {chosen.note && <p class="n-diff__note">{chosen.note}</p>}
      {changed.length === 0 ? <p class="n-diff__same">{t.same}</p> : changed.map((one) => <Part key={`${one.name}${one.language ?? ""}`} {...one} />)}
    </div>
  );
}

/** Every version, who made it and why, and what it changed. */
export function Versions({ detail }: { detail: ArticleDetail }) {
  const t = useText().knowledge;
  const language = useLanguage();
  const { versions } = detail;
  const [wanted, setWanted] = useState(versions[0]?.version ?? 0);
  const at = Math.max(0, versions.findIndex(({ version }) => version === wanted));
  const chosen = versions[at];
  return (
    <div class="n-versions">
      <ol class="n-versions__list" aria-label={t.versions.label}>
        {versions.map((one, index) => (
          <li key={one.version}>
            <button type="button" class="n-version" aria-pressed={index === at} data-testid="version" onClick={() => setWanted(one.version)}>
              <span class="n-version__top">
                <strong>{t.version(one.version)}</strong>
                {one.current ? <span class="d-status d-status--good">{t.versions.live}</span> : <span class="d-status d-status--quiet">{t.versions.state[one.state]}</span>}
              </span>
              <span class="n-version__who">
                {one.author ? t.by(one.author) : t.byFile} · <time dateTime={one.at} title={fullTime(one.at, language)}>{shortDateTime(one.at, language)}</time>
              </span>
              {one.note && <span class="n-version__note">{one.note}</span>}
            </button>
          </li>
        ))}
      </ol>
      {chosen && <Difference key={chosen.version} chosen={chosen} before={versions[at + 1]} newest={versions[0]?.version ?? 0} article={detail.article.key} />}
    </div>
  );
}

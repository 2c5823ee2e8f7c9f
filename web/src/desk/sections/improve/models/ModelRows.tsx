import { useLanguage } from "../../../../kit/i18n";
import { ALERT, CHECK, CLOSE, PENCIL, RETURN } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Model } from "../../../../kit/api/types";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { IMPROVE } from "../../../icons";
import { minutes } from "../../../state/clock";
import { shortAge, shortDateTime } from "../../../text/times";
import { moveAlongRows } from "../../../ui/rowKeys";
import { RowSkeletons } from "../../../ui/RowSkeletons";
import { rowOf, type RowProps } from "../row";
import { modelPath } from "../select";
import { useText } from "../text";
import { headline, percent, undone } from "./figures";
import { loadModels, models } from "./state";
import { useModelText } from "./text";
import "./models.css";

const PICTURES = { taken: CHECK, refused: CLOSE, unproven: PENCIL };

function ModelRow({ model, ...row }: RowProps & { model: Model }) {
  const t = useModelText();
  const language = useLanguage();
  const now = useStore(minutes);
  const said = headline(model).map((one) => t.understood(one.language_label[language], percent(one.value)));
  return (
    <li>
      <a {...rowOf(row)} data-testid="model-row">
        <span class={`i-count ${model.in_use ? "" : "m-count--quiet"}`} aria-hidden="true">
          <Icon path={PICTURES[model.verdict]} size={18} />
        </span>
        <span class="d-row__top">
          <span class="d-row__name">{t.of(shortDateTime(model.made_at, language))}</span>
          <span class="d-row__when">{shortAge(now - Date.parse(model.made_at), language)}</span>
        </span>
        <span class="d-row__words">{said.join(" · ")}</span>
        <span class="d-row__foot">
          <span class="i-by">{t.learned(model.learned)}</span>
          <span class="d-row__topic">{model.in_use ? t.inUse : model.verdict === "taken" ? t.replaced : t.verdict[model.verdict]}</span>
        </span>
      </a>
    </li>
  );
}

/** Every model that was tried; above them, that one was taken back. */
export function ModelRows({ current }: { current: string | null }) {
  const t = useModelText();
  const retry = useText().action.retry;
  const language = useLanguage();
  const { phase, models: found, switches } = useStore(models);
  if (phase === "loading" && found.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.failed}>
        <Button onClick={() => void loadModels()}>{retry}</Button>
      </EmptyState>
    );
  }
  if (found.length === 0) return <EmptyState icon={IMPROVE} title={t.none.title} text={t.none.hint} />;
  const paths = found.map(({ name }) => modelPath(name));
  const tabStop = current && paths.includes(current) ? current : paths[0];
  const news = undone(switches);
  return (
    <>
      {news && (
        <div class="m-news">
          <Banner tone="danger" icon={RETURN}>
            {news.said[language]}
          </Banner>
        </div>
      )}
      <ul class="d-rows" aria-label={t.count(found.length)} onKeyDown={moveAlongRows}>
        {found.map((model) => {
          const path = modelPath(model.name);
          return <ModelRow key={model.name} model={model} path={path} current={path === current} tabStop={path === tabStop} />;
        })}
      </ul>
    </>
  );
}

import { useEffect, useState } from "preact/hooks";
import { DOWNLOAD, PLUS, SCAN } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { signHref } from "../api";
import { addCounter, counters, loadCounters, turnCounter } from "../counters";
import { query } from "../state";
import { useText } from "../text";
import type { Counter } from "../types";
import { Panel } from "../../../parts/Panel";

const FORMS = ["pdf", "svg", "png"] as const;

/** Signs for places where customers stand: each opens the chosen questionnaire. */
export function Counters() {
  const t = useText();
  const { questionnaire } = useStore(query);
  const here = useStore(counters).filter((one) => one.questionnaire === questionnaire);
  useEffect(() => void loadCounters(), []);
  return (
    <Panel id="counters" title={t.counters} hint={t.countersHint}>
      <Form questionnaire={questionnaire} />
      {here.length === 0 && <EmptyState icon={SCAN} title={t.noCounters} />}
      <ul class="i-counters">
        {here.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Form({ questionnaire }: { questionnaire: string }) {
  const t = useText();
  const [name, setName] = useState({ zh: "", en: "" });
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    setState("busy");
    const added = await addCounter(questionnaire, name);
    setState(added ? "ready" : "failed");
    if (added) setName({ zh: "", en: "" });
  };
  const place = (language: "zh" | "en", label: string) => (
    <label class="i-field">
      <span>{label}</span>
      <input
        class="i-field__input"
        value={name[language]}
        lang={language === "zh" ? "zh-CN" : "en"}
        maxLength={60}
        pattern=".*\S.*"
        required
        data-testid={`counter-${language}`}
        onInput={(event) => setName({ ...name, [language]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      <form class="i-counter-form" onSubmit={(event) => void add(event)}>
        {place("zh", t.counterPlaceZh)}
        {place("en", t.counterPlaceEn)}
        <Button type="submit" icon={PLUS} busy={state === "busy"} data-testid="counter-add">
          {t.counterAdd}
        </Button>
      </form>
      {state === "failed" && <Banner tone="danger">{t.counterAddFailed}</Banner>}
    </>
  );
}

function Row({ one }: { one: Counter }) {
  const t = useText();
  const language = useLanguage();
  const place = one.name[language];
  const names = { pdf: t.counterPrint, svg: t.counterSvg, png: t.counterPng };
  return (
    <li class="i-counter" data-testid="counter">
      <div class="i-counter__words">
        <strong>{place}</strong>
        <span>{one.closed_at ? t.counterClosed : one.address}</span>
      </div>
      <div class="i-panel__tools">
        {!one.closed_at &&
          FORMS.map((form) => (
            <a key={form} class="k-button k-button--quiet k-button--sm" href={signHref(one.id, form)} download aria-label={t.counterOf(names[form], place)}>
              <Icon path={DOWNLOAD} size={16} />
              {names[form]}
            </a>
          ))}
        <Button look="quiet" size="sm" aria-label={t.counterOf(one.closed_at ? t.counterOpen : t.counterClose, place)} onClick={() => void turnCounter(one.id, one.closed_at !== null)}>
          {one.closed_at ? t.counterOpen : t.counterClose}
        </Button>
      </div>
    </li>
  );
}

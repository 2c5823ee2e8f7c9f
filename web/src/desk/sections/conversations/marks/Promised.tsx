import { CLOCK } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import type { Promised as Promise } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { seconds } from "../../../state/clock";
import { waitingTime } from "../../../text/times";
import { leftOf } from "../logic/promises";
import { useText } from "../text";
import "./promised.css";

interface PromisedProps {
  promise: Promise;
  /** With the words for it, where there is room. */
  named?: boolean;
}

/** What was promised and is due next, second by second. */
export function Promised({ promise, named = false }: PromisedProps) {
  const t = useText().promise;
  const language = useLanguage();
  const left = leftOf(promise, useStore(seconds));
  const kind = t.kind[promise.kind];
  const time = left === null ? "" : waitingTime(Math.abs(left), language);
  const words = left === null ? t.halted(kind) : left < 0 ? t.over(kind, time) : t.left(kind, time);
  return (
    <span class={`d-promise d-promise--${promise.state}`} title={`${words}\n${t.level(promise.level[language])}`} data-testid="promise" data-state={promise.state}>
      <Icon path={CLOCK} size={13} />
      {named ? (
        words
      ) : (
        <>
          <span class="visually-hidden">{words}</span>
          <span aria-hidden="true">{left !== null && left < 0 ? `−${time}` : time}</span>
        </>
      )}
    </span>
  );
}

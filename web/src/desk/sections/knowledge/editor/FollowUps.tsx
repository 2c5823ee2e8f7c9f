import { PLUS, TRASH } from "../../../../kit/icons";
import type { FollowUp } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { IconButton } from "../../../../kit/ui/IconButton";
import { emptyFollowUp } from "../logic/contents";
import { useText } from "../text";
import { Both, BothLines, Faults, Part } from "./fields";
import { useForm } from "./form";

/** What is asked next: some ways to put it, and the answer, in both languages. */
export function FollowUps() {
  const t = useText().knowledge;
  const { contents, change } = useForm();
  const all = contents.follow_ups;

  const put = (field: string, next: FollowUp[]) => change(field, (now) => ({ ...now, follow_ups: next }));
  const replace = (at: number, field: string, next: FollowUp) => put(`follow_ups.${at}.${field}`, all.map((one, index) => (index === at ? next : one)));

  return (
    <Part title={t.field.follow_ups} hint={t.hint.follow_ups} count={all.length}>
      <Faults field="follow_ups" />
      {all.map((one, at) => (
        <fieldset class="n-card" key={at} data-testid="follow-up">
          <legend class="n-card__title">{t.followUp(at + 1)}</legend>
          <IconButton class="n-card__remove" icon={TRASH} size={16} label={`${t.remove}: ${t.followUp(at + 1)}`} onClick={() => put("follow_ups", all.filter((_, index) => index !== at))} />
          <BothLines field={`follow_ups.${at}.asked`} label={t.asked} rows={2} value={one.asked} onWrite={(language, lines) => replace(at, `asked.${language}`, { ...one, asked: { ...one.asked, [language]: lines } })} />
          <Both field={`follow_ups.${at}.answer`} label={t.answer} rows={3} value={one.answer} onWrite={(language, words) => replace(at, `answer.${language}`, { ...one, answer: { ...one.answer, [language]: words } })} />
        </fieldset>
      ))}
      <Button size="sm" icon={PLUS} class="n-add" data-testid="follow-up-add" onClick={() => put("follow_ups", [...all, emptyFollowUp()])}>
        {t.addFollowUp}
      </Button>
    </Part>
  );
}

import { ARROW_DOWN, PLUS, TRASH } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { IconButton } from "../../../../kit/ui/IconButton";
import { useText } from "../text";
import { added, changed, type Contents, entryAdded, entryChanged, moved, PARTS, problemsAt, type Question, TYPES, type Words, without } from "./contents";
import { change, editor } from "./state";

/** Everything that is said, in both languages, question by question. */
export function Form({ contents }: { contents: Contents }) {
  const t = useText();
  return (
    <div class="i-editor__form">
      <Both label={t.editTitle} field="title" words={contents.title} onWords={(title) => change({ ...contents, title })} />
      <Both label={t.editIntro} field="intro" words={contents.intro ?? { zh: "", en: "" }} onWords={(intro) => change(withIntro(contents, intro))} />
      {contents.questions.map((question, place) => (
        <OneQuestion key={place} contents={contents} question={question} place={place} />
      ))}
      <div class="i-editor__ways">
        {TYPES.map((type) => (
          <Button key={type} icon={PLUS} size="sm" data-testid={`add-${type}`} onClick={() => change(added(contents, type))}>
            {t.addQuestion[type]}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** An intro that says nothing is none. */
function withIntro(contents: Contents, intro: Words): Contents {
  const { intro: _, ...rest } = contents;
  return intro.zh || intro.en ? { ...rest, intro } : rest;
}

function OneQuestion({ contents, question, place }: { contents: Contents; question: Question; place: number }) {
  const t = useText();
  const field = `questions.${place}`;
  const set = (part: Partial<Question>): void => change(changed(contents, place, part));
  return (
    <fieldset class="i-editor__question" data-testid={`edit-${question.key}`}>
      <legend>{t.questionLegend(place + 1, t.questionTypes[question.type] ?? question.type)}</legend>
      <div class="i-editor__tools">
        <label class="i-field">
          <span>{t.editKey}</span>
          <input class="i-field__input" value={question.key} onInput={(event) => set({ key: event.currentTarget.value })} />
          <Wrong field={`${field}.key`} />
        </label>
        <label class="i-editor__check">
          <input type="checkbox" checked={question.optional ?? question.type === "text"} onChange={(event) => set({ optional: event.currentTarget.checked })} />
          {t.editOptional}
        </label>
        <IconButton icon={ARROW_DOWN} label={t.moveDown} disabled={place === contents.questions.length - 1} onClick={() => change(moved(contents, place, 1))} />
        <IconButton icon={TRASH} label={t.dropQuestion} onClick={() => change(without(contents, place))} />
      </div>
      <Both label={t.editText} field={`${field}.text`} words={question.text} onWords={(text) => set({ text })} />
      {PARTS.filter((part) => question[part]).map((part) => (
        <div key={part} class="i-editor__part">
          {question[part]?.map((one, number) => (
            <Both
              key={number}
              label={t.entryLegend(String(one.step ?? one.key ?? ""))}
              field={`${field}.${part}.${number}`}
              words={one}
              onWords={(words) => set(entryChanged(question, part, number, words))}
            />
          ))}
          <Wrong field={`${field}.${part}`} own />
        </div>
      ))}
      {question.options && (
        <Button look="quiet" size="sm" icon={PLUS} onClick={() => set(entryAdded(question))}>
          {t.addOption}
        </Button>
      )}
      <Wrong field={`${field}.when`} />
      <Wrong field={field} own />
    </fieldset>
  );
}

function Both({ label, field, words, onWords }: { label: string; field: string; words: Words; onWords: (words: Words) => void }) {
  const t = useText();
  return (
    <div class="i-editor__both">
      {(["zh", "en"] as const).map((one) => (
        <label key={one} class="i-field">
          <span>{`${label} · ${one === "zh" ? t.chinese : t.english}`}</span>
          <textarea class="i-field__input" rows={1} lang={one === "zh" ? "zh-CN" : "en"} value={words[one]} onInput={(event) => onWords({ ...words, [one]: event.currentTarget.value })} />
          <Wrong field={`${field}.${one}`} />
        </label>
      ))}
    </div>
  );
}

/** What is wrong with a field; with `own` not what is wrong inside it. */
function Wrong({ field, own = false }: { field: string; own?: boolean }) {
  const t = useText();
  const { problems } = useStore(editor);
  const found = problemsAt(problems, field).filter((one) => !own || one.field === field);
  if (found.length === 0) return null;
  return (
    <span class="i-editor__wrong" role="alert" data-testid="problem" data-field={field}>
      {t.problems[found[0]?.reason ?? "invalid"]}
    </span>
  );
}

import { useStore } from "../../../../kit/store";
import type { Contents } from "../../../../kit/api/types";
import { change, problems } from "../state/editor";
import { useText } from "../text";
import { Choices } from "./Choices";
import { Details } from "./Details";
import { Both, BothLines, Part } from "./fields";
import { FollowUps } from "./FollowUps";
import { FormContext, useForm } from "./form";
import "./form.css";

function Words() {
  const t = useText().knowledge;
  const { contents, change: put } = useForm();
  return (
    <>
      <Part title={t.field.title} hint={t.hint.title}>
        <Both field="title" label={t.field.title} value={contents.title} onWrite={(language, words) => put(`title.${language}`, (now) => ({ ...now, title: { ...now.title, [language]: words } }))} />
      </Part>
      <Part title={t.field.body} hint={t.hint.body}>
        <Both field="body" label={t.field.body} rows={8} value={contents.body} onWrite={(language, words) => put(`body.${language}`, (now) => ({ ...now, body: { ...now.body, [language]: words } }))} />
      </Part>
      <Part title={t.field.keywords} hint={t.hint.keywords}>
        <BothLines field="keywords" label={t.field.keywords} rows={3} value={contents.keywords} onWrite={(language, lines) => put(`keywords.${language}`, (now) => ({ ...now, keywords: { ...now.keywords, [language]: lines } }))} />
      </Part>
    </>
  );
}

/** All fields of an article; for those who may not write, to be read. */
export function ArticleForm({ id, contents, readOnly }: { id: string; contents: Contents; readOnly: boolean }) {
  const found = useStore(problems)[id] ?? [];
  return (
    <FormContext.Provider value={{ contents, problems: readOnly ? [] : found, change: (field, next) => change(id, field, next) }}>
      <fieldset class={`n-form ${readOnly ? "n-form--read" : ""}`} disabled={readOnly}>
        <Words />
        <FollowUps />
        <Choices />
        <Details />
      </fieldset>
    </FormContext.Provider>
  );
}

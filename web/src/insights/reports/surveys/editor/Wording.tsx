import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { PENCIL } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { Skeleton } from "../../../../kit/ui/Skeleton";
import { fullTime } from "../../../../kit/time";
import { Panel } from "../../../parts/Panel";
import { query } from "../state";
import { useText } from "../text";
import { Form } from "./Form";
import { close, type Edited, editor, open, restore, save } from "./state";
import "./editor.css";

/** The words of the chosen questionnaire, to be changed: versions, a preview in both languages, and what is wrong. */
export function Wording() {
  const t = useText();
  const { questionnaire } = useStore(query);
  const { phase, edited, contents, told } = useStore(editor);
  const here = edited?.name === questionnaire;
  return (
    <Panel
      id="wording"
      title={t.wording}
      hint={t.wordingHint}
      tools={
        phase === "closed" || !here ? (
          <Button icon={PENCIL} busy={phase === "loading"} data-testid="edit" onClick={() => void open(questionnaire)}>
            {t.edit}
          </Button>
        ) : (
          <Button look="quiet" onClick={close}>
            {t.stopEditing}
          </Button>
        )
      }
    >
      {phase === "loading" && <Skeleton height="160px" />}
      {phase === "failed" && <Banner tone="danger">{t.editFailed}</Banner>}
      {here && edited && contents && (
        <>
          <div class="i-editor">
            <Form contents={contents} />
            <PreviewLater edited={edited} />
          </div>
          {told && <Banner tone={told === "saved" || told === "published" ? "success" : "danger"}>{t.editTold[told]}</Banner>}
          <div class="i-editor__ways">
            <Button look="primary" busy={phase === "saving"} data-testid="publish" onClick={() => void save(true)}>
              {t.publish}
            </Button>
            <Button busy={phase === "saving"} data-testid="save-draft" onClick={() => void save(false)}>
              {t.saveDraft}
            </Button>
          </div>
          <Versions />
        </>
      )}
    </Panel>
  );
}

/** What customers answer with is loaded once somebody edits. */
function PreviewLater({ edited }: { edited: Edited }) {
  const [Preview, setPreview] = useState<ComponentType<{ edited: Edited }> | null>(null);
  useEffect(() => void import("./Preview").then((part) => setPreview(() => part.Preview)), []);
  return Preview ? <Preview edited={edited} /> : <Skeleton height="160px" />;
}

function Versions() {
  const t = useText();
  const language = useLanguage();
  const { edited } = useStore(editor);
  if (!edited || edited.versions.length === 0) return null;
  return (
    <details class="i-editor__versions">
      <summary>{t.versionsOf(edited.versions.length)}</summary>
      <ul>
        {edited.versions.map((one) => (
          <li key={one.version}>
            <span>{t.versionLine(one.version, one.author, fullTime(one.created_at, language))}</span>
            <span class="i-chip">{one.current ? t.versionAsked : one.published ? t.versionWas : t.versionDraft}</span>
            {one.version !== edited.version && (
              <Button look="quiet" size="sm" onClick={() => void restore(one.version)}>
                {t.versionRestore}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

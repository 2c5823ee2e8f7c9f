import { useState } from "preact/hooks";
import type { Role } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { useAgent } from "../../../state/session";
import * as server from "../api";
import { useDeed, useLoaded } from "../loaded";
import { Card, Checks, Fetched, Field, Once } from "../parts";
import { useText } from "../text";

const ROLES: readonly Role[] = ["agent", "supervisor", "admin"];
const LANGUAGES = ["zh", "en"] as const;

function RoleChoice({ id, value, onChoose }: { id: string; value: Role; onChoose: (role: Role) => void }) {
  const t = useText();
  return (
    <div class="a-field">
      <label for={id}>{t.administration.people.role}</label>
      <select id={id} class="d-input" data-testid={id} value={value} onChange={(event) => onChoose(event.currentTarget.value as Role)}>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t.role[role]}
          </option>
        ))}
      </select>
    </div>
  );
}

function One({ person, may, onChange }: { person: server.Person; may: boolean; onChange: () => Promise<void> }) {
  const t = useText();
  const p = t.administration.people;
  const [open, setOpen] = useState(false);
  const [link, setLink] = useState("");
  const [draft, setDraft] = useState({ name: person.name, role: person.role, languages: person.languages, at_once: person.at_once ?? 0 });
  const [busy, perform] = useDeed({ last_admin: p.lastAdmin });
  const change = (body: Parameters<typeof server.changePerson>[1], done: string) => perform(() => server.changePerson(person.id, body).then(onChange), done);
  return (
    <li class="a-person" data-testid="person">
      <div class="a-thing">
        <div>
          <strong>{person.name}</strong> {!person.active && <span class="a-mark">{p.left}</span>}
          <p class="a-hint">
            {t.role[person.role]} · {person.email} · {person.second_factor ? p.withSecondFactor : p.withoutSecondFactor}
          </p>
        </div>
        {may && (
          <Button size="sm" aria-expanded={open} data-testid="edit-person" onClick={() => setOpen(!open)}>
            {p.edit}
          </Button>
        )}
      </div>
      {link && <Once title={p.linkOnce} secret={link} />}
      {open && (
        <>
          <div class="a-both">
            <Field label={p.name} value={draft.name} onWrite={(name) => setDraft({ ...draft, name })} testId={`name-${person.id}`} />
            <RoleChoice id={`role-${person.id}`} value={draft.role} onChoose={(role) => setDraft({ ...draft, role })} />
            <Checks label={p.languages} options={LANGUAGES} words={(one) => t.language[one]} chosen={draft.languages} prefix={`language-${person.id}`} onChoose={(languages) => setDraft({ ...draft, languages })} />
            <Field label={p.atOnce} type="number" value={draft.at_once ? String(draft.at_once) : ""} onWrite={(written) => setDraft({ ...draft, at_once: Number(written) || 0 })} hint={p.atOnceHint} testId={`at-once-${person.id}`} />
          </div>
          <div class="a-foot">
            <Button look="primary" size="sm" busy={busy} disabled={!draft.name.trim() || draft.languages.length === 0} data-testid="save-person" onClick={() => void change(draft, t.administration.saved)}>
              {p.save}
            </Button>
            {person.active && (
              <Button size="sm" onClick={() => void perform(async () => setLink((await server.makeLink(person.id)).link))}>
                {p.makeLink}
              </Button>
            )}
            {person.second_factor && (
              <Button size="sm" onClick={() => void perform(() => server.dropSecondFactor(person.id).then(onChange), p.dropped)}>
                {p.drop}
              </Button>
            )}
            <Button size="sm" look="quiet" data-testid="toggle-person" onClick={() => void change({ active: !person.active }, person.active ? p.hasLeft : p.isBack)}>
              {person.active ? p.leave : p.comeBack}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

function New({ onMade }: { onMade: () => Promise<void> }) {
  const t = useText();
  const p = t.administration.people;
  const start = { name: "", email: "", role: "agent" as Role, languages: [...LANGUAGES] as ("zh" | "en")[] };
  const [draft, setDraft] = useState(start);
  const [link, setLink] = useState("");
  const [busy, perform] = useDeed({ email_taken: p.emailTaken, invalid_request: p.refused });
  const make = () =>
    perform(async () => {
      setLink((await server.addPerson(draft)).link);
      setDraft(start);
      await onMade();
    });
  return (
    <Card title={p.add} testId="new-person">
      {link && <Once title={p.linkOnce} secret={link} />}
      <div class="a-both">
        <Field label={p.name} value={draft.name} onWrite={(name) => setDraft({ ...draft, name })} testId="person-name" />
        <Field label={p.email} type="email" value={draft.email} onWrite={(email) => setDraft({ ...draft, email })} testId="person-email" />
        <RoleChoice id="person-role" value={draft.role} onChoose={(role) => setDraft({ ...draft, role })} />
        <Checks label={p.languages} options={LANGUAGES} words={(one) => t.language[one]} chosen={draft.languages} prefix="person-language" onChoose={(languages) => setDraft({ ...draft, languages })} />
      </div>
      <div class="a-foot">
        <Button look="primary" busy={busy} disabled={!draft.name.trim() || !draft.email.trim() || draft.languages.length === 0} data-testid="add-person" onClick={() => void make()}>
          {p.add}
        </Button>
      </div>
    </Card>
  );
}

/** Who belongs to the team. */
export function People() {
  const t = useText().administration.people;
  const may = useAgent().role === "admin";
  const loaded = useLoaded(server.fetchPeople);
  return (
    <Fetched from={loaded}>
      {({ people }) => (
        <>
          {!may && <p class="a-hint">{t.onlyAdmins}</p>}
          <Card title={t.team}>
            <ul class="a-things">
              {people.map((person) => (
                <One key={`${person.id} ${person.active}`} person={person} may={may} onChange={loaded.reload} />
              ))}
            </ul>
          </Card>
          {may && <New onMade={loaded.reload} />}
        </>
      )}
    </Fetched>
  );
}

"""Forms: questions asked together inside the chat, kept as they are typed, closed by sending or stopping."""

import json
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import conversations, files, masking, messages, texts
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation
from crm.errors import BadInput, FormClosed, FormIncomplete, FormNotFound
from crm.fields import EARLIEST_ZONE, Check, Field, FieldError, as_typed, file_ids, is_empty
from crm.messages import Kind, Message
from crm.questions import definition

# All answers of a form together, wrong ones included.
LONGEST_FORM = 100_000
FormStatus = Literal["open", "submitted", "stopped"]
OPEN: FormStatus = "open"
SUBMITTED: FormStatus = "submitted"
STOPPED: FormStatus = "stopped"
_ONLY_OPEN = text("status = 'open'")


class Form(Base):
    """Questions put to one customer. `facts` are ours alone; `values` are the customer's, wrong ones included."""

    __tablename__ = "form"
    __table_args__ = (
        Index(
            "ix_form_open",
            "conversation_id",
            "name",
            unique=True,
            sqlite_where=_ONLY_OPEN,
            postgresql_where=_ONLY_OPEN,
        ),
        Index("ix_form_conversation_id", "conversation_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"))
    origin_message_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("message.id"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[FormStatus] = mapped_column(String(16), default=OPEN)
    result: Mapped[dict[str, Any] | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)


@dataclass(frozen=True)
class Handler:
    """What a vertical does with a form of a certain name.

    `check` finds what no single field can show; it is asked once every field is right by itself. `submit` does what
    was asked for, appends what the customer is told, and returns the result: {"reference", "kind", …}. `send_code`
    mails a one-time code and returns the address, masked, and the seconds it is good for. `country` is where the
    matter is, as ISO 3166 has it, as far as the form knows. `remark` is what the customer should know before they
    send it.
    """

    check: Callable[[Session, Form, dict[str, Any], datetime], dict[str, FieldError]]
    submit: Callable[[Session, Form, Conversation, dict[str, Any], datetime], dict[str, Any]]
    send_code: Callable[[Session, Form, datetime], tuple[str, int]] | None = None
    country: Callable[[Session, Form], str | None] = lambda session, form: None
    remark: Callable[[Session, Form, dict[str, Any], datetime], Mapping[str, str] | None] = (
        lambda session, form, values, now: None
    )


def nothing_more(session: Session, form: Form, values: dict[str, Any], now: datetime) -> dict[str, FieldError]:
    """The check of a form whose fields need not fit together."""
    return {}


@dataclass(frozen=True)
class Answers:
    """What a form's values come to: the clean ones, and what is wrong with the others."""

    values: dict[str, Any]
    errors: dict[str, FieldError] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """The outcome of sending a form, to be unwrapped once the unit of work is over: what was typed is then kept."""

    form: Form
    errors: dict[str, FieldError] = field(default_factory=dict)

    def unwrap(self, language: str) -> Form:
        """The submitted form. Raises FormIncomplete with a sentence per field."""
        if self.errors:
            raise FormIncomplete(fields=[{"field": k, "reason": e.sentence(language)} for k, e in self.errors.items()])
        return self.form


def open_form(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    message_id: uuid.UUID | None,
    name: str,
    values: Mapping[str, Any],
    facts: Mapping[str, Any],
    said: Collection[str] = (),
) -> Form:
    """The customer's form of this name, opened unless one is open or this message has opened it already.

    `values` fill what is still empty; the fields in `said`, which the customer has just named, replace what was there.
    """
    conversation = conversations.lock(session, conversation_id)
    form = _opened_by(session, conversation_id, message_id, name) or _open(session, conversation_id, name)
    if form is None:
        form = Form(
            conversation_id=conversation_id,
            origin_message_id=message_id,
            name=name,
            language=conversation.language,
            values={},
            facts={},
            status=OPEN,
        )
        session.add(form)
    if form.status == OPEN:
        new = {key: value for key, value in values.items() if key in said or is_empty(form.values.get(key))}
        form.values, form.facts, form.updated_at = {**form.values, **new}, {**form.facts, **facts}, utc_now()
    session.flush()
    return form


def get(session: Session, form_id: uuid.UUID) -> Form:
    """A form. Raises FormNotFound."""
    form = session.get(Form, form_id)
    if form is None:
        raise FormNotFound
    return form


def is_open(session: Session, conversation_id: uuid.UUID, name: str) -> bool:
    """Whether the customer has a form of this name before them, neither sent nor stopped."""
    return _open(session, conversation_id, name) is not None


def any_open(session: Session, conversation_id: uuid.UUID) -> bool:
    """Whether a form was begun and neither sent nor stopped."""
    query = select(Form.id).where(Form.conversation_id == conversation_id, Form.status == OPEN).limit(1)
    return session.scalars(query).first() is not None


def save(
    session: Session,
    form: Form,
    values: Mapping[str, Any],
    *,
    checks: Mapping[str, Check],
    now: datetime,
    country: str | None = None,
) -> dict[str, FieldError]:
    """Keep what was typed, right or wrong, beside what another tab may have saved meanwhile.

    Returns what is wrong with the fields sent; one that was emptied is not wrong yet. Raises FormClosed, BadInput.
    """
    require_open(session, form)
    _keep(form, values, now)
    found = read(session, form, checks=checks, now=now, country=country).errors
    return {key: error for key, error in found.items() if key in values and not is_empty(form.values.get(key))}


def submit(
    session: Session,
    form: Form,
    values: Mapping[str, Any],
    *,
    handler: Handler,
    checks: Mapping[str, Check],
    now: datetime,
) -> Submission:
    """Send the form: once, however often it is asked for. What was typed is kept either way. Raises FormClosed."""
    conversation = conversations.lock(session, form.conversation_id)
    if _lock(session, form) == SUBMITTED:
        return Submission(form)
    require_open(session, form)
    _keep(form, values, now)
    answers = read(session, form, checks=checks, now=now, country=handler.country(session, form))
    errors = answers.errors or handler.check(session, form, answers.values, now)
    if errors:
        return Submission(form, errors)
    form.result = handler.submit(session, form, conversation, answers.values, now)
    _close(session, form, SUBMITTED)
    return Submission(form)


def stop(session: Session, form: Form) -> Form:
    """Close a form unsent and say so; stopping twice says it once. Raises FormClosed when it was sent."""
    conversation = conversations.lock(session, form.conversation_id)
    if _lock(session, form) == STOPPED:
        return form
    require_open(session, form)
    _close(session, form, STOPPED)
    messages.notify(session, conversation, body=texts.load("forms")["stopped"][conversation.language])
    return form


def stop_open(session: Session, conversation_id: uuid.UUID) -> list[str]:
    """Close every open form of a conversation without a word; returns their names, so that the caller can say it."""
    conversations.lock(session, conversation_id)
    query = select(Form).where(Form.conversation_id == conversation_id, Form.status == OPEN).order_by(Form.id)
    found = list(session.scalars(query.with_for_update().execution_options(populate_existing=True)))
    for form in found:
        _close(session, form, STOPPED)
    return [form.name for form in found]


def read(
    session: Session, form: Form, *, checks: Mapping[str, Check], now: datetime, country: str | None = None
) -> Answers:
    """Read every field that is asked, in order. A required one that is empty is wrong.

    `country` is where the matter is, as far as it is known.
    """
    known = {str(file.id) for file in files.of_form(session, form.id)}
    answers = Answers({})
    for asked in definition(form.name).asked(form.values):
        try:
            clean = _read_field(replace(asked, country=country), form.values.get(asked.key), checks, now)
            if set(file_ids(asked, clean)) - known:
                raise FieldError("file_gone")
        except FieldError as error:
            answers.errors[asked.key] = error
        else:
            answers.values[asked.key] = clean
    return answers


def with_reference(session: Session, conversation_id: uuid.UUID, reference: str) -> list[Form]:
    """The forms of a conversation whose result names this reference."""
    query = select(Form).where(Form.conversation_id == conversation_id, Form.status == SUBMITTED).order_by(Form.id)
    return [form for form in session.scalars(query) if (form.result or {}).get("reference") == reference]


def require_open(session: Session, form: Form) -> None:
    """Lock a form until the transaction ends. Raises FormClosed when it was sent or stopped."""
    if _lock(session, form) != OPEN:
        raise FormClosed(status=form.status)


def _read_field(asked: Field, value: Any, checks: Mapping[str, Check], now: datetime) -> Any:
    if isinstance(value, bool) != (asked.type == "check") and not is_empty(value):
        raise FieldError("text")
    if not is_empty(value):
        return checks[asked.type](value, asked, now, EARLIEST_ZONE)
    if asked.required:
        raise FieldError("required")
    return None


def _lock(session: Session, form: Form) -> str:
    """Keep everybody else from changing the form until the transaction ends; its status as it stands now."""
    session.refresh(form, with_for_update=True)
    return form.status


def _keep(form: Form, values: Mapping[str, Any], now: datetime) -> None:
    unknown = sorted(set(values) - set(definition(form.name).fields))
    if unknown:
        raise BadInput("This form has no such field.", field=unknown[0])
    asked = definition(form.name).fields
    kept = {**form.values, **{key: _hidden(asked[key], as_typed(value)) for key, value in values.items()}}
    if len(json.dumps(kept, ensure_ascii=False)) > LONGEST_FORM:
        raise BadInput("This is more than a form can hold.")
    form.values = kept
    form.updated_at = now


def _hidden(asked: Field, value: Any) -> Any:
    """A story told without numbers of cards and papers. What a field of one line asks for is wanted, and stays."""
    return masking.hidden_in(value) if asked.type == "textarea" and isinstance(value, str) else value


def _close(session: Session, form: Form, status: FormStatus) -> None:
    """Close a form, and every bubble that shows it."""
    form.status, form.updated_at = status, utc_now()
    shown = select(Message).where(Message.conversation_id == form.conversation_id, Message.kind == Kind.FORM)
    for message in session.scalars(shown):
        if message.data["form"]["id"] == str(form.id):
            messages.update_data(session, message, form={**message.data["form"], "status": status})


def _open(session: Session, conversation_id: uuid.UUID, name: str) -> Form | None:
    return _locked(session, Form.conversation_id == conversation_id, Form.name == name, Form.status == OPEN)


def _opened_by(session: Session, conversation_id: uuid.UUID, message_id: uuid.UUID | None, name: str) -> Form | None:
    if message_id is None:
        return None
    return _locked(
        session, Form.conversation_id == conversation_id, Form.origin_message_id == message_id, Form.name == name
    )


def _locked(session: Session, *which: ColumnElement[bool]) -> Form | None:
    """One form as it stands now, locked until the transaction ends: what another tab saves must not be lost."""
    query = select(Form).where(*which).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).first()

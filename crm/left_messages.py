"""Messages left for the team: what a customer wants, how they are reached, and by when they were promised an answer."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import (
    case_kinds,
    case_presenter,
    cases,
    conversations,
    emergencies,
    forms,
    hours,
    leaving,
    messages,
    presence,
    skills,
    texts,
)
from crm.base import utc_now
from crm.case_texts import Bilingual, Detail, in_both, kind_title, line, reply_by, words
from crm.cases import Case
from crm.conversations import Conversation, Status
from crm.fields import is_empty
from crm.forms import Form, Handler
from crm.messages import Author, Kind, Message
from crm.presence import Desk
from crm.questions import definition
from crm.site import site

FORM, KIND, PREFIX = "leave_message", "message", "MS"
# The button that opens the form; the assistant's to answer, unless it cannot.
PAYLOAD = "/leave_message"
# A promise is told to the half hour.
_TOLD_TO, _ZERO = timedelta(minutes=30), datetime(2000, 1, 1, tzinfo=UTC)
# What is filled in of what was written before: the last things that say something, and no more than the field takes.
_LATEST = 3
# What says nothing of the matter, except where it was not understood: a person will.
_NOT_UNDERSTOOD = "not_understood"


def promised_at(now: datetime) -> datetime | None:
    """By when a message that is left now is answered, to the next half hour; None at a site where people never are."""
    worked = hours.after_working(now, timedelta(hours=site().messages_answered_within))
    return worked and worked + (_ZERO - worked) % _TOLD_TO


def open_form(
    session: Session,
    conversation_id: uuid.UUID,
    *,
    message_id: uuid.UUID | None,
    email: str | None = None,
    phone: str | None = None,
) -> Form:
    """The form for a message, filled in with what was written so far and with what the customer has just named."""
    conversation = conversations.lock(session, conversation_id)
    said = {"email": email, "phone": phone}
    named = {key: value for key, value in said.items() if value}
    if named:
        named["reach"] = next(iter(named))
    about = {"about": _matter(session, conversation), "name": conversation.customer.name}
    return forms.open_form(
        session,
        conversation_id=conversation_id,
        message_id=message_id,
        name=FORM,
        values={key: value for key, value in {**about, **named}.items() if value},
        facts={},
        said=named,
    )


def show_form(session: Session, conversation: Conversation, asked: Message) -> None:
    """Show the form without the assistant's help. The conversation must be locked."""
    form, now = open_form(session, conversation.id, message_id=asked.id), utc_now()
    by = hours.spoken(promised_at(now), conversation.language, says="by", now=now)
    shown = {"form": {"id": str(form.id), "name": form.name, "status": form.status}}
    body = texts.text("message_form", conversation.language, by=by)
    messages.append(
        session, conversation, author=Author.BOT, kind=Kind.FORM, body=body, data=shown, in_reply_to=asked.id
    )


def how_it_stands(session: Session, conversation_id: uuid.UUID, *, now: datetime) -> str | None:
    """How the message stands that was left last in a conversation, with its promise; None where none was left."""
    mine = [case for case in cases.of_conversation(session, conversation_id) if case.kind == KIND]
    if not mine:
        return None
    conversation = conversations.get(session, conversation_id)
    if mine[-1].closed_at is None and mine[-1].due_at is not None and mine[-1].due_at > now:
        return _with_promise(mine[-1], conversation, now=now)
    return case_presenter.sentence(mine[-1], conversation.language)


def submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Open the case with its promised time, and tell the customer both.

    Whoever would have waited for the desk to open need not wait any more; while it is open the place in line is kept.
    """
    due_at, closed = promised_at(now), presence.answering(session, now=now).desk == Desk.CLOSED
    if closed and conversation.status == Status.QUEUED and conversation.priority < emergencies.URGENT:
        leaving.leave_line(session, conversation, how=leaving.MESSAGE)
    case = cases.open_case(
        session,
        kind=KIND,
        workflow=case_kinds.get(KIND).workflow,
        reference=cases.new_reference(PREFIX),
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        title=_title(conversation),
        details=_details(values),
        deadlines=[reply_by(due_at)] if due_at else [],
        due_at=due_at,
        stage=conversation.stage,
    )
    body = _with_promise(case, conversation, now=now)
    case_presenter.say(session, conversation, case, body=body)
    return {"reference": case.reference, "kind": case.kind}


FORMS: Mapping[str, Handler] = {FORM: Handler(check=forms.nothing_more, submit=submit)}


def _with_promise(case: Case, conversation: Conversation, *, now: datetime) -> str:
    language = conversation.language
    kept = "_in_line" if conversation.status == Status.QUEUED else ""
    by = hours.spoken(case.due_at, language, says="by", now=now)
    told = case_presenter.sentence(case, language), texts.text(f"message_promised{kept}", language, by=by)
    return (" " if language == "en" else "").join(told)


def _matter(session: Session, conversation: Conversation) -> str:
    """What the customer wrote last of their matter, in their own words."""
    longest = definition(FORM).fields["about"].max or 0
    query = select(Message).where(
        Message.conversation_id == conversation.id, Message.author == Author.VISITOR, Message.payload.is_(None)
    )
    newest = session.scalars(query.order_by(Message.seq.desc()).limit(_LATEST * 2))
    telling = [message.body for message in newest if _tells(message.intent)][:_LATEST]
    while telling and len("\n".join(telling)) > longest:
        telling.pop()
    return "\n".join(reversed(telling))


def _tells(intent: str | None) -> bool:
    skill = skills.of_intent(intent or "")
    return skill is not None and (skills.topic_of(intent or "") is not None or skill.name == _NOT_UNDERSTOOD)


def _title(conversation: Conversation) -> Bilingual:
    topic = skills.skills().get(conversation.topic or "")
    if topic is None:
        return kind_title(KIND)
    return in_both(words("message_title"), kind=kind_title(KIND), topic=topic.topic.model_dump())


def _details(values: Mapping[str, Any]) -> list[Detail]:
    told = (("name", "name"), ("email", "email"), ("phone", "phone"), ("message", "about"))
    return [line(label, values[key]) for label, key in told if not is_empty(values.get(key))]

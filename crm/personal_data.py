"""Personal data: everything that is kept about a customer, gathered for whoever asks for a copy of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from crm import bounces, preferences, verticals
from crm.appointments import Appointment
from crm.base import Base
from crm.cases import Case, CaseEvent
from crm.conversations import Conversation
from crm.customers import Customer
from crm.files import File
from crm.forms import Form
from crm.handovers import Handover
from crm.identities import Identity
from crm.interactions import Interaction
from crm.messages import Message
from crm.outbox import Mail
from crm.surveys import Survey, SurveyAnswer
from crm.verticals import Scope

Row = dict[str, Any]


@dataclass(frozen=True)
class Columns:
    """Which columns of a table are told, in this order; the rest is ours, not about the customer."""

    table: type[Base]
    named: tuple[str, ...]


_CONVERSATION = Columns(Conversation, ("id", "created_at", "site", "channel", "language", "topic", "status", "outcome"))
_MESSAGE = Columns(
    Message, ("created_at", "author", "author_name", "body", "kind", "language", "intent", "tone", "data")
)
_CASE = Columns(Case, ("reference", "kind", "status", "opened_at", "closed_at", "title", "details", "deadlines"))
_CASE_EVENT = Columns(CaseEvent, ("at", "actor", "from_status", "to_status", "note"))
_APPOINTMENT = Columns(Appointment, ("kind", "place", "starts_at", "minutes", "zone"))
_FORM = Columns(Form, ("name", "created_at", "status", "values"))
_FILE = Columns(File, ("name", "media_type", "size", "created_at"))
_LOOKED_UP = Columns(Interaction, ("created_at", "kind", "summary", "data"))
_HANDED_OVER = Columns(Handover, ("created_at", "reason", "verification", "facts"))
_SURVEY_ANSWER = Columns(SurveyAnswer, ("answered_at", "question", "value", "text", "not_applicable"))
_MAIL = Columns(Mail, ("created_at", "to", "subject", "status", "sent_at"))
_IDENTITY = Columns(Identity, ("channel", "external_id", "created_at"))


def scope_of(session: Session, customer_id: uuid.UUID) -> Scope:
    """Everything of a customer: their conversations, and every case in these."""
    talks = session.scalars(select(Conversation.id).where(Conversation.customer_id == customer_id))
    mine = session.scalars(select(Case.id).where(Case.customer_id == customer_id))
    return Scope(customer_id, tuple(sorted(talks)), tuple(sorted(mine)))


def collect(session: Session, customer_id: uuid.UUID, *, now: datetime) -> dict[str, Any]:
    """Everything that is kept about a customer, as JSON has it."""
    scope, customer = scope_of(session, customer_id), session.get_one(Customer, customer_id)
    talks, mine = scope.conversation_ids, scope.case_ids
    told: dict[str, Any] = {
        "produced_at": now.isoformat(timespec="seconds"),
        "customer": {
            "name": customer.name,
            "language": customer.language,
            "created_at": customer.created_at.isoformat(timespec="seconds"),
        },
        "identities": _rows(session, _IDENTITY, Identity.customer_id == customer_id),
        "conversations": [
            {**talk, "messages": _rows(session, _MESSAGE, Message.conversation_id == uuid.UUID(talk["id"]))}
            for talk in _rows(session, _CONVERSATION, Conversation.customer_id == customer_id)
        ],
        "cases": [_case(session, one) for one in _of(session, Case, Case.customer_id == customer_id)],
        "appointments": _rows(session, _APPOINTMENT, Appointment.customer_id == customer_id),
        "preferences": preferences.export(session, customer_id),
        "forms": _rows(session, _FORM, Form.conversation_id.in_(talks)),
        "files": _rows(session, _FILE, File.conversation_id.in_(talks)),
        "surveys": [_survey(session, one) for one in _of(session, Survey, Survey.customer_id == customer_id)],
        "looked_up": _rows(session, _LOOKED_UP, Interaction.conversation_id.in_(talks)),
        "handed_over": _rows(session, _HANDED_OVER, Handover.conversation_id.in_(talks)),
        "mails": _rows(session, _MAIL, Mail.case_id.in_(mine)),
        "bounced": [row(one, ("shown", "status", "at")) for one in bounces.of(session, customer_id)],
    }
    for vertical in verticals.enabled():
        told |= vertical.personal.collect(session, scope)
    return told


def row(one: Base, names: Iterable[str]) -> Row:
    """What is in these columns of a row, as JSON has it."""
    return {name: as_json(getattr(one, name)) for name in names}


def as_json(value: Any) -> Any:
    """A value of the store as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value) if isinstance(value, date | uuid.UUID) else value


def _rows(session: Session, columns: Columns, whose: ColumnElement[bool]) -> list[Row]:
    return [row(one, columns.named) for one in _of(session, columns.table, whose)]


def _of(session: Session, table: type[Any], whose: ColumnElement[bool]) -> list[Any]:
    return list(session.scalars(select(table).where(whose).order_by(table.id)))


def _case(session: Session, one: Case) -> Row:
    return {**row(one, _CASE.named), "history": _rows(session, _CASE_EVENT, CaseEvent.case_id == one.id)}


def _survey(session: Session, one: Survey) -> Row:
    answers = _rows(session, _SURVEY_ANSWER, SurveyAnswer.survey_id == one.id)
    return {"survey": one.questionnaire, **row(one, ("sent_at",)), "answers": answers}

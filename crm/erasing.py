"""The rows that are deleted when a customer is erased, table by table, and what stays of the others."""

import json
import re
import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from crm import bounces, search_index, verticals
from crm.appointments import Appointment
from crm.cases import Case, CaseEvent
from crm.clocks import Clock
from crm.coaching import Scorecard, ScorecardRating
from crm.conversations import Conversation
from crm.customers import Customer
from crm.deliveries import Delivery
from crm.files import File
from crm.forms import Form
from crm.found_items import FoundItem, FoundItemEvent
from crm.handovers import Handover
from crm.holds import LegalHold
from crm.identities import Identity
from crm.interactions import Interaction
from crm.messages import Message
from crm.outbox import Mail
from crm.preferences import Preference
from crm.surveys import Survey, SurveyAnswer
from crm.verticals import Scope

Counts = dict[str, int]
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def forget_talks(
    session: Session,
    scope: Scope,
    *,
    requests: tuple[uuid.UUID, ...],
    surveys_outside: bool = True,
    thoroughly: bool = True,
) -> Counts:
    """Delete what was said, asked, sent and done in these conversations, and their cases but for the `requests`.

    The conversations stay as empty shells: what is counted about them (`conversation_event`) names nobody.
    `surveys_outside`: also what the customer was asked outside any conversation. `thoroughly`: clean the search's own
    files at once, which takes as long as they are large.
    """
    talks, mine = scope.conversation_ids, scope.case_ids
    search_index.forget(session, conversation_ids=talks, case_ids=mine, thoroughly=thoroughly)
    gone: Counts = {}
    for vertical in verticals.enabled():
        gone |= vertical.personal.erase(session, scope)
    # One that was asked outside a conversation is about a case.
    outside = and_(Survey.customer_id == scope.customer_id, Survey.conversation_id.is_(None))
    asked = or_(Survey.conversation_id.in_(talks), outside) if surveys_outside else Survey.conversation_id.in_(talks)
    said = select(Message.id).where(Message.conversation_id.in_(talks))
    gone["surveys"] = _gone(session, SurveyAnswer, SurveyAnswer.survey_id.in_(select(Survey.id).where(asked)))
    gone["invitations"] = _gone(session, Survey, asked)
    for table in (Interaction, Handover):
        gone[_NAMES[table]] = _gone(session, table, table.conversation_id.in_(talks))
    _gone(session, Clock, Clock.conversation_id.in_(talks))
    rated = select(Scorecard.id).where(Scorecard.conversation_id.in_(talks))
    _gone(session, ScorecardRating, ScorecardRating.scorecard_id.in_(rated))
    _gone(session, Scorecard, Scorecard.conversation_id.in_(talks))
    _gone(session, Delivery, Delivery.message_id.in_(said))
    session.execute(update(Preference).where(Preference.source_message_id.in_(said)).values(source_message_id=None))
    gone["files"] = _gone(session, File, or_(File.conversation_id.in_(talks), File.case_id.in_(mine)))
    gone["forms"] = _gone(session, Form, Form.conversation_id.in_(talks))
    gone["messages"] = _gone(session, Message, Message.conversation_id.in_(talks))
    gone["cases"] = _forget_cases(session, mine, requests)
    shell = {"network": None, "turn_token": None, "turn_until": None, "answered_seq": Conversation.last_visitor_seq}
    session.execute(update(Conversation).where(Conversation.id.in_(talks)).values(**shell))
    return {kind: count for kind, count in gone.items() if count}


def forget_mails(session: Session, scope: Scope, addresses: Iterable[str]) -> list[uuid.UUID]:
    """Delete the mails about these cases, and those to these addresses that are about none; which they were."""
    stray = and_(Mail.case_id.is_(None), Mail.to.in_(sorted(set(addresses))))
    gone = delete(Mail).where(or_(Mail.case_id.in_(scope.case_ids), stray)).returning(Mail.id)
    return list(session.scalars(gone))


def forget_wishes(session: Session, customer_id: uuid.UUID) -> Counts:
    """Delete what the customer wanted remembered; no case needs it."""
    gone = _gone(session, Preference, Preference.customer_id == customer_id)
    return {"preferences": gone} if gone else {}


def forget_person(session: Session, customer_id: uuid.UUID) -> Counts:
    """Delete the name and every other name of the customer."""
    gone = bounces.forget(session, customer_id)
    gone += _gone(session, Identity, Identity.customer_id == customer_id)
    customer = session.get_one(Customer, customer_id)
    gone += customer.name is not None
    customer.name = None
    return {"names": gone} if gone else {}


def addresses_in(told: Any) -> set[str]:
    """Every e-mail address in what is kept."""
    return set(_EMAIL.findall(json.dumps(told, ensure_ascii=False)))


_NAMES: dict[Any, str] = {Interaction: "lookups", Handover: "handovers"}


def _forget_cases(session: Session, mine: tuple[uuid.UUID, ...], requests: tuple[uuid.UUID, ...]) -> int:
    """A case that hung on one of these stays, without it. Of requests about data only what was asked for is left."""
    others = tuple(one for one in mine if one not in requests)
    session.execute(update(Case).where(Case.parent_id.in_(others)).values(parent_id=None))
    session.execute(update(Survey).where(Survey.recovery_id.in_(others)).values(recovery_id=None))
    session.execute(update(LegalHold).where(LegalHold.case_id.in_(others)).values(case_id=None))
    for table in (FoundItem, FoundItemEvent):
        session.execute(update(table).where(table.case_id.in_(others)).values(case_id=None))
    _gone(session, Appointment, Appointment.case_id.in_(others))
    _gone(session, CaseEvent, CaseEvent.case_id.in_(others))
    session.execute(update(CaseEvent).where(CaseEvent.case_id.in_(requests)).values(note=""))
    for request in session.scalars(select(Case).where(Case.id.in_(requests))):
        request.details = request.details[:1]
    session.flush()
    return _gone(session, Case, Case.id.in_(others))


def _gone(session: Session, table: Any, which: ColumnElement[bool]) -> int:
    return len(session.execute(delete(table).where(which).returning(table.id)).all())

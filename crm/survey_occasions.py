"""Occasions: what has happened after which a customer may be asked, with all that a rule asks about it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from crm import bounces, case_kinds, case_mail, identities, skills, verticals
from crm.appointments import Appointment
from crm.cases import Case, CaseEvent
from crm.conversations import Conversation, Outcome
from crm.site import site
from crm.survey_rules import Rule, Way
from crm.surveys import EMAIL, About

# No appointment takes longer.
LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class Occasion:
    """Something that happened to a customer, and where they are told of it."""

    at: datetime
    about: About
    customer_id: uuid.UUID
    conversation_id: uuid.UUID
    language: str
    # The kind of the case, where it is about one.
    kind: str | None = None
    case: Case | None = None
    # Where the customer is, where it tells.
    zone: ZoneInfo | None = None

    @property
    def name(self) -> str:
        """By which a rule knows it again."""
        return f"{self.about.kind}:{self.about.id}"

    def concerns(self, rule: Rule) -> bool:
        """Whether the rule is about such a thing."""
        return rule.concerns(kind=self.kind, stage=self.about.stage, skill=self.about.skill, language=self.language)


def occasions(session: Session, rule: Rule, *, since: datetime, until: datetime) -> Iterator[Occasion]:
    """What happened in a time after which the rule asks, the oldest first, each thing once."""
    seen: set[str] = set()
    find = _FINDERS.get(rule.event, _happened)
    for one in sorted(find(session, rule, since, until), key=lambda found: found.at):
        if one.name not in seen:
            seen.add(one.name)
            yield one


def address_of(session: Session, *, customer_id: uuid.UUID, case: Case | None) -> str | None:
    """Where a customer is written to: as the case says, or as they are known by mail; not where mail came back from."""
    given = case_mail.address_of(session, case) if case is not None else None
    found = given or identities.on_channel(session, customer_id=customer_id, channel=EMAIL)
    return found if found and not bounces.is_bounced(session, found) else None


def way_to(rule: Rule, address: str | None) -> Way | None:
    """The first way of a rule that leads to the customer: their conversation is always there."""
    return next((way for way in rule.by if way == "chat" or address), None)


def zone_at(session: Session, one: Occasion) -> ZoneInfo:
    """In which zone the customer is when they are asked about it."""
    return one.zone or zone_of(session, one.customer_id)


def zone_of(session: Session, customer_id: uuid.UUID) -> ZoneInfo:
    """In which zone a customer lives: as they said for their last appointment, else the site's."""
    query = select(Appointment.zone).where(Appointment.customer_id == customer_id).order_by(Appointment.id.desc())
    said = session.scalars(query.limit(1)).one_or_none()
    return ZoneInfo(said) if said else site().zone


def _resolved(session: Session, rule: Rule, since: datetime, until: datetime) -> Iterator[Occasion]:
    query = select(Conversation).where(
        Conversation.resolved_at > since, Conversation.resolved_at <= until, Conversation.outcome != Outcome.ABANDONED
    )
    for talk in session.scalars(query):
        assert talk.resolved_at
        yield Occasion(talk.resolved_at, About.of(talk), talk.customer_id, talk.id, talk.language)


def _closed(session: Session, rule: Rule, since: datetime, until: datetime) -> Iterator[Occasion]:
    query = _cases(Case.closed_at > since, Case.closed_at <= until)
    for case, language in session.execute(query):
        # Who took it back has nothing to say of how it was done.
        if case.closed_at and case.status not in case_kinds.get(case.kind).exits:
            yield _of_case(case, language, at=case.closed_at)


def _reached(session: Session, rule: Rule, since: datetime, until: datetime) -> Iterator[Occasion]:
    moved = (CaseEvent.at > since, CaseEvent.at <= until, CaseEvent.to_status.in_(rule.states))
    query = _cases(*moved).add_columns(CaseEvent.at).join(CaseEvent, CaseEvent.case_id == Case.id)
    for case, language, at in session.execute(query):
        yield _of_case(case, language, at=at)


def _appointments(session: Session, rule: Rule, since: datetime, until: datetime) -> Iterator[Occasion]:
    query = (
        select(Appointment, Conversation.language)
        .join(Case, Case.id == Appointment.case_id)
        .join(Conversation, Conversation.id == Case.conversation_id)
        .where(Appointment.starts_at > since - LONGEST, Appointment.starts_at <= until)
    )
    for booked, language in session.execute(query):
        over, case = booked.starts_at + timedelta(minutes=booked.minutes), booked.case
        if since < over <= until and case.status not in case_kinds.get(case.kind).exits:
            yield _of_case(case, language, at=over)


def _happened(session: Session, rule: Rule, since: datetime, until: datetime) -> Iterator[Occasion]:
    """What only a vertical knows of."""
    for one in verticals.happenings()[rule.event](session, since, until):
        about = About(kind=one.kind, id=one.id, stage=one.stage, skill=one.skill)
        yield Occasion(one.at, about, one.customer_id, one.conversation_id, one.language, kind=one.kind, zone=one.zone)


def _cases(*which: ColumnElement[bool]) -> Select[Case, str]:
    return select(Case, Conversation.language).join(Conversation, Conversation.id == Case.conversation_id).where(*which)


def _of_case(case: Case, language: str, *, at: datetime) -> Occasion:
    skill = next((one.name for one in skills.skills().values() if one.case == case.kind), None)
    about = About(kind="case", id=str(case.id), agent_id=case.assignee_id, stage=case.stage, skill=skill)
    return Occasion(at, about, case.customer_id, case.conversation_id, language, case.kind, case)


_FINDERS = {
    "resolved": _resolved,
    "case_closed": _closed,
    "case_reached": _reached,
    "appointment_over": _appointments,
}

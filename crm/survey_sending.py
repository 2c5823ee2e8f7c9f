"""Sending: whoever a rule names is asked once, at an hour that suits them, however often the job runs."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from crm import conversations, outbox, survey_mail, surveys
from crm.base import utc_now
from crm.cases import Case
from crm.conversations import Conversation
from crm.store import one_at_a_time
from crm.survey_occasions import Occasion, address_of, occasions, way_to, zone_at, zone_of
from crm.survey_rules import Rule, Verdict, decide, may_disturb, next_hour, rules
from crm.surveys import EMAIL, About, Survey, hash_of

# What could not be asked for so long is asked no more: a night, a weekend, a job that stood still.
LATE = timedelta(days=2)
BATCH = 50
_LOCK = 0x5EEDFACE


@dataclass(frozen=True)
class Rehearsed:
    """What a rule would have done about something that happened."""

    rule: str
    occasion: Occasion
    verdict: Verdict
    at: datetime
    address: str | None


def ask_resolved(session: Session, conversation: Conversation) -> None:
    """Ask in a conversation that was just resolved what the rules say. It must be locked by this transaction."""
    now, about = utc_now(), About.of(conversation)
    here = Occasion(now, about, conversation.customer_id, conversation.id, conversation.language)
    for rule in rules().values():
        if rule.event == "resolved" and rule.at_once and _verdict(session, rule, here, None, now) == Verdict.ASK:
            # Not under the rule's name, which asks of a thing but once: it may be resolved again weeks later.
            surveys.ask(session, conversation, questionnaire=rule.ask, about=about, now=now)


def offer(session: Session, conversation: Conversation, *, intent: str | None) -> None:
    """Ask whoever wants to tell us something, unless they are being asked already. No limit holds who asks for it."""
    now = utc_now()
    rule = next((rule for rule in rules().values() if rule.event == "wanted" and intent in rule.intents), None)
    if rule is None or any(not surveys.is_closed(one, now) for one in surveys.of(session, conversation.id)):
        return
    surveys.ask(session, conversation, questionnaire=rule.ask, about=About.of(conversation), now=now)


def send_due(session: Session, *, now: datetime, public_url: str) -> int:
    """Ask everybody who is to be asked by now; how many. Safe to run twice, and in two places."""
    one_at_a_time(session, _LOCK)
    due = [
        (name, rule, one)
        for name, rule in rules().items()
        if not rule.at_once
        for one in occasions(session, rule, since=now - rule.after.span - LATE, until=now - rule.after.span)
        if one.concerns(rule) and not _was_asked(session, name, one)
    ]
    sent = 0
    # In the order in which everybody locks several conversations.
    for name, rule, one in sorted(due, key=lambda found: found[2].conversation_id)[:BATCH]:
        sent += _send(session, name, rule, one, now=now, public_url=public_url)
    return sent


def remind_due(session: Session, *, now: datetime, public_url: str) -> int:
    """Remind, once, whoever was asked by mail and has answered nothing; how many."""
    one_at_a_time(session, _LOCK)
    query = select(Survey).where(Survey.remind_at <= now, Survey.expires_at > now).limit(BATCH)
    reminded = 0
    for survey in session.scalars(query).all():
        if not may_disturb(now, zone_of(session, survey.customer_id)):
            continue
        survey.remind_at = None
        address = address_of(session, customer_id=survey.customer_id, case=_case_of(session, survey))
        known = address is not None and hash_of(address.lower()) == survey.address_hash
        if known and survey.started_at is None and not _opted_out(session, survey.customer_id, address):
            token = surveys.new_token()
            survey.reminder_hash = hash_of(token)
            _mail(session, survey, token, to=str(address), public_url=public_url, reminder=True)
            reminded += 1
    return reminded


def rehearse(session: Session, *, since: datetime, until: datetime) -> Iterator[Rehearsed]:
    """Whom today's rules would have asked in a time, had nobody been asked before it; nothing is sent."""
    asked: dict[str, list[datetime]] = {}
    found = [
        (one.at + rule.after.span, name, rule, one)
        for name, rule in rules().items()
        if rule.event != "wanted"
        for one in occasions(session, rule, since=since, until=until)
    ]
    for due, name, rule, one in sorted(found, key=lambda each: each[0]):
        address = address_of(session, customer_id=one.customer_id, case=one.case)
        at = due if rule.at_once else next_hour(due, zone_at(session, one))
        persons = [str(one.customer_id), *([address.lower()] if address else [])]
        verdict = decide(
            rule,
            concerns=one.concerns(rule),
            what=one.name,
            way=way_to(rule, address),
            opted_out=_opted_out(session, one.customer_id, address),
            asked=sorted({moment for person in persons for moment in asked.get(person, [])}),
            at=at,
        )
        if verdict == Verdict.ASK:
            for person in persons:
                asked.setdefault(person, []).append(at)
        yield Rehearsed(name, one, verdict, at, address)


def _send(session: Session, name: str, rule: Rule, one: Occasion, *, now: datetime, public_url: str) -> bool:
    address = address_of(session, customer_id=one.customer_id, case=one.case)
    if not may_disturb(now, zone_at(session, one)):
        return False
    if _verdict(session, rule, one, address, now) != Verdict.ASK:
        return False
    if way_to(rule, address) == "chat":
        conversation = conversations.lock(session, one.conversation_id)
        surveys.ask(session, conversation, questionnaire=rule.ask, about=one.about, rule=name, now=now)
        return True
    sent = surveys.create(
        session,
        questionnaire=rule.ask,
        customer_id=one.customer_id,
        language=one.language,
        channel=EMAIL,
        about=one.about,
        conversation_id=one.conversation_id,
        rule=name,
        address=address,
        remind_at=now + rule.remind_after.span if rule.remind_after else None,
        now=now,
    )
    surveys.note_sent(session, sent.survey)
    _mail(session, sent.survey, sent.token, to=str(address), public_url=public_url)
    return True


def _mail(session: Session, survey: Survey, token: str, *, to: str, public_url: str, reminder: bool = False) -> None:
    letter = survey_mail.compose(survey, token, public_url=public_url, reminder=reminder)
    outbox.send(
        session,
        to=to,
        subject=letter.subject,
        body=letter.body,
        html=letter.html,
        unsubscribe=letter.unsubscribe,
        language=survey.language,
        key=f"survey{'-reminder' if reminder else ''}:{survey.id}",
        expires_at=survey.expires_at,
    )


def _verdict(session: Session, rule: Rule, one: Occasion, address: str | None, now: datetime) -> Verdict:
    asked = select(Survey.sent_at).where(_is(one.customer_id, address))
    return decide(
        rule,
        concerns=one.concerns(rule),
        what=one.name,
        way=way_to(rule, address),
        opted_out=_opted_out(session, one.customer_id, address),
        asked=list(session.scalars(asked)),
        at=now,
    )


def _was_asked(session: Session, name: str, one: Occasion) -> bool:
    same = (Survey.rule == name, Survey.about_kind == one.about.kind, Survey.about_id == one.about.id)
    return bool(session.scalar(select(exists().where(*same))))


def _opted_out(session: Session, customer_id: uuid.UUID, address: str | None) -> bool:
    return bool(session.scalar(select(exists().where(_is(customer_id, address), Survey.opted_out))))


def _is(customer_id: uuid.UUID, address: str | None) -> ColumnElement[bool]:
    """The same person: as a customer, or behind the same address."""
    same = Survey.customer_id == customer_id
    return or_(same, Survey.address_hash == hash_of(address.lower())) if address else same


def _case_of(session: Session, survey: Survey) -> Case | None:
    return session.get(Case, uuid.UUID(survey.about_id)) if survey.about_kind == "case" and survey.about_id else None

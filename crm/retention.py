"""Retention: what is over its time goes, in small pieces, and a ledger says what went and whether anything was left.

How long each class is kept stands in `retention` of the site's file; a vertical adds classes of its own. What a legal
hold keeps stays (`crm.holds`). Every table has a class or a reason to stay: a test walks all of them.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, String, UniqueConstraint, and_, delete, exists, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import conversations, erasing, holds, personal_data, verticals
from crm.base import Base, new_id, utc_now
from crm.cases import Case
from crm.conversations import Conversation, Status
from crm.deliveries import Delivery
from crm.desk_sessions import DeskSession
from crm.events import ConversationEvent
from crm.files import File
from crm.found_items import FoundItem, FoundItemEvent
from crm.keeping import OF_NOBODY, Gone, Kept
from crm.messages import Message
from crm.outbox import Mail
from crm.privacy import KIND
from crm.site import site
from crm.site_events import SiteEvent
from crm.store import is_sqlite
from crm.surveys import Survey, SurveyAnswer
from crm.verticals import Scope
from crm.webhook_calls import WebhookCall


class Retired(Base):
    """The ledger: what of a class went on one day, by the site's clock. Nothing of what it was.

    `before`: what is older goes. `remaining`: how much was over its time and still there after the last piece, which is
    nothing once the job is through; what a legal hold keeps is not counted. `pending` as in `Erasure`.
    """

    __tablename__ = "retired"
    __table_args__ = (UniqueConstraint("kind", "day"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(32))
    day: Mapped[date] = mapped_column()
    before: Mapped[datetime] = mapped_column()
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    remaining: Mapped[int] = mapped_column(default=0)
    pending: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    settled_at: Mapped[datetime | None] = mapped_column(index=True)


def kept() -> tuple[Kept, ...]:
    """Every class, the core's first."""
    return (*_KEPT, *(one for vertical in verticals.enabled() for one in vertical.keeping.kept))


def reasons() -> dict[str, str]:
    """Why a table without a class stays, or with what it goes."""
    return _OTHERWISE | {
        table: why for vertical in verticals.enabled() for table, why in vertical.keeping.otherwise.items()
    }


def sweep(session: Session, one: Kept, *, now: datetime) -> int:
    """Let one piece of what is over its time go; how much was due, so nothing once all of it is gone."""
    days = site().retention.days(one.days)
    if days is None:
        return 0
    before = now - timedelta(days=days)
    due = one.due(before)
    ids: list[uuid.UUID] = list(session.scalars(due.limit(one.at_once)))
    if not ids:
        return 0
    if is_sqlite(session):
        # Deleted rows would stay readable in the file until something else is written over them.
        session.execute(text("PRAGMA secure_delete = ON"))
    gone = one.forget(session, ids)
    session.flush()
    session.expire_all()
    remaining = session.scalar(select(func.count()).select_from(due.limit(None).subquery())) or 0
    _enter(session, one, gone, before=before, remaining=remaining, now=now)
    return len(ids)


def ledger(session: Session, *, limit: int) -> list[Retired]:
    """What went lately, the newest first."""
    return list(session.scalars(select(Retired).order_by(Retired.at.desc(), Retired.id.desc()).limit(limit)))


def unsettled(session: Session) -> list[Retired]:
    """Entries of which something is left to delete outside the store, oldest first."""
    return list(session.scalars(select(Retired).where(Retired.settled_at.is_(None)).order_by(Retired.id)))


def settle(session: Session, *, entry_id: uuid.UUID, pending: dict[str, Any], now: datetime) -> None:
    """Note that what was pending is gone, unless more has come meanwhile."""
    entry = session.get_one(Retired, entry_id, with_for_update=True)
    entry.pending = {kind: sorted({*ids} - {*pending.get(kind, [])}) for kind, ids in entry.pending.items()}
    entry.settled_at = None if any(entry.pending.values()) else now


def _enter(session: Session, one: Kept, gone: Gone, *, before: datetime, remaining: int, now: datetime) -> None:
    day = now.astimezone(site().zone).date()
    entry = session.scalars(select(Retired).where(Retired.kind == one.name, Retired.day == day)).one_or_none()
    if entry is None:
        entry = Retired(kind=one.name, day=day, before=before, counts={}, pending={})
        session.add(entry)
    kinds = dict.fromkeys([*entry.counts, *gone.counts])
    entry.counts = {kind: entry.counts.get(kind, 0) + gone.counts.get(kind, 0) for kind in kinds}
    outside = {"conversations": gone.conversations, "mails": gone.mails}
    entry.pending = {kind: sorted({*entry.pending.get(kind, []), *map(str, ids)}) for kind, ids in outside.items()}
    entry.before, entry.remaining, entry.at = before, remaining, now
    entry.settled_at = None if any(entry.pending.values()) else now


def _old_conversations(before: datetime) -> Any:
    """Those that are over and whose cases are over too, each for as long as it is kept. Empty shells are done with."""
    return (
        select(Conversation.id)
        .where(
            Conversation.updated_at < before,
            Conversation.status.in_([Status.BOT, Status.RESOLVED]),
            exists().where(Message.conversation_id == Conversation.id),
            ~exists().where(Case.conversation_id == Conversation.id, _still_kept(before)),
            holds.free(Conversation.id),
        )
        .order_by(Conversation.updated_at)
    )


def _still_kept(before: datetime) -> ColumnElement[bool]:
    """Whether a case is, in a conversation from before this moment. A request about data keeps nothing back itself."""
    mine, talks = site().retention.days("cases"), site().retention.days("conversations") or 0
    if mine is None:
        return or_(Case.closed_at.is_(None), Case.kind != KIND)
    later = and_(Case.kind != KIND, Case.closed_at >= before + timedelta(days=talks - mine))
    return or_(Case.closed_at.is_(None), later)


def _forget_conversations(session: Session, ids: Sequence[uuid.UUID]) -> Gone:
    """All that was said, asked, filled in and done in them, their cases too; whoever has nothing left is nameless."""
    conversations.lock_all(session, ids)
    whose = select(Conversation.customer_id, Conversation.id).where(Conversation.id.in_(ids)).order_by(Conversation.id)
    of_customers: dict[uuid.UUID, list[uuid.UUID]] = {}
    for customer_id, talk in session.execute(whose):
        of_customers.setdefault(customer_id, []).append(talk)
    counts: dict[str, int] = {"conversations": len(ids)}
    mails: list[uuid.UUID] = []
    for customer_id, found in sorted(of_customers.items()):
        talks = tuple(found)
        last = _has_nothing_else(session, customer_id, talks)
        inside = select(Case.id, Case.kind).where(Case.conversation_id.in_(talks)).order_by(Case.id)
        cases = session.execute(inside).all()
        scope = Scope(customer_id, talks, tuple(case_id for case_id, _ in cases))
        mails += erasing.forget_mails(session, scope, ())
        requests = tuple(case_id for case_id, kind in cases if kind == KIND)
        gone = erasing.forget_talks(session, scope, requests=requests, surveys_outside=last, thoroughly=False)
        _add(counts, gone)
        if last:
            _add(counts, erasing.forget_wishes(session, customer_id))
            _add(counts, erasing.forget_person(session, customer_id))
    if mails:
        counts["mails"] = len(mails)
    return Gone(counts, conversations=tuple(ids), mails=tuple(mails))


def _has_nothing_else(session: Session, customer_id: uuid.UUID, talks: tuple[uuid.UUID, ...]) -> bool:
    """Whether these conversations are the last of a customer in which anything is left."""
    others = set(personal_data.scope_of(session, customer_id).conversation_ids) - set(talks)
    return not session.scalar(select(exists().where(Message.conversation_id.in_(others))))


def _add(counts: dict[str, int], more: dict[str, int]) -> None:
    for kind, count in more.items():
        counts[kind] = counts.get(kind, 0) + count


def _old_files(before: datetime) -> Any:
    """Those that no open case is about, nor a conversation that is going on."""
    talk = select(Conversation.id).where(Conversation.status.in_([Status.BOT, Status.RESOLVED]))
    busy = select(Case.conversation_id).where(Case.closed_at.is_(None))
    return (
        select(File.id)
        .where(
            File.created_at < before,
            File.conversation_id.in_(talk),
            File.conversation_id.not_in(busy),
            holds.free(File.conversation_id),
        )
        .order_by(File.created_at)
    )


def _old_mails(before: datetime) -> Any:
    mine = or_(Mail.case_id.is_(None), Mail.case_id.in_(select(Case.id).where(holds.free(Case.conversation_id))))
    return select(Mail.id).where(Mail.created_at < before, mine).order_by(Mail.created_at)


def _forget_mails(session: Session, ids: Sequence[uuid.UUID]) -> Gone:
    return Gone({"mails": delete_rows(session, Mail, ids)}, mails=tuple(ids))


def _old_deliveries(before: datetime) -> Any:
    talk = select(Message.id).where(holds.free(Message.conversation_id))
    return select(Delivery.id).where(Delivery.created_at < before, Delivery.message_id.in_(talk))


def _old_calls(before: datetime) -> Any:
    return select(WebhookCall.id).where(WebhookCall.created_at < before).order_by(WebhookCall.created_at)


def _old_remarks(before: datetime) -> Any:
    """Answers in words; the scores are counted in reports and say nothing about who gave them."""
    return (
        select(SurveyAnswer.id)
        .join(Survey)
        .where(SurveyAnswer.answered_at < before, SurveyAnswer.text.is_not(None), _unheld(Survey.customer_id))
    )


def _forget_remarks(session: Session, ids: Sequence[uuid.UUID]) -> Gone:
    session.execute(update(SurveyAnswer).where(SurveyAnswer.id.in_(ids)).values(text=None))
    return Gone({"survey_answers": len(ids)})


def _old_addresses(before: datetime) -> Any:
    return select(Survey.id).where(
        Survey.sent_at < before, Survey.address_hash.is_not(None), _unheld(Survey.customer_id)
    )


def _forget_addresses(session: Session, ids: Sequence[uuid.UUID]) -> Gone:
    session.execute(update(Survey).where(Survey.id.in_(ids)).values(address_hash=None, reminder_hash=None))
    return Gone({"surveys": len(ids)})


def _old_sessions(before: datetime) -> Any:
    return select(DeskSession.id).where(DeskSession.expires_at < before)


def _old_items(before: datetime) -> Any:
    """Found items that somebody has, or that are gone."""
    return select(FoundItem.id).where(FoundItem.closed_at < before)


def _forget_items(session: Session, ids: Sequence[uuid.UUID]) -> Gone:
    session.execute(delete(FoundItemEvent).where(FoundItemEvent.found_item_id.in_(ids)))
    return deleting(FoundItem, session, ids)


def _old_site_events(before: datetime) -> Any:
    return select(SiteEvent.id).where(SiteEvent.received_at < before)


def _old_events(before: datetime) -> Any:
    """Of conversations of which nothing else is left."""
    return select(ConversationEvent.id).where(
        ConversationEvent.at < before,
        ~exists().where(Message.conversation_id == ConversationEvent.conversation_id),
        holds.free(ConversationEvent.conversation_id),
    )


def _unheld(customer_id: Any) -> ColumnElement[bool]:
    held = select(holds.LegalHold.customer_id).where(holds.LegalHold.lifted_at.is_(None))
    unheld: ColumnElement[bool] = customer_id.not_in(held)
    return unheld


def delete_rows(session: Session, table: Any, ids: Sequence[uuid.UUID]) -> int:
    """Delete these rows; how many there were."""
    return len(session.execute(delete(table).where(table.id.in_(ids)).returning(table.id)).all())


def deleting(table: Any, session: Session, ids: Sequence[uuid.UUID]) -> Gone:
    """Delete rows that nothing else hangs on."""
    return Gone({table.__tablename__: delete_rows(session, table, ids)})


_KEPT = (
    Kept(
        "conversations",
        "conversations",
        (
            *("message", "interaction", "handover", "form", "unanswered_question", "search_entry", "review", "clock"),
            *("identity", "preference", "customer", "scorecard", "scorecard_rating"),
            *("case", "case_event", "appointment", "survey", "conversation"),
        ),
        _old_conversations,
        _forget_conversations,
        at_once=20,
    ),
    Kept("files", "files", ("file",), _old_files, partial(deleting, File)),
    Kept("mails", "mails", ("mail",), _old_mails, _forget_mails),
    Kept("deliveries", "mails", ("delivery",), _old_deliveries, partial(deleting, Delivery)),
    Kept("webhook_calls", "mails", ("webhook_call",), _old_calls, partial(deleting, WebhookCall)),
    Kept("survey_words", "survey_words", ("survey_answer",), _old_remarks, _forget_remarks),
    Kept("survey_addresses", "survey_words", ("survey",), _old_addresses, _forget_addresses),
    Kept("desk_sessions", "sign_ins", ("desk_session",), _old_sessions, partial(deleting, DeskSession)),
    Kept("found_items", "records", ("found_item", "found_item_event"), _old_items, _forget_items),
    Kept("site_events", "records", ("site_event",), _old_site_events, partial(deleting, SiteEvent)),
    Kept("events", "events", ("conversation_event",), _old_events, partial(deleting, ConversationEvent)),
)
_OTHERWISE = {
    "agent": "the team's accounts, which what they did refers to",
    "article": OF_NOBODY,
    "article_intent": OF_NOBODY,
    "notice": OF_NOBODY,
    "notice_version": OF_NOBODY,
    "survey_counter": OF_NOBODY,
    "questionnaire_version": OF_NOBODY,
    "bounced_address": "a hash, so that nobody writes there again; goes with the customer",
    "review_decision": "what the team agreed on, in its own words",
    "canned_reply_version": OF_NOBODY,
    "agent_proof": "how the team proves who they are, as long as there are accounts",
    "desk_setting": OF_NOBODY,
    "shift": OF_NOBODY,
    "report_subscription": "what of the team gets which report, as long as they want it",
    "webhook": "addresses of other systems, and who set them up",
    "api_key": "what other systems may do, and who allowed it",
    "experiment": OF_NOBODY,
    "model_card": OF_NOBODY,
    "model_switch": OF_NOBODY,
    "audit_event": "the proof of who changed what",
    "live_event": "ids alone, for ten minutes",
    "erasure": "the proof that somebody was erased: counts alone",
    "retired": "the proof that this was done: counts alone",
    "legal_hold": "the proof of who kept what back, and why",
}

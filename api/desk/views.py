"""How conversations look at the desk: rows for the list, and the whole story for one."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from api.desk import promise_views
from api.desk.schemas import (
    BouncedOut,
    ColleagueOut,
    CustomerOut,
    DeskHistoryOut,
    DeskMessageOut,
    DetailOut,
    HandoverOut,
    InteractionOut,
    LastMessageOut,
    MovedOut,
    NamedOut,
    NoteOut,
    PreferenceOut,
    PreviousOut,
    PromiseOut,
    SummaryOut,
    SurveyResultOut,
)
from api.http.fields import language_of
from crm import (
    agent_ratings,
    bounces,
    conversations,
    handovers,
    interactions,
    labels,
    messages,
    preference_kinds,
    preferences,
    survey_answers,
    surveys,
)
from crm.base import utc_now
from crm.conversations import Conversation, Outcome
from crm.handovers import Handover
from crm.messages import Author, Message
from crm.preferences import Preference
from crm.site import Words

MAX_PREVIOUS = MAX_NOTES = 20
MAX_SURVEYS = 10


def summaries(session: Session, found: Sequence[Conversation]) -> list[SummaryOut]:
    """Rows for the list, with one query each for all last words of people, all reasons and all labels."""
    ids = [conversation.id for conversation in found]
    last, reasons, worn = _last_messages(session, ids), _reasons(session, ids), labels.of(session, ids)
    promised = promise_views.of(session, ids)
    return [_summary(c, last.get(c.id), reasons.get(c.id), worn[c.id], promised.get(c.id)) for c in found]


def summary(session: Session, conversation: Conversation) -> SummaryOut:
    """One row."""
    return summaries(session, [conversation])[0]


def moved(session: Session, conversation: Conversation, message: Message | None = None) -> MovedOut:
    """What a move at the desk answers."""
    said = desk_message(message) if message else None
    return MovedOut(conversation=summary(session, conversation), message=said)


def history(session: Session, conversation_id: uuid.UUID, *, after: int) -> DeskHistoryOut:
    """Everything said after a number, notes included."""
    conversation = conversations.get(session, conversation_id)
    said = messages.after(session, conversation_id=conversation_id, seq=after, public_only=False)
    return DeskHistoryOut(conversation=summary(session, conversation), messages=[desk_message(m) for m in said])


def detail(session: Session, conversation_id: uuid.UUID) -> DetailOut:
    """The whole story of a conversation. Raises ConversationNotFound."""
    conversation = conversations.get(session, conversation_id)
    handover = handovers.latest(session, conversation_id)
    said = history(session, conversation_id, after=0)
    return DetailOut(
        conversation=said.conversation,
        messages=said.messages,
        customer=_customer(session, conversation),
        handover=HandoverOut.model_validate(handover, from_attributes=True) if handover else None,
        interactions=[
            InteractionOut.model_validate(item, from_attributes=True)
            for item in interactions.of(session, conversation_id)
        ],
        surveys=[_survey(one) for one in surveys.of(session, conversation_id)],
        earlier_surveys=[
            _survey(one)
            for one in agent_ratings.of_customer(
                session, conversation.customer_id, but=conversation_id, limit=MAX_SURVEYS
            )
        ],
        previous=_previous(session, conversation),
        notes=[
            NoteOut.model_validate(one, from_attributes=True)
            for one in messages.notes_about(session, customer_id=conversation.customer_id, limit=MAX_NOTES)
        ],
    )


def desk_message(message: Message) -> DeskMessageOut:
    """A message as the team sees it, without what is the customer's alone: a survey's token, a calendar's link."""
    shown = DeskMessageOut.of(message)
    shown.data = {key: value for key, value in shown.data.items() if key != "token"}
    if isinstance(card := shown.data.get("card"), dict):
        shown.data["card"] = {key: value for key, value in card.items() if key != "calendar"}
    return shown


def _summary(
    conversation: Conversation,
    last: Message | None,
    reason: str | None,
    labelled: list[str],
    promised: PromiseOut | None,
) -> SummaryOut:
    customer, assignee = conversation.customer, conversation.assignee
    return SummaryOut(
        id=conversation.id,
        status=conversation.status,
        channel=conversation.channel,
        language=language_of(conversation.language),
        topic=conversation.topic,
        priority=conversation.priority,
        stage=conversation.stage,
        customer=NamedOut(id=customer.id, name=customer.name),
        assignee=ColleagueOut(id=assignee.id, name=assignee.name) if assignee else None,
        last_message=LastMessageOut.model_validate(last, from_attributes=True) if last else None,
        joined=conversation.joined_at is not None,
        moved_at=conversation.moved_at,
        waiting_since=conversation.waiting_since,
        handed_over_at=conversation.handed_over_at,
        snoozed_until=conversation.snoozed_until,
        created_at=conversation.created_at,
        updated_at=conversation.updated_at,
        last_seq=conversation.last_seq,
        reason=reason,
        outcome=Outcome(conversation.outcome) if conversation.outcome else None,
        labels=labelled,
        promise=promised,
    )


def _last_messages(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, Message]:
    newest = (
        select(Message.conversation_id, func.max(Message.seq))
        .where(Message.conversation_id.in_(ids), Message.public, Message.author.in_((Author.VISITOR, Author.AGENT)))
        .group_by(Message.conversation_id)
    )
    query = select(Message).where(tuple_(Message.conversation_id, Message.seq).in_(newest))
    return {message.conversation_id: message for message in session.scalars(query)}


def _reasons(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    query = (
        select(Handover.conversation_id, Handover.reason).where(Handover.conversation_id.in_(ids)).order_by(Handover.id)
    )
    return {row.conversation_id: row.reason for row in session.execute(query)}


def _customer(session: Session, conversation: Conversation) -> CustomerOut:
    customer = conversation.customer
    of_customer = select(func.count()).where(Conversation.customer_id == customer.id)
    return CustomerOut(
        id=customer.id,
        name=customer.name,
        language=language_of(customer.language),
        created_at=customer.created_at,
        conversations=session.scalar(of_customer) or 0,
        preferences=[_preference(one) for one in preferences.of(session, customer.id, now=utc_now())],
        bounced=[BouncedOut(address=one.shown, at=one.at) for one in bounces.of(session, customer.id)],
    )


def _preference(kept: Preference) -> PreferenceOut:
    kind, value = preference_kinds.kind(kept.kind).label, preference_kinds.said(kept.wish)
    return PreferenceOut(kind=kind, value=Words(**value), consented_at=kept.consented_at, expires_at=kept.expires_at)


def _survey(survey: surveys.Survey) -> SurveyResultOut:
    said = survey_answers.summary(survey)
    return SurveyResultOut(
        kind=survey.questionnaire,
        score=said.score if said else None,
        of=surveys.best_score(survey.asked),
        comment=said.comment if said else None,
        answered_at=max((one.answered_at for one in survey.answers), default=None),
    )


def _previous(session: Session, conversation: Conversation) -> list[PreviousOut]:
    query = (
        select(Conversation)
        .where(Conversation.customer_id == conversation.customer_id, Conversation.id < conversation.id)
        .order_by(Conversation.id.desc())
        .limit(MAX_PREVIOUS)
    )
    return [PreviousOut.model_validate(c, from_attributes=True) for c in session.scalars(query)]

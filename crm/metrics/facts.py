"""What is known of each conversation, counted from the record of what happened in it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Subquery, and_, case, cast, exists, func, select
from sqlalchemy.orm import aliased

from crm.conversations import Conversation, Outcome, Status
from crm.events import ConversationEvent, Name
from crm.messages import Author, Message
from crm.metrics.instants import seconds_between

# Whoever comes back about the same within so many days was not helped the first time.
BACK_WITHIN = timedelta(days=7)
# The questionnaire whose score is set against ours.
RATED_BY = "csat"
UPSET = ("angry", "distressed")
_TURNS = (Name.TURN_ANSWERED, Name.TURN_ASKED_BACK, Name.TURN_FAILED)
_PROMISES = (Name.PROMISE_KEPT, Name.PROMISE_BROKEN)
_HELPED = (Outcome.CONFIRMED, Outcome.ASSUMED)


def facts(talk: CTE) -> CTE:
    """One row a conversation, with its group; a conversation that is not over has no outcome.

    `back`: the same customer began another one about the same within seven days of its end.
    """
    happened, ended, repeats = _happened(talk), _ended(talk), _repeats(talk)
    tone, rated = _tone(talk), _rated(talk)
    parts = (happened, ended, repeats, tone, rated)
    source: Any = talk
    for part in parts:
        source = source.outerjoin(part, part.c.talk_id == talk.c.id)
    outcome = case((ended.c.name != Name.REOPENED, func.coalesce(ended.c.outcome, talk.c.outcome)))
    back = case((_came_back(talk, ended), 1), else_=0)
    counted = [func.coalesce(one, 0).label(one.key) for one in happened.c if one.key != "talk_id"]
    return (
        select(
            talk.c.id,
            talk.c.grp,
            talk.c.now,
            outcome.label("outcome"),
            ended.c.at.label("ended_at"),
            case((ended.c.name.is_not(None), 1), else_=0).label("ever_ended"),
            case((ended.c.place == "line", 1), else_=0).label("gone_from_line"),
            back.label("back"),
            *counted,
            func.coalesce(repeats.c.repeats, 0).label("repeats"),
            func.coalesce(tone.c.upset, 0).label("upset"),
            func.coalesce(tone.c.soured, 0).label("soured"),
            rated.c.rating,
        )
        .select_from(source)
        .cte("fact")
        # Made once: else whatever mentions a column would look again for who came back.
        .prefix_with("MATERIALIZED")
    )


def _happened(talk: CTE) -> Subquery:
    """How often each thing happened."""
    one = ConversationEvent
    told = one.data["promise"].as_string()
    conditions: dict[str, ColumnElement[bool]] = {
        "turns": one.name.in_(_TURNS),
        "answered": one.name == Name.TURN_ANSWERED,
        "asked_back": one.name == Name.TURN_ASKED_BACK,
        "failed": one.name == Name.TURN_FAILED,
        "out_of_scope": and_(one.name == Name.TURN_ANSWERED, one.data["intent"].as_string() == "out_of_scope"),
        "unanswered": one.name == Name.QUESTION_UNANSWERED,
        "lookups": one.name.in_((Name.LOOKUP_DONE, Name.LOOKUP_REFUSED)),
        "refused": one.name == Name.LOOKUP_REFUSED,
        "queued": and_(one.name == Name.QUEUED, one.to_status == Status.QUEUED),
        "taken": one.name == Name.TAKEN,
        "left_line": one.name == Name.LEFT_LINE,
        "transferred": one.name == Name.TRANSFERRED,
        "reopened": one.name == Name.REOPENED,
        **{f"{kind}_due": and_(one.name.in_(_PROMISES), told == kind) for kind in ("first_reply", "resolution")},
        **{
            f"{kind}_broken": and_(one.name == Name.PROMISE_BROKEN, told == kind)
            for kind in ("first_reply", "resolution")
        },
    }
    waited = func.max(case((one.name.in_((Name.FIRST_REPLY, Name.LEFT_LINE)), one.seconds), else_=0.0))
    counted = [func.sum(case((which, 1), else_=0)).label(name) for name, which in conditions.items()]
    query = select(one.conversation_id.label("talk_id"), *counted, waited.label("waited"))
    return query.join_from(talk, one, one.conversation_id == talk.c.id).group_by(one.conversation_id).subquery()


def _ended(talk: CTE) -> Subquery:
    """The last end of each, or that it was opened again."""
    one = ConversationEvent
    ranked = (
        select(
            one.conversation_id.label("talk_id"),
            one.name,
            one.at,
            one.data["outcome"].as_string().label("outcome"),
            one.data["abandoned_at"].as_string().label("place"),
            _newest_first(one.conversation_id, one.id).label("rank"),
        )
        .join_from(talk, one, one.conversation_id == talk.c.id)
        .where(one.name.in_((Name.RESOLVED, Name.ABANDONED, Name.REOPENED)))
        .subquery()
    )
    return select(ranked).where(ranked.c.rank == 1).subquery()


def _repeats(talk: CTE) -> Subquery:
    """How often the customer asked for what they had just asked for."""
    one = ConversationEvent
    intent = one.data["intent"].as_string()
    said = (
        select(
            one.conversation_id.label("talk_id"),
            intent.label("intent"),
            func.lag(intent).over(partition_by=one.conversation_id, order_by=one.id).label("before"),
            one.skill,
        )
        .join_from(talk, one, one.conversation_id == talk.c.id)
        .where(one.name.in_(_TURNS))
        .subquery()
    )
    again = and_(said.c.intent == said.c.before, said.c.skill.is_not(None))
    return (
        select(said.c.talk_id, func.sum(case((again, 1), else_=0)).label("repeats")).group_by(said.c.talk_id).subquery()
    )


def handled(talk: CTE) -> Subquery:
    """How long each was with people in all, in seconds; nothing of one that still is."""
    one = ConversationEvent
    moved = (
        select(
            one.conversation_id.label("talk_id"),
            one.to_status,
            seconds_between(one.at, func.lead(one.at).over(partition_by=one.conversation_id, order_by=one.id)).label(
                "lasted"
            ),
        )
        .join_from(talk, one, one.conversation_id == talk.c.id)
        .where(one.to_status.is_not(None))
        .subquery()
    )
    with_people = moved.c.to_status == Status.ASSIGNED
    return (
        select(moved.c.talk_id, func.sum(moved.c.lasted).label("handled"))
        .where(with_people)
        .group_by(moved.c.talk_id)
        .having(func.count() == func.count(moved.c.lasted))
        .subquery()
    )


def _tone(talk: CTE) -> Subquery:
    """Whether the customer was upset at the end, and had not been at the beginning."""
    one = Message
    first = func.first_value(one.tone).over(partition_by=one.conversation_id, order_by=one.seq)
    read = (
        select(
            one.conversation_id.label("talk_id"),
            one.tone,
            first.label("first"),
            _newest_first(one.conversation_id, one.seq).label("rank"),
        )
        .join_from(talk, one, one.conversation_id == talk.c.id)
        .where(one.author == Author.VISITOR, one.tone.is_not(None))
        .subquery()
    )
    upset = read.c.tone.in_(UPSET)
    return (
        select(
            read.c.talk_id,
            case((upset, 1), else_=0).label("upset"),
            case((and_(upset, read.c.first.not_in(UPSET)), 1), else_=0).label("soured"),
        )
        .where(read.c.rank == 1)
        .subquery()
    )


def _rated(talk: CTE) -> Subquery:
    """What the customer gave last, from 1 to 5."""
    one = ConversationEvent
    given = (
        select(
            one.conversation_id.label("talk_id"),
            cast(one.data["score"].as_string(), Integer).label("rating"),
            _newest_first(one.conversation_id, one.id).label("rank"),
        )
        .join_from(talk, one, one.conversation_id == talk.c.id)
        .where(one.name == Name.SURVEY_ANSWERED, one.data["survey"].as_string() == RATED_BY)
        .subquery()
    )
    return select(given).where(given.c.rank == 1).subquery()


def _came_back(talk: CTE, ended: Subquery) -> ColumnElement[bool]:
    later = aliased(Conversation)
    since = seconds_between(ended.c.at, later.created_at)
    return exists().where(
        later.customer_id == talk.c.customer_id,
        later.topic == talk.c.topic,
        later.id != talk.c.id,
        later.last_visitor_seq > 0,
        since > 0,
        since <= BACK_WITHIN.total_seconds(),
    )


def _newest_first(of: Any, by: Any) -> ColumnElement[int]:
    return func.row_number().over(partition_by=of, order_by=by.desc())

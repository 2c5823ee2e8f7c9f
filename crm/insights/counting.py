"""Counting in the store: a few statements whose answers are as small for a million answers as for ten."""

import uuid
from typing import Any, Literal, NamedTuple

from sqlalchemy import CTE, ColumnElement, case, func, null, select
from sqlalchemy.orm import Session

from crm.insights.periods import Period, week_of
from crm.insights.plans import Plan
from crm.insights.respondents import count_respondents
from crm.insights.slices import Slice
from crm.surveys import Survey, SurveyAnswer

GroupBy = Literal["stage", "skill", "channel", "language", "agent", "counter", "week"]
Group = str | uuid.UUID | int | None


class Key(NamedTuple):
    """Which part of the answers: which group (a week by its number), which language, this period or the one before."""

    group: Group
    language: str
    now: bool


Slices = dict[Key, Slice]


def surveys_of(
    name: str, period: Period, group_by: GroupBy | None, language: str | None, *, agent_id: uuid.UUID | None = None
) -> CTE:
    """The surveys of a period and of the one before it: to which of them each belongs, and to which group.

    With an agent those alone that are about their service.
    """
    wanted = [Survey.questionnaire == name, Survey.sent_at >= period.before.start, Survey.sent_at < period.end]
    if language:
        wanted.append(Survey.language == language)
    if agent_id:
        wanted.append(Survey.agent_id == agent_id)
    return (
        select(
            Survey.id,
            _group(group_by, period).label("grp"),
            Survey.language,
            Survey.conversation_id,
            case((Survey.sent_at >= period.start, 1), else_=0).label("now"),
            Survey.started_at,
            Survey.completed_at,
        )
        .where(*wanted)
        .cte("asked")
    )


def _group(group_by: GroupBy | None, period: Period) -> ColumnElement[Any]:
    columns: dict[str, Any] = {
        "stage": Survey.stage,
        "skill": Survey.skill,
        "channel": Survey.channel,
        "language": Survey.language,
        "agent": Survey.agent_id,
        "counter": Survey.counter_id,
    }
    if group_by == "week":
        return week_of(Survey.sent_at, period)
    return columns[group_by] if group_by else null()


def counted(session: Session, asked: CTE, plan: Plan) -> Slices:
    """Everything that figures are made of."""
    found = Slices()
    _count_surveys(session, asked, found)
    if plan.of_respondents:
        count_respondents(session, asked, plan, lambda *key: _slice(found, *key))
    else:
        _count_answers(session, asked, found)
    return found


def left_after(session: Session, asked: CTE, plan: Plan) -> dict[str, int]:
    """How many of this period went no further than an item, of those who began and did not reach the end."""
    one = SurveyAnswer
    place = case({item: place for place, item in enumerate(plan.items)}, value=one.question)
    last = (
        select(func.max(place).label("place"))
        .join_from(asked, one, one.survey_id == asked.c.id)
        .where(asked.c.now == 1, asked.c.completed_at.is_(None))
        .group_by(one.survey_id)
        .subquery()
    )
    # Of an older wording there may be answers to what is no longer asked.
    query = select(last.c.place, func.count()).where(last.c.place.is_not(None)).group_by(last.c.place)
    return {plan.items[place]: n for place, n in session.execute(query)}


def versions(session: Session, plan: Plan, period: Period) -> int:
    """How many wordings were in use in this period."""
    query = select(func.count(Survey.version.distinct())).where(
        Survey.questionnaire == plan.name, Survey.sent_at >= period.start, Survey.sent_at < period.end
    )
    return session.scalar(query) or 0


def _slice(found: Slices, group: Group, language: str, now: int) -> Slice:
    return found.setdefault(Key(group, language, bool(now)), Slice())


def _count_surveys(session: Session, asked: CTE, found: Slices) -> None:
    key = asked.c.grp, asked.c.language, asked.c.now
    query = select(*key, func.count(), func.count(asked.c.started_at), func.count(asked.c.completed_at)).group_by(*key)
    for group, language, now, sent, started, completed in session.execute(query):
        part = _slice(found, group, language, now)
        part.sent, part.started, part.completed = sent, started, completed


def _count_answers(session: Session, asked: CTE, found: Slices) -> None:
    one = SurveyAnswer
    key = asked.c.grp, asked.c.language, asked.c.now, one.question, one.value, one.not_applicable
    query = select(*key, func.count()).join_from(asked, one, one.survey_id == asked.c.id).group_by(*key)
    for group, language, now, item, value, not_applicable, n in session.execute(query):
        part = _slice(found, group, language, now)
        if not_applicable:
            part.not_applicable[item] += n
        elif value is None:
            part.texts[item] += n
        else:
            part.counts[item][value] += n

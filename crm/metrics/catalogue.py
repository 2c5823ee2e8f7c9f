"""The metrics, each declared once: page, tables, definitions and the conversations behind a figure follow from here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import CTE, ColumnElement, Select, and_, or_, select, true

from crm.conversations import Outcome, Status
from crm.events import ConversationEvent, Name
from crm.metrics.facts import handled
from crm.metrics.penalties import score

Unit = Literal["count", "share", "seconds", "score"]
Better = Literal["higher", "lower", "neither"]
Part = Literal["volume", "resolution", "people", "speed", "understanding"]
Which = Callable[[CTE], ColumnElement[bool]]
MEDIAN, NINETIETH = 0.5, 0.9


@dataclass(frozen=True)
class Metric:
    """A figure over conversations' facts; names and definition stand under its slug in `texts/metrics.yml`.

    `of`: which conversations it is of; `hits`: those that a share counts; `value`: what a mean is of; `times`: rows
    (talk_id, seconds), made of the conversations, of which it is the `quantile`.
    """

    slug: str
    part: Part
    unit: Unit
    better: Better
    of: Which = lambda fact: true()
    hits: Which | None = None
    value: Callable[[CTE], ColumnElement[Any]] | None = None
    times: Callable[[CTE], Select[Any]] | None = None
    quantile: float = MEDIAN


def _ended(fact: CTE) -> ColumnElement[bool]:
    return fact.c.outcome.is_not(None)


def _involved(fact: CTE) -> ColumnElement[bool]:
    return and_(_ended(fact), fact.c.answered > 0)


def _came_back(fact: CTE) -> ColumnElement[bool]:
    return and_(fact.c.outcome.in_((Outcome.CONFIRMED, Outcome.ASSUMED)), fact.c.back == 1)


def _ended_as(outcome: Outcome) -> Which:
    return lambda fact: and_(fact.c.outcome == outcome, fact.c.back == 0)


def _by_assistant(fact: CTE) -> ColumnElement[bool]:
    return and_(fact.c.outcome.in_((Outcome.CONFIRMED, Outcome.ASSUMED)), fact.c.back == 0, fact.c.answered > 0)


def _at_first_contact(fact: CTE) -> ColumnElement[bool]:
    solved = (Outcome.CONFIRMED, Outcome.ASSUMED, Outcome.HANDED_OVER)
    return and_(fact.c.outcome.in_(solved), fact.c.back == 0, fact.c.reopened == 0)


def _some(column: str) -> Which:
    return lambda fact: fact.c[column] > 0


def _none(column: str) -> Which:
    return lambda fact: fact.c[column] == 0


def _seconds(*names: Name, from_status: Status | None = None) -> Callable[[CTE], Select[Any]]:
    """What the clocks of these events showed."""
    one = ConversationEvent

    def times(_: CTE) -> Select[Any]:
        columns: tuple[Any, ...] = (one.conversation_id.label("talk_id"), one.seconds.label("seconds"))
        query = select(*columns).where(one.name.in_(names), one.seconds.is_not(None))
        return query.where(one.from_status == from_status) if from_status else query

    return times


def _handled(talk: CTE) -> Select[Any]:
    found = handled(talk)
    return select(found.c.talk_id, found.c.handled.label("seconds"))


_REPLIES = _seconds(Name.TURN_ANSWERED, Name.TURN_ASKED_BACK)
_FIRST = _seconds(Name.FIRST_REPLY)
_WAITS = _seconds(Name.TAKEN, from_status=Status.QUEUED)

METRICS: tuple[Metric, ...] = (
    Metric("conversations", "volume", "count", "neither", hits=lambda fact: true()),
    Metric("score", "resolution", "score", "higher", of=_ended, value=score),
    Metric("confirmed", "resolution", "share", "higher", of=_ended, hits=_ended_as(Outcome.CONFIRMED)),
    Metric("assumed", "resolution", "share", "neither", of=_ended, hits=_ended_as(Outcome.ASSUMED)),
    Metric("returned", "resolution", "share", "lower", of=_ended, hits=_came_back),
    Metric(
        "handed_over", "resolution", "share", "neither", of=_ended, hits=lambda f: f.c.outcome == Outcome.HANDED_OVER
    ),
    Metric("abandoned", "resolution", "share", "lower", of=_ended, hits=lambda f: f.c.outcome == Outcome.ABANDONED),
    Metric("involvement", "resolution", "share", "higher", of=_ended, hits=_involved),
    Metric("resolution", "resolution", "share", "higher", of=_involved, hits=_by_assistant),
    Metric("automation", "resolution", "share", "higher", of=_ended, hits=_by_assistant),
    Metric("first_contact", "resolution", "share", "higher", of=_ended, hits=_at_first_contact),
    Metric("reopened", "resolution", "share", "lower", of=_some("ever_ended"), hits=_some("reopened")),
    Metric(
        "left_line",
        "people",
        "share",
        "lower",
        of=_some("queued"),
        hits=lambda f: or_(f.c.left_line > 0, f.c.gone_from_line > 0),
    ),
    Metric("transferred", "people", "share", "lower", of=_some("taken"), hits=_some("transferred")),
    Metric(
        "first_reply_kept", "people", "share", "higher", of=_some("first_reply_due"), hits=_none("first_reply_broken")
    ),
    Metric("resolution_kept", "people", "share", "higher", of=_some("resolution_due"), hits=_none("resolution_broken")),
    Metric("bot_reply", "speed", "seconds", "lower", times=_REPLIES),
    Metric("bot_reply_p90", "speed", "seconds", "lower", times=_REPLIES, quantile=NINETIETH),
    Metric("wait", "speed", "seconds", "lower", times=_WAITS),
    Metric("wait_p90", "speed", "seconds", "lower", times=_WAITS, quantile=NINETIETH),
    Metric("first_reply", "speed", "seconds", "lower", times=_FIRST),
    Metric("first_reply_p90", "speed", "seconds", "lower", times=_FIRST, quantile=NINETIETH),
    Metric("handle", "speed", "seconds", "neither", times=_handled),
    Metric("handle_p90", "speed", "seconds", "neither", times=_handled, quantile=NINETIETH),
    Metric("asked_back", "understanding", "share", "lower", of=_some("turns"), hits=_some("asked_back")),
    Metric("out_of_scope", "understanding", "share", "neither", of=_some("turns"), hits=_some("out_of_scope")),
    Metric("unanswered", "understanding", "share", "lower", of=_some("turns"), hits=_some("unanswered")),
    Metric("refused", "understanding", "share", "lower", of=_some("lookups"), hits=_some("refused")),
    Metric("failed", "understanding", "share", "lower", of=_some("turns"), hits=_some("failed")),
)
BY_SLUG: Mapping[str, Metric] = {one.slug: one for one in METRICS}
# How conversations ended: these add up to all that ended.
SPLIT = ("confirmed", "assumed", "handed_over", "returned", "abandoned")

"""The journey map: touchpoints by stage, two periods side by side, and where time is lost between them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from crm.base import utc_now
from crm.insights.bottlenecks import Bottleneck, bottlenecks
from crm.insights.journey_days import period_side
from crm.insights.journey_side import Dimension, Group, Side
from crm.insights.journey_words import Verbatim, verbatims
from crm.insights.journeys import Segment
from crm.insights.periods import Period
from crm.insights.stops import Place, Tally
from crm.statistics.changes import Change, of_shares
from crm.statistics.shifts import Shift, noticed, real, shift

NOTHING = Tally()


@dataclass(frozen=True)
class Touchpoint:
    """A place in both periods. `leaving` and `stay`: how it changed; `real` whether more than by chance, if it can be
    told. `order`: how early customers come by."""

    place: Place
    now: Tally
    before: Tally
    order: float
    leaving: Change | None
    leaving_real: bool | None
    stay: Shift | None
    stay_real: bool | None
    verbatims: tuple[Verbatim, ...]


@dataclass(frozen=True)
class Part:
    """Conversations of one language, channel or skill, in both periods."""

    dimension: Dimension
    value: str | None
    now: Group
    before: Group


@dataclass(frozen=True)
class JourneyMap:
    """Both periods: the whole, every touchpoint by stage, the parts, and the steps by what they lose."""

    period: Period
    against: Period
    now: Group
    before: Group
    touchpoints: tuple[Touchpoint, ...]
    parts: tuple[Part, ...]
    bottlenecks: tuple[Bottleneck, ...]


def journey_map(session: Session, period: Period, against: Period, segment: Segment) -> JourneyMap:
    """Of the conversations that were opened in each of the two periods, as they stand now."""
    now = period_side(session, period, segment, now=utc_now())
    before = period_side(session, against, segment, now=utc_now())
    return JourneyMap(
        period,
        against,
        now.whole,
        before.whole,
        _touchpoints(now, before, verbatims(session, now.seen)),
        _parts(now, before),
        tuple(bottlenecks(before.steps, now.steps)),
    )


def _touchpoints(now: Side, before: Side, said: Mapping[Place, tuple[Verbatim, ...]]) -> tuple[Touchpoint, ...]:
    places = sorted(now.places.keys() | before.places.keys(), key=lambda place: place.order)
    pairs = [(now.places.get(place, NOTHING), before.places.get(place, NOTHING)) for place in places]
    leaving = [of_shares((old.abandoned, old.n), (new.abandoned, new.n)) for new, old in pairs]
    stays = [shift(old.minutes, new.minutes) for new, old in pairs]
    left = real([one.p if one else None for one in leaving])
    longer = real([one.p if one else None for one in stays])
    changes = zip(leaving, left, stays, longer, strict=True)
    return tuple(
        Touchpoint(place, new, old, _order(new, old), change, sure, stay, noticed(stay, lasting), said.get(place, ()))
        for place, (new, old), (change, sure, stay, lasting) in zip(places, pairs, changes, strict=True)
    )


def _order(now: Tally, before: Tally) -> float:
    return (now.order + before.order) / (now.n + before.n)


def _parts(now: Side, before: Side) -> tuple[Part, ...]:
    keys = now.groups.keys() | before.groups.keys()
    found = [Part(*key, now.groups.get(key, Group()), before.groups.get(key, Group())) for key in keys]
    return tuple(sorted(found, key=lambda one: (one.dimension, -one.now.n, -one.before.n, one.value or "")))

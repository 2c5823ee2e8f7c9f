"""The journey map as it is told."""

from api.desk.catalogue import catalogue
from api.http.fields import language_of
from api.insights.schemas import EstimateOut
from api.journeys import names, said
from api.journeys.schemas import (
    BottleneckOut,
    CallerOut,
    CallersOut,
    GroupCountsOut,
    JourneyGroupOut,
    JourneyOut,
    JourneyStageOut,
    StopCountsOut,
    TouchpointOut,
    VerbatimOut,
)
from crm.conversations import STAGES
from crm.insights.bottlenecks import Bottleneck
from crm.insights.came_by import Caller
from crm.insights.figures import SHOWN_FROM
from crm.insights.journey_map import JourneyMap, Part, Touchpoint
from crm.insights.journey_side import Group
from crm.insights.journey_words import Verbatim
from crm.insights.stops import Tally
from crm.statistics.estimates import Moments, mean, share
from crm.statistics.shifts import quantile


def journey_of(found: JourneyMap) -> JourneyOut:
    """The whole map."""
    labels = {one.name: one.label for one in catalogue().stages}
    against_before = found.against == found.period.before
    return JourneyOut(
        first=found.period.first,
        last=found.period.last,
        against_first=found.against.first,
        against_last=found.against.last,
        time_zone=found.period.zone.key,
        now=_group_counts(found.now),
        before=_group_counts(found.before),
        stages=[JourneyStageOut.model_validate({"name": name, "label": labels[name]}) for name in STAGES],
        touchpoints=[_touchpoint(one) for one in found.touchpoints],
        groups=[_group(one) for one in found.parts],
        bottlenecks=[_bottleneck(one, against_before) for one in found.bottlenecks],
    )


def callers_of(found: list[Caller]) -> CallersOut:
    """The conversations behind a figure."""
    return CallersOut(conversations=[_caller(one) for one in found])


def _touchpoint(one: Touchpoint) -> TouchpointOut:
    return TouchpointOut.model_validate(
        {
            **one.place._asdict(),
            "label": names.place(one.place.kind, one.place.name),
            "order": one.order,
            "now": _stop_counts(one.now),
            "before": _stop_counts(one.before),
            "leaving_real": one.leaving_real,
            "stay_real": one.stay_real,
            "verbatims": [_verbatim(said_there) for said_there in one.verbatims],
        }
    )


def _stop_counts(one: Tally) -> StopCountsOut:
    stays = one.stays
    return StopCountsOut(
        n=one.n,
        abandoned=_share(one.abandoned, one.n),
        calm=_share(one.n - one.upset, one.n),
        score=_score(one.scores),
        left=one.abandoned,
        ended=one.ended,
        median=quantile(stays, 0.5),
        p90=quantile(stays, 0.9),
    )


def _group(one: Part) -> JourneyGroupOut:
    return JourneyGroupOut(
        dimension=one.dimension,
        value=one.value,
        label=names.group(one.dimension, one.value),
        now=_group_counts(one.now),
        before=_group_counts(one.before),
    )


def _group_counts(one: Group) -> GroupCountsOut:
    return GroupCountsOut(
        n=one.n,
        abandoned=_share(one.abandoned, one.n),
        calm=_share(one.n - one.upset, one.n),
        score=_score(one.scores),
        handed_over=_share(one.handed_over, one.n),
    )


def _bottleneck(one: Bottleneck, against_before: bool) -> BottleneckOut:
    return BottleneckOut(
        **one.step._asdict(),
        live=one.live,
        label=names.step(one.step),
        sentence=said.sentence(one, against_before=against_before),
        n=one.n,
        median=one.median,
        p90=one.p90,
        minutes=one.minutes,
        lost=one.lost,
        median_before=one.shift.before if one.shift else None,
        p=one.shift.p if one.shift else None,
        real=one.real,
    )


def _caller(one: Caller) -> CallerOut:
    return CallerOut(
        conversation_id=one.conversation_id,
        opened_at=one.opened,
        language=language_of(one.language),
        channel=one.channel,
        topic=names.group("skill", one.topic) if one.topic else None,
        minutes=one.stop.minutes,
        abandoned=one.stop.abandoned,
        upset=one.stop.upset,
        score=one.stop.score,
    )


def _verbatim(one: Verbatim) -> VerbatimOut:
    return VerbatimOut(
        text=one.text, language=language_of(one.language), tone=one.tone, conversation_id=one.conversation_id
    )


def _share(hits: int, n: int) -> EstimateOut | None:
    found = share(hits, n)
    return EstimateOut.model_validate(found) if found else None


def _score(scores: list[float]) -> EstimateOut | None:
    found = mean(Moments.of(scores)) if len(scores) >= SHOWN_FROM else None
    return EstimateOut.model_validate(found) if found else None

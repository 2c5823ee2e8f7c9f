"""Where a bag is: its events folded in the order of their times, and the scan that should come next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from airline.bags.bags import Bag, BagEvent, EventKind, events_of
from airline.bags.itinerary import Leg, path
from airline.places.airports import local_time

Standing = Literal["done", "current", "problem"]

PROBLEMS: frozenset[EventKind] = frozenset({"offloaded", "not_seen", "on_hand", "forwarded", "reported_missing"})
# Told by an office, not seen by a scanner: these never take a bag back to an earlier state.
_ANNOUNCED: frozenset[EventKind] = frozenset({"registered", "accepted"})
_NO_POSITION: frozenset[EventKind] = frozenset({"registered", "cancelled", "reported_missing", "damaged"})
# What happened to the bag, and not where it is.
_BESIDE: frozenset[EventKind] = frozenset({"damaged"})
_IN_HAND: frozenset[EventKind] = frozenset({"accepted", "screened", "sorted", "transferred", "forwarded"})
_AT_JOURNEYS_END: frozenset[EventKind] = frozenset({"arrived", "at_belt", "collected"})
# When two events have the same time, the one that comes first in a journey is taken first.
_ORDER: tuple[EventKind, ...] = (
    "registered", "accepted", "screened", "arrived", "transferred", "sorted", "on_hand", "not_seen", "offloaded",
    "reported_missing", "forwarded", "loaded", "at_belt", "collected", "damaged", "cancelled",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One event as a customer may see it. Without `stated` the time is when we heard of it."""

    kind: EventKind
    standing: Standing
    airport: str
    location: str
    at: datetime
    local_time: datetime
    stated: bool
    flight: str
    destination: str


@dataclass(frozen=True, slots=True)
class NextScan:
    """The scan to expect from the itinerary. Not a promise, and not a position."""

    kind: EventKind
    airport: str
    flight: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A bag's story: what it adds up to, step by step, and what should come next if that is known."""

    state: EventKind
    steps: list[Step]
    last_scan: Step | None
    next: NextScan | None
    problem: bool


def timeline(session: Session, *, bag: Bag) -> Timeline:
    """The timeline of a bag, the same whatever the order in which its messages came."""
    return fold(events_of(session, bag=bag), legs=path(bag.legs))


def fold(events: Iterable[BagEvent], *, legs: Sequence[Leg]) -> Timeline:
    """Go through the events by their times; an office's word never takes back what a scanner saw."""
    counted: list[BagEvent] = []
    for event in _in_order(list(events), legs):
        if not _counts(event, counted):
            continue
        if counted and _same(event, counted[-1]):
            counted.pop()
        counted.append(event)
    moved = [event for event in counted if event.kind not in _BESIDE]
    state: EventKind = moved[-1].kind if moved else "registered"
    steps = _steps(counted)
    seen = [step for step in steps if step.kind not in _NO_POSITION]
    last = seen[-1] if seen else None
    return Timeline(state, steps, last, _next(state, moved[-1] if moved else None, legs), state in PROBLEMS)


def _counts(event: BagEvent, before: Sequence[BagEvent]) -> bool:
    state = before[-1].kind if before else None
    if event.kind == "registered":
        return state is None
    if event.kind == "accepted":
        return state in (None, "registered", "cancelled")
    if event.kind == "cancelled":
        return state not in _AT_JOURNEYS_END
    if event.kind == "reported_missing":
        # What has come since is not missing any more.
        return state not in _AT_JOURNEYS_END
    if event.stated:
        return True
    # A manifest or a late list repeats what scanners have told: the same thing once is enough.
    return not any(_same(event, earlier) for earlier in before)


def _same(one: BagEvent, other: BagEvent) -> bool:
    return (one.kind, one.airport, one.flight, one.flight_date) == (
        other.kind,
        other.airport,
        other.flight,
        other.flight_date,
    )


def _in_order(events: list[BagEvent], legs: Sequence[Leg]) -> list[BagEvent]:
    """By time. A message without one came after what it tells: it goes before the scans that must have followed."""
    scans = [event for event in events if event.stated]

    def effective(event: BagEvent) -> datetime:
        if event.stated:
            return event.at
        return min([event.at, *(scan.at for scan in scans if _must_follow(scan, event, legs))])

    return sorted(events, key=lambda one: (effective(one), one.stated, _ORDER.index(one.kind), one.dedupe_hash))


def _must_follow(scan: BagEvent, event: BagEvent, legs: Sequence[Leg]) -> bool:
    here, there = _place(event, legs), _place(scan, legs)
    if scan.airport == event.airport and here == there:
        is_order = event.kind == "forwarded" and event.flight == scan.flight
        return event.kind in _ANNOUNCED or is_order
    return here is not None and there is not None and there > here


def _place(event: BagEvent, legs: Sequence[Leg]) -> int | None:
    """How far along the itinerary: 0 where it starts. The flight tells, where the way passes an airport twice."""
    for index, leg in enumerate(legs):
        if leg.flight == event.flight and event.airport in (leg.origin, leg.destination):
            return index + (event.airport == leg.destination)
    airports = [leg.origin for leg in legs] + [leg.destination for leg in legs[-1:]]
    return airports.index(event.airport) if event.airport in airports else None


def _steps(events: Sequence[BagEvent]) -> list[Step]:
    steps = [
        Step(
            kind=event.kind,
            # Held at an airport is not where it should be, but it is found.
            standing="problem" if event.kind in PROBLEMS - {"on_hand"} else "done",
            airport=event.airport,
            location=event.location,
            at=event.at,
            local_time=local_time(event.at, event.airport),
            stated=event.stated,
            flight=event.flight,
            destination=event.destination,
        )
        for event in events
    ]
    if steps and steps[-1].standing == "done" and steps[-1].kind != "collected":
        steps[-1] = replace(steps[-1], standing="current")
    return steps


def _next(state: EventKind, last: BagEvent | None, legs: Sequence[Leg]) -> NextScan | None:
    if last is None or state == "registered":
        return NextScan("accepted", legs[0].origin, legs[0].flight) if legs else None
    if state == "loaded":
        return _after_loading(last, legs)
    if state == "at_belt":
        return NextScan("collected", last.airport, "")
    return _on_the_ground(state, last, legs) if state == "arrived" or state in _IN_HAND else None


def _on_the_ground(state: EventKind, last: BagEvent, legs: Sequence[Leg]) -> NextScan | None:
    ahead = _ahead(last, legs, flown=state == "arrived")
    if leg := next((leg for leg in ahead if leg.origin == last.airport), None):
        return NextScan("loaded", last.airport, leg.flight)
    ends_here = last.airport == legs[-1].destination if legs else state == "arrived"
    return NextScan("at_belt", last.airport, "") if ends_here else None


def _after_loading(last: BagEvent, legs: Sequence[Leg]) -> NextScan | None:
    leg = next((leg for leg in legs if leg.origin == last.airport), None)
    target = last.destination or (leg.destination if leg else "")
    if not target or target == last.airport:
        return None
    if onward := next((leg for leg in _ahead(last, legs, flown=True) if leg.origin == target), None):
        return NextScan("transferred", target, onward.flight)
    return NextScan("arrived", target, last.flight)


def _ahead(last: BagEvent, legs: Sequence[Leg], *, flown: bool) -> Sequence[Leg]:
    """The legs still to come: a journey there and back passes an airport twice. All of them off the itinerary."""
    place = next((index for index, leg in enumerate(legs) if leg.flight == last.flight), None)
    return legs if place is None else legs[place + 1 if flown else place :]

"""A synthetic day at an airport: the baggage messages its systems send, and the truth about every bag in them.

Bags move as things do: one step after the other, each at a time and a place. What is told about a step may come late,
twice, in parts or garbled. The truth is where the bag really is at the end of the day; no code of the product is used.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bench.airport_life import Bag, Life
from bench.airport_words import AIRLINES, HUB, ZONES, Flight, Told, clock, named

# Ordinary days, turns of the year and a leap day; none on which clocks change.
DAYS = (date(2026, 6, 15), date(2026, 12, 31), date(2028, 2, 29), date(2027, 1, 1), date(2026, 8, 20))
SURNAMES = ("ZHANG", "WANG", "LI", "ZHAO", "SMITH", "MUELLER", "OBRIEN", "ADAMS", "DE LA CRUZ", "NGUYEN", "OEZDEMIR")
GIVEN = ("WEIMR", "FANGMS", "JOHNMR", "ANNAMRS", "LEOMSTR", "MEI")
_TAGS_A_PART = 20


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a bag is at the end, and what ought to happen to it next."""

    lpn: str
    date: date
    surname: str
    state: str
    airport: str
    flights: tuple[str, ...]
    next: tuple[str, str, str] | None


@dataclass(slots=True)
class Day:
    """Everything told in the order of arrival, the truth, and the end of the day."""

    told: list[Told]
    truths: list[Truth]
    end: datetime


def make_day(seed: int, *, flights: int = 300, bags: int = 40_000) -> Day:
    """A day from a seed: the same seed gives the same day."""
    rng = random.Random(seed)
    start = datetime.combine(DAYS[seed % len(DAYS)], datetime.min.time(), ZoneInfo(ZONES[HUB])).astimezone(UTC)
    end = start + timedelta(days=1)
    schedule = _schedule(rng, start, flights)
    life = Life(rng)
    travelling = list(_passengers(rng, schedule, life, bags))
    again = [_earlier_life(rng, life, bag, bag.legs, 17, 40) for bag in rng.sample(travelling, bags // 50)]
    used = {bag.lpn for bag in again}
    fresh = [bag for bag in travelling if bag.steps[0].state == "accepted" and bag.lpn not in used]
    reissued = rng.sample(fresh, min(len(fresh), bags // 100))
    before = [_earlier_life(rng, life, bag, bag.legs[:1], 4, 10) for bag in reissued]
    for bag in (*travelling, *again, *before):
        bag.steps = [step for step in bag.steps if step.at <= end]
    # A tag in use again within days is told apart by its source message, so that one comes before the scans.
    first = _messages(rng, before) + [bag.steps[0].told[0] for bag in reissued if bag.steps]
    told = first + _disturbed(rng, _messages(rng, [*travelling, *again]))
    return Day(told, [_truth(bag) for bag in (*travelling, *again, *before) if bag.steps], end)


def _schedule(rng: random.Random, start: datetime, size: int) -> list[Flight]:
    spokes = [code for code in ZONES if code != HUB]
    found = []
    for number in range(size):
        code, icao, _ = rng.choice(AIRLINES)
        spoke, long = rng.choice(spokes), timedelta(minutes=rng.randrange(90, 700))
        here = start + timedelta(minutes=rng.randrange(5, 26 * 60))
        arriving = number % 2 == 0
        origin, destination = (spoke, HUB) if arriving else (HUB, spoke)
        departs = here - long if arriving else here
        found.append(Flight(code, icao, 100 + number, origin, destination, departs, departs + long))
    return found


def _passengers(rng: random.Random, schedule: list[Flight], life: Life, bags: int) -> Iterator[Bag]:
    arriving = [flight for flight in schedule if flight.destination == HUB]
    leaving = [flight for flight in schedule if flight.origin == HUB]
    serial = 0
    while serial < bags:
        legs = _booking(rng, arriving, leaving, life)
        count = min(rng.choices((1, 2, 3), (80, 15, 5))[0], bags - serial)
        issuer = rng.choice(AIRLINES)[2]
        surname, given, locator = rng.choice(SURNAMES), rng.choice(GIVEN), f"{rng.randrange(36**6):06X}"[-6:]
        group = [Bag(f"0{issuer}{serial + step:06d}", surname, given, locator, legs) for step in range(count)]
        life.live(group)
        yield from group
        serial += count


def _booking(rng: random.Random, arriving: list[Flight], leaving: list[Flight], life: Life) -> tuple[Flight, ...]:
    kind = rng.choices(("out", "in", "transfer", "onward"), (45, 25, 22, 8))[0]
    if kind == "in":
        return (rng.choice(arriving),)
    out = rng.choice(leaving)
    if kind == "out":
        return (out,)
    feeders = [flight for flight in arriving if flight.arrives + timedelta(minutes=75) < out.departs]
    feeder = (rng.choice(feeders),) if feeders and kind == "transfer" else ()
    beyond = life.connection(out) if kind == "onward" or not feeder else ()
    return (*feeder, out, *beyond)


def _earlier_life(rng: random.Random, life: Life, bag: Bag, booked: tuple[Flight, ...], least: int, most: int) -> Bag:
    """The journey of somebody else under the same tag number, some days before."""
    ago = timedelta(days=rng.randrange(least, most))
    legs = tuple(replace(leg, departs=leg.departs - ago, arrives=leg.arrives - ago) for leg in booked)
    surname = rng.choice([name for name in SURNAMES if name != bag.surname])
    other = Bag(bag.lpn, surname, bag.given, "QQQQQQ", legs)
    life.live([other])
    return other


def _messages(rng: random.Random, bags: Iterable[Bag]) -> list[Told]:
    """All that is told of these bags: each text once, lists of a flight cut into parts."""
    found: dict[str, Told] = {}
    lists: dict[tuple[str, Flight, datetime], list[str]] = defaultdict(list)
    for bag in bags:
        for step in bag.steps:
            found.update((told.text, told) for told in step.told)
            if step.flight:
                at = step.flight.departs - timedelta(minutes=12) if step.listed == "BPM" else step.at
                lists[step.listed, step.flight, at].append(bag.lpn)
    for (kind, flight, at), lpns in lists.items():
        found.update((told.text, told) for told in _parts(rng, kind, flight, at, lpns))
    return list(found.values())


def _parts(rng: random.Random, kind: str, flight: Flight, at: datetime, lpns: list[str]) -> Iterator[Told]:
    reference = f"REF{rng.randrange(10**6):06d}" if rng.random() < 0.7 else ""
    scan = [f".J/R///{clock(rng, at, flight.origin)}/MAKEUP", f".U/AKN{flight.number:05d}{flight.code}"]
    what = named(rng, flight, flight.destination)
    size = -(-len(lpns) // _TAGS_A_PART)
    for number in range(1, size + 1):
        part = f"/PART{number}/{reference}".rstrip("/") if size > 1 else ""
        head = [kind, f".V/1L{flight.origin}{part}"]
        head += [scan[0], f".F/{what}", scan[1]] if kind == "BPM" else [f".F/{what}"]
        tags = [f".N/{lpn}001" for lpn in lpns[(number - 1) * _TAGS_A_PART : number * _TAGS_A_PART]]
        end = f"END{kind}" if number == size else f"ENDPART{number}"
        # A manifest may come when the bags have long been unloaded.
        late = timedelta(hours=rng.choice((0, 0, 0, 4, 14)) if kind == "BMM" else 0)
        yield Told(at + late + timedelta(seconds=number + rng.randrange(1, 30)), "\n".join([*head, *tags, end]))


def _disturbed(rng: random.Random, told: list[Told]) -> list[Told]:
    """As a network delivers it: in any order, one in twenty twice, and one in a hundred garbled before it is resent."""
    twice = [replace(one, received_at=one.received_at + timedelta(seconds=9)) for one in told if rng.random() < 0.05]
    garbled = [replace(one, text=rng.choice(GARBLES)(one.text), garbled=True) for one in told if rng.random() < 0.01]
    everything = [*told, *twice, *garbled]
    rng.shuffle(everything)
    return everything


def _cut(text: str) -> str:
    return text[: text.index("001") + 3] if "001" in text else text[: len(text) // 2]


GARBLES = (
    _cut,
    lambda text: text.replace("\n.N/", "\n.N/0", 1).replace("\n.B/", "\n.B/X", 1),
    lambda text: text.replace("\n.V/1", "\n.V/", 1),
    lambda text: text.replace("\n.F/", "\n.F/#", 1),
    lambda text: text.replace("END", "ENX"),
    lambda text: text[1:],
    lambda text: text.replace("\n.", "\n", 1),
)


def _truth(bag: Bag) -> Truth:
    last = bag.steps[-1]
    flights = tuple(leg.name for leg in last.legs)
    seen = next((step.airport for step in reversed(bag.steps) if step.state not in ("registered", "cancelled")), "")
    return Truth(bag.lpn, bag.legs[0].day, bag.surname, last.state, seen, flights, last.next)

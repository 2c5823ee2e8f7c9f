"""What happens to bags at an airport, one step after the other, and what is told about each step."""

import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bench.airport_words import AIRLINES, HUB, ZONES, Flight, Told, clock, named


@dataclass(frozen=True, slots=True)
class Step:
    """A change in a bag's life: its state from then on, what is expected next, and how it is told."""

    at: datetime
    state: str
    airport: str
    legs: tuple[Flight, ...]
    next: tuple[str, str, str] | None
    told: tuple[Told, ...] = ()
    listed: str = ""  # BMM, BNS or BPM: told together with the other bags of the flight
    flight: Flight | None = None


@dataclass(slots=True)
class Bag:
    """One bag with its tag, its owner and the flights it is booked on."""

    lpn: str
    surname: str
    given: str
    locator: str
    legs: tuple[Flight, ...]
    steps: list[Step] = field(default_factory=list)


class Life:
    """What happens to bags, and who tells it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._later: dict[tuple[str, str], Flight] = {}
        self._numbers = 5000

    def live(self, group: list[Bag]) -> None:
        """Give each bag of one passenger its steps: checked in together, from then on each on its own."""
        shared = self._check_in(group)
        for bag in group:
            bag.steps = list(shared)
            self._travel(bag)

    def connection(self, flight: Flight) -> tuple[Flight, ...]:
        """A flight from where this one ends, not back to the hub."""
        far = self.rng.choice([code for code in ZONES if code not in (HUB, flight.origin, flight.destination)])
        return (self._next_flight(flight.destination, far, flight.arrives + timedelta(hours=3)),)

    def _next_flight(self, origin: str, destination: str, departs: datetime) -> Flight:
        key = (origin + destination, f"{departs:%m%d%H}")
        if key not in self._later:
            self._numbers += 1
            code, icao, _ = self.rng.choice(AIRLINES)
            self._later[key] = Flight(
                code, icao, self._numbers, origin, destination, departs, departs + timedelta(hours=5)
            )
        return self._later[key]

    def _minutes(self, low: float, high: float) -> timedelta:
        return timedelta(seconds=self.rng.randrange(int(low * 60), int(high * 60)))

    def _check_in(self, group: list[Bag]) -> list[Step]:
        bag, flight = group[0], group[0].legs[0]
        at = flight.departs - self._minutes(70, 200)
        expects = ("loaded", flight.origin, flight.name)
        if len(bag.legs) > 1 and self.rng.random() < 0.05:
            # Another carrier's bag: we only ever hear that it will be transferred to us.
            return [
                Step(at, "registered", "", bag.legs, ("accepted", flight.origin, flight.name), self._transfer(group, 0))
            ]
        steps = []
        if self.rng.random() < 0.06:
            inactive = self._source(group, at, status="I")
            steps.append(Step(at, "registered", "", bag.legs, ("accepted", *expects[1:]), (inactive,)))
            at += self._minutes(1, 8)
            active = self._source(group, at, change="CHG")
            return [*steps, Step(at, "accepted", flight.origin, bag.legs, expects, (active,))]
        steps.append(Step(at, "accepted", flight.origin, bag.legs, expects, (self._source(group, at),)))
        if self.rng.random() < 0.08:
            at += self._minutes(1, 8)
            seat = self._source(group, at, change="CHG", seat="44K")
            steps.append(Step(at, "accepted", flight.origin, bag.legs, expects, (seat,)))
        return steps

    def _travel(self, bag: Bag) -> None:
        legs, index = bag.legs, 0
        prompt = all(told.received_at < step.at + timedelta(minutes=1) for step in bag.steps for told in step.told)
        if prompt and bag.steps[0].airport and self.rng.random() < 0.02:
            at = bag.steps[-1].at + self._minutes(2, 9)
            bag.steps.append(
                Step(at, "cancelled", bag.steps[-1].airport, legs, None, (self._source([bag], at, change="DEL"),))
            )
            return
        while index < len(legs):
            self._handle(bag, legs, index)
            if self.rng.random() < 0.05:
                at = self._left_behind(bag, legs, index)
                if self.rng.random() < 0.4:
                    return
                legs = (*legs[:index], *self._rebooked(legs[index:], at + timedelta(hours=3)))
                self._forward(bag, legs, index, at + self._minutes(40, 90))
            self._load(bag, legs, index)
            index += 1
        self._deliver(bag, legs)

    def _handle(self, bag: Bag, legs: tuple[Flight, ...], index: int) -> None:
        flight, before = legs[index], legs[index - 1] if index else None
        here, expects = flight.origin, ("loaded", flight.origin, flight.name)
        at = bag.steps[-1].at + self._minutes(9, 15)
        if before:
            at = before.arrives + self._minutes(5, 20)
            self._scan(bag, legs, at, "arrived", here, before, expects, where="APRON")
            at += self._minutes(4, 10)
            lines = (f".I/{named(self.rng, before, before.origin)}",)
            announced = self._transfer([bag], index - 1) if self.rng.random() < 0.5 else ()
            self._scan(bag, legs, at, "transferred", here, flight, expects, *lines, source="T", also=announced)
        if self.rng.random() < 0.6:
            at += self._minutes(1, 8)
            self._scan(bag, legs, at, "screened", here, flight, expects, ".X//CLR///HBS3/HBSLEVEL1", where="HBS3")
        if self.rng.random() < 0.6:
            at += self._minutes(1, 8)
            self._scan(bag, legs, at, "sorted", here, flight, expects, where="CHUTE 12")

    def _load(self, bag: Bag, legs: tuple[Flight, ...], index: int) -> None:
        flight, expects = legs[index], _after_loading(legs, index)
        at, way = flight.departs - self._minutes(12, 20), self.rng.random()
        if way < 0.5:
            self._scan(
                bag, legs, at, "loaded", flight.origin, flight, expects, f".U/AKE{flight.number:05d}{flight.code}"
            )
        elif way < 0.8:
            at = flight.departs - timedelta(minutes=12)
            bag.steps.append(Step(at, "loaded", flight.origin, legs, expects, (), "BPM", flight))
        manifest = flight.departs + timedelta(minutes=5)
        bag.steps.append(Step(manifest, "loaded", flight.origin, legs, expects, (), "BMM", flight))

    def _left_behind(self, bag: Bag, legs: tuple[Flight, ...], index: int) -> datetime:
        """Miss the flight in one of three ways; returns since when the bag stands there."""
        flight = legs[index]
        here, at = flight.origin, flight.departs + timedelta(minutes=8)
        way = self.rng.random()
        if way < 0.5:
            bag.steps.append(Step(at, "not_seen", here, legs, None, (), "BNS", flight))
        else:
            loaded = flight.departs - self._minutes(12, 20)
            self._scan(bag, legs, loaded, "loaded", here, flight, _after_loading(legs, index), ".U/AKE77777CA")
            at = loaded + self._minutes(2, 6)
            if way < 0.75:
                lines = (f".F/{named(self.rng, flight, flight.destination)}", f".N/{bag.lpn}001", ".X/RUSH")
                told = self._tell("BUM", here, at, *lines)
                bag.steps.append(Step(at, "offloaded", here, legs, None, (told,)))
            else:
                self._scan(bag, legs, at, "offloaded", here, flight, None, f".B/OFF/{bag.lpn}001", tag=False)
        if self.rng.random() < 0.4:
            at += self._minutes(20, 50)
            self._scan(bag, legs, at, "on_hand", here, flight, None, f".B/OND/{bag.lpn}001", tag=False, where="HOLD 2")
        return at

    def _rebooked(self, legs: tuple[Flight, ...], departs: datetime) -> tuple[Flight, ...]:
        found: list[Flight] = []
        for leg in legs:
            earliest = found[-1].arrives + timedelta(hours=3) if found else departs
            found.append(
                self._next_flight(
                    leg.origin, leg.destination, earliest.replace(minute=30, second=0) + timedelta(hours=1)
                )
            )
        return tuple(found)

    def _forward(self, bag: Bag, legs: tuple[Flight, ...], index: int, at: datetime) -> None:
        flight = legs[index]
        told = self._source([replace(bag, legs=legs[index:], steps=[])], at, extra=".E/RUSH")
        bag.steps.append(Step(at, "forwarded", flight.origin, legs, ("loaded", flight.origin, flight.name), (told,)))

    def _deliver(self, bag: Bag, legs: tuple[Flight, ...]) -> None:
        flight = legs[-1]
        here, at = flight.destination, flight.arrives + self._minutes(5, 20)
        for chance, state, expects, where, source in (
            (0.95, "arrived", ("at_belt", here, ""), "ARR1", "L"),
            (0.9, "at_belt", ("collected", here, ""), "BELT 4", "R"),
            (0.6, "collected", None, "COLLECTED", "R"),
        ):
            if self.rng.random() > chance:
                return
            self._scan(bag, legs, at, state, here, flight, expects, where=where, source=source)
            at += self._minutes(5, 25)

    def _scan(
        self, bag: Bag, legs: tuple[Flight, ...], at: datetime, state: str, here: str, flight: Flight,
        expects: tuple[str, str, str] | None, *lines: str,
        where: str = "POINT1", source: str = "L", tag: bool = True, also: tuple[Told, ...] = (),
    ) -> None:  # fmt: skip
        head = [f".J/S/A{self.rng.randrange(99)}/SC{self.rng.randrange(999)}/{clock(self.rng, at, here)}/{where}"]
        head.append(f".F/{named(self.rng, flight, flight.destination)}")
        tags = [f".N/{bag.lpn}001"] if tag else []
        told = self._tell("BPM", here, at, *head, *tags, *lines, source=source)
        bag.steps.append(Step(at, state, here, legs, expects, (told, *also)))

    def _source(
        self, group: list[Bag], at: datetime, *, change: str = "", status: str = "A", seat: str = "12C", extra: str = ""
    ) -> Told:
        bag = group[0]
        first, *onward = bag.legs
        lines = [f".F/{named(self.rng, first, first.destination)}/Y"]
        lines += [f".O/{named(self.rng, flight, flight.destination)}/Y" for flight in onward]
        lines += [f".N/{bag.lpn}{len(group):03d}", f".S/Y/{seat}/C/011/011//Y/{status}", f".W/K/{len(group)}/20"]
        lines += [f".P/{bag.surname}/{bag.given}", f".L/{bag.locator}", *([extra] if extra else [])]
        return self._tell("BSM", first.origin, at, *lines, change=change, late=self._late(extra or change))

    def _late(self, urgent: str) -> timedelta:
        """First words of a bag may come after its scans; changes to them stay in order."""
        late = not urgent and self.rng.random() < 0.02
        return self._minutes(20, 50) if late else timedelta(0)

    def _transfer(self, group: list[Bag], index: int) -> tuple[Told, ...]:
        bag = group[0]
        inbound, out = bag.legs[index], bag.legs[index + 1]
        at = inbound.departs - timedelta(minutes=self.rng.randrange(5, 60))
        lines = [f".I/{named(self.rng, inbound, inbound.origin)}/Y", f".F/{named(self.rng, out, out.destination)}/Y"]
        lines += [f".O/{named(self.rng, flight, flight.destination)}/Y" for flight in bag.legs[index + 2 :]]
        lines += [f".N/{bag.lpn}{len(group):03d}", f".P/{bag.surname}/{bag.given}"]
        return (self._tell("BTM", out.origin, at, *lines, source="T"),)

    def _tell(
        self, kind: str, here: str, at: datetime, *lines: str, change: str = "", source: str = "L",
        late: timedelta = timedelta(0),
    ) -> Told:  # fmt: skip
        head = [kind, change] if change else [kind]
        text = "\n".join([*head, f".V/1{source}{here}", *lines, f"END{kind}"])
        return Told(at + timedelta(seconds=self.rng.randrange(1, 20)) + late, text)


def _after_loading(legs: tuple[Flight, ...], index: int) -> tuple[str, str, str]:
    flight, onward = legs[index], legs[index + 1 :]
    if onward:
        return "transferred", flight.destination, onward[0].name
    return "arrived", flight.destination, flight.name

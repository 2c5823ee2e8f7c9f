"""The elements of a baggage message as typed values, fields in the order of IATA RP 1745."""

from dataclasses import dataclass
from typing import ClassVar, Self

from airline.rp1745.values import (
    ClockTime,
    DayMonth,
    MalformedField,
    read_airport,
    read_date,
    read_tag,
    read_time,
    split_flight,
)

STATUSES = frozenset({"NAL", "OFF", "UNS", "OND", "ONA"})


@dataclass(frozen=True, slots=True)
class Version:
    """`.V`: version of the dictionary, where the message comes from, and which part of it this is."""

    letter: ClassVar[str] = "V"
    version: str
    source: str
    airport: str
    part: int | None = None
    reference: str = ""
    acknowledge: str = ""
    security: str = ""
    extra: tuple[str, ...] = ()

    @classmethod
    def read(cls, fields: list[str]) -> Self:
        """1LOSL: version 1, local, Oslo. 1LHR, without the source letter, is accepted: the source stays empty."""
        head = fields[0]
        if len(head) not in (4, 5) or not head[0].isdigit():
            raise MalformedField(1, f"{head[:12]!r} is not a version, source and airport like 1LOSL")
        airport = read_airport(head[-3:], 1)
        if len(fields) == 1:
            return cls(head[0], head[1:-3], airport)
        reference, acknowledge, security = _pad(fields[2:5], 3)
        part, extra = _read_part(fields[1]), tuple(fields[5:])
        return cls(head[0], head[1:-3], airport, part, reference, acknowledge, security, extra)

    def fields(self) -> list[str]:
        part = "" if self.part is None else f"PART{self.part}"
        head = self.version + self.source + self.airport
        return [head, part, self.reference, self.acknowledge, self.security, *self.extra]


@dataclass(frozen=True, slots=True)
class Flight:
    """`.F`, `.I` and `.O`: a flight, its date, the other airport and the class."""

    designator: str
    date: DayMonth | None = None
    airport: str = ""
    cabin: str = ""
    extra: tuple[str, ...] = ()
    letter: str = "F"

    @classmethod
    def read(cls, fields: list[str], letter: str = "F") -> Self:
        if split_flight(fields[0]) is None:
            raise MalformedField(1, f"{fields[0][:12]!r} is not a flight like SK4416")
        date = read_date(fields[1], 2) if len(fields) > 1 else None
        airport = read_airport(fields[2], 3) if len(fields) > 2 else ""
        return cls(fields[0], date, airport, fields[3] if len(fields) > 3 else "", tuple(fields[4:]), letter)

    @property
    def airline(self) -> str:
        """Two letters where we know them: LH, also for DLH0505."""
        return (split_flight(self.designator) or ("", "", ""))[0]

    @property
    def name(self) -> str:
        """As on a departure board, whatever the message wrote: LH505 for DLH0505, BA119 for BA0119."""
        airline, number, suffix = split_flight(self.designator) or ("", "0", "")
        return f"{airline}{int(number)}{suffix}"

    def fields(self) -> list[str]:
        return [self.designator, str(self.date or ""), self.airport, self.cabin, *self.extra]


@dataclass(frozen=True, slots=True)
class TagRange:
    """`.N`: a tag and how many consecutive ones it stands for; a request (BRQ) names one without a count."""

    letter: ClassVar[str] = "N"
    lpn: str
    count: int | None = 1

    @classmethod
    def read(cls, fields: list[str], *, counted: bool = True) -> Self:
        _only(fields, 1)
        lpn, count = read_tag(fields[0], 1, counted=counted)
        return cls(lpn, count if counted else None)

    @property
    def lpns(self) -> list[str]:
        """Every tag number meant: 0125123456 and 002 are two bags."""
        return consecutive(self.lpn, self.count or 1)

    def fields(self) -> list[str]:
        return [self.lpn + ("" if self.count is None else f"{self.count:03d}")]


@dataclass(frozen=True, slots=True)
class Irregularity:
    """`.B`: NAL loaded without authority, OFF taken off, UNS not seen, OND and ONA on hand; it stands for `.N`."""

    letter: ClassVar[str] = "B"
    status: str
    lpn: str
    count: int = 1

    @classmethod
    def read(cls, fields: list[str]) -> Self:
        if fields[0] not in STATUSES:
            raise MalformedField(1, f"{fields[0][:12]!r} is none of {', '.join(sorted(STATUSES))}")
        _only(fields, 2)
        return cls(fields[0], *read_tag(fields[1] if len(fields) > 1 else "", 2))

    @property
    def lpns(self) -> list[str]:
        """Every tag number meant."""
        return consecutive(self.lpn, self.count)

    def fields(self) -> list[str]:
        return [self.status, f"{self.lpn}{self.count:03d}"]


@dataclass(frozen=True, slots=True)
class Processing:
    """`.J`: who read the tag, when and where."""

    letter: ClassVar[str] = "J"
    code: str = ""
    agent: str = ""
    scanner: str = ""
    date: DayMonth | None = None
    time: ClockTime | None = None
    location: str = ""
    sent_to: str = ""
    extra: tuple[str, ...] = ()

    @classmethod
    def read(cls, fields: list[str]) -> Self:
        code, agent, scanner, day, clock, location, sent_to = _pad(fields[:7], 7)
        date, time = read_date(day, 4), read_time(clock, 5)
        return cls(code, agent, scanner, date, time, location, sent_to, tuple(fields[7:]))

    def fields(self) -> list[str]:
        day, clock = str(self.date or ""), "" if self.time is None else str(self.time)
        return [self.code, self.agent, self.scanner, day, clock, self.location, self.sent_to, *self.extra]


@dataclass(frozen=True, slots=True)
class Other:
    """An element that we do not know: kept as it came."""

    letter: str
    values: tuple[str, ...] = ()

    def fields(self) -> list[str]:
        return list(self.values)


def consecutive(lpn: str, count: int) -> list[str]:
    """The tags of a range; the issuer stays, the serial number runs."""
    start = int(lpn[4:])
    return [f"{lpn[:4]}{start + step:06d}" for step in range(count)]


def _pad(fields: list[str], size: int) -> list[str]:
    return fields + [""] * (size - len(fields))


def _only(fields: list[str], size: int) -> None:
    if any(fields[size:]):
        raise MalformedField(size + 1, f"{fields[size][:20]!r} is one field too many")


def _read_part(text: str) -> int | None:
    if not text:
        return None
    digits = text.removeprefix("PART")
    if digits == text or not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:4]) <= 999):
        raise MalformedField(2, f"{text[:12]!r} is not a part number like PART1")
    return int(digits)

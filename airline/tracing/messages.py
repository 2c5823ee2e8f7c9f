"""Reading tracing texts: AHL (missing), OHD (on hand), FWD (forwarded) and DPR (damaged), as World Tracer sends them.

No public specification says how they are written to other systems. What is read here is what was seen: an identifier,
the file's reference, and elements of two letters. Whatever else a text says is kept with its reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from airline.access.tags import NOT_READ, parse_tag
from airline.rp1745.values import KNOWN, DayMonth, MalformedField, read_date, split_flight

Kind = Literal["AHL", "OHD", "FWD", "DPR"]
# QOH is an OHD that was made in a hurry.
KINDS: dict[str, Kind] = {"AHL": "AHL", "OHD": "OHD", "QOH": "OHD", "FWD": "FWD", "DPR": "DPR"}
MAX_LINES, MAX_LINE, MAX_TAGS = 200, 2000, 30
_HEAD = re.compile(r"(AHL|OHD|QOH|FWD|DPR)(?:[ /]+([A-Z]{3}[A-Z0-9]{2}[0-9]{5}))?")
_REFERENCE = re.compile(r"[A-Z]{3}[A-Z0-9]{2}[0-9]{5}")
_ELEMENT = re.compile(r"[./]?([A-Z]{2})[0-9]{0,2}[ /](.*)")
_ROUTE = re.compile(r"[A-Z]{3}(?:/?[A-Z]{3})*")
_NAMES = {"IT": "initials", "CT": "colour and type", "BI": "bags", "CL": "class", "TP": "station", "AG": "the agent",
          "SL": "where it is stored", "CN": "contents", "PA": "address", "PN": "phone", "EA": "e-mail", "BR": "brand",
          "LL": "loss", "FS": "fault", "RL": "reason", "TX": "text", "FI": "free text", "SI": "a remark",
          "DM": "damage"}  # fmt: skip


class TracingError(ValueError):
    """Why a text was refused: its line (from 1) and the reason."""

    def __init__(self, reason: str, *, line: int = 0) -> None:
        self.line, self.reason = line, reason
        self.sentence = f"{f'line {line}' if line else 'the message'}: {reason}"
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class TracedFlight:
    """A flight with its day: BA0117/16DEC."""

    name: str
    date: DayMonth | None


@dataclass(frozen=True, slots=True)
class Tracing:
    """One text about one file. `tags` are ten digits each; `files` are other files that it names."""

    type: Kind
    reference: str
    surnames: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    flights: tuple[TracedFlight, ...] = ()
    route: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    kept: tuple[tuple[int, str, str], ...] = field(default=(), compare=False)
    # Like a baggage message: it changes none, and is whole.
    change: ClassVar[str] = ""
    part: ClassVar[None] = None
    final: ClassVar[bool] = True

    @property
    def station(self) -> str:
        """Where the file was made."""
        return self.reference[:3]


def begins(line: str) -> bool:
    """Whether a tracing text begins with this line."""
    return _HEAD.fullmatch(line) is not None


def parse(text: str) -> Tracing:
    """Read one text; raises TracingError and nothing else."""
    lines = [(number, line.strip()) for number, line in enumerate(text.replace("\r", "\n").split("\n"), 1)]
    lines = [(number, line) for number, line in lines if line]
    if len(lines) > MAX_LINES or any(len(line) > MAX_LINE for _, line in lines):
        raise TracingError("it is longer than any tracing text")
    head = _HEAD.fullmatch(lines[0][1]) if lines else None
    if head is None:
        raise TracingError("the first line is not AHL, OHD, FWD or DPR", line=1)
    reference, rest = head[2] or "", lines[1:]
    if not reference and rest and _REFERENCE.fullmatch(rest[0][1]):
        reference, rest = rest[0][1], rest[1:]
    if not reference:
        raise TracingError("the reference of the file is missing, like LHRBA10231", line=1)
    return _collect(KINDS[head[1]], reference, rest)


class _Read:
    """What was read so far."""

    def __init__(self) -> None:
        self.surnames: list[str] = []
        self.tags: list[str] = []
        self.flights: list[TracedFlight] = []
        self.route: list[str] = []
        self.files: list[str] = []
        self.kept: list[tuple[int, str, str]] = []


def _collect(kind: Kind, reference: str, lines: Sequence[tuple[int, str]]) -> Tracing:
    read = _Read()
    for number, line in lines:
        found = _ELEMENT.fullmatch(line)
        try:
            if line.startswith("END"):
                continue
            if found is None:
                raise ValueError("is no element like .TN/0125123456")
            _take(read, number, found[1], found[2], reference)
        except ValueError as error:
            read.kept.append((number, line, str(error)))
    tags = tuple(dict.fromkeys(read.tags))
    if len(tags) > MAX_TAGS:
        raise TracingError(f"{len(tags)} tags are more than one file has")
    return Tracing(
        kind, reference, tuple(read.surnames), tags, tuple(read.flights), tuple(read.route), tuple(read.files),
        tuple(read.kept),
    )  # fmt: skip


def _take(read: _Read, number: int, name: str, value: str, reference: str) -> None:
    """One element; raises ValueError with the reason for what cannot be used."""
    values = [one.strip() for one in value.split("/") if one.strip()]
    if not values:
        raise ValueError("is empty")
    if name == "NM":
        read.surnames += [one[:60] for one in values]
    elif name == "TN":
        read.tags += [tag for one in values for tag in _tags(one)]
    elif name in ("FD", "FO", "BF", "NF"):
        read.flights += _flights(values)
    elif name == "RT":
        if not _ROUTE.fullmatch(value):
            raise ValueError("is not a route like LHRJFK")
        read.route += re.findall("[A-Z]{3}", value)
    elif files := [one for one in values if _REFERENCE.fullmatch(one) and one != reference]:
        read.files += files
    else:
        raise ValueError(f"{KNOWN}: {_NAMES[name]}" if name in _NAMES else "is an element that we do not know")


def _tags(written: str) -> Iterator[str]:
    """Ten digits, with a count behind them as in baggage messages, or the airline and six digits."""
    if re.fullmatch(r"[0-9]{13}", written):
        yield from _consecutive(written[:10], int(written[10:]))
        return
    tag = parse_tag(written)
    if tag is None or tag.lpn == NOT_READ:
        raise ValueError("is not a tag like 0125123456")
    # The short form leaves the first digit open: 0 is nearly all of them.
    yield tag.lpn or f"0{tag.issuer}{tag.serial}"


def _consecutive(lpn: str, count: int) -> Iterator[str]:
    if not 1 <= count <= MAX_TAGS or int(lpn[4:]) + count > 1_000_000 or lpn == NOT_READ:
        raise ValueError("is not a tag like 0125123456001")
    for offset in range(count):
        yield f"{lpn[:4]}{int(lpn[4:]) + offset:06d}"


def _flights(values: Sequence[str]) -> Iterator[TracedFlight]:
    """BA0117/16DEC, one after the other."""
    pending = list(values)
    while pending:
        named = split_flight(pending.pop(0))
        if named is None or not int(named[1]):
            raise ValueError("is not a flight like BA0117/16DEC")
        try:
            day = read_date(pending[0], 0) if pending and pending[0][:2].isdigit() else None
        except MalformedField:
            raise ValueError("there is no such day") from None
        if day:
            pending.pop(0)
        yield TracedFlight(f"{named[0]}{int(named[1])}{named[2]}", day)

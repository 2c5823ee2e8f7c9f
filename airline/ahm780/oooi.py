"""OUT, OFF, ON and IN: what an aircraft tells of its own movements, as elements of a movement message.

Two spellings: `OUT`, a flight line as in MVT, and the time; and DEP or ARR with an FI line, as ACARS sends them.
"""

import re
from collections.abc import Iterator, Sequence

from airline.ahm780.elements import read_clock
from airline.ahm780.messages import FLIGHT_LINE, MARKS, MovementError, read_flight
from airline.ahm780.tokens import Arrival, Clock, Correction, Departure, Movement, MovementType, Other, Token, Unread
from airline.places.airports import iata_of
from airline.rp1745.values import KNOWN, split_flight

EVENTS: tuple[MovementType, ...] = ("OUT", "OFF", "ON", "IN")
REPORTS: tuple[MovementType, ...] = ("DEP", "ARR")
_ELEMENTS = {"OT": "OUT", "OF": "OFF", "ON": "ON", "IN": "IN"}
_STATIONS = {"DEP": "DA", "ARR": "AD"}


def begins(line: str, following: str) -> bool:
    """Whether a message begins with this line; ON and IN are also words, so that the next line has to fit."""
    last = (line.split() or [""])[-1]
    if last in EVENTS:
        return bool(FLIGHT_LINE.match(following))
    return last in REPORTS and following.startswith("FI ")


def parse(text: str) -> Movement:
    """Read one message; raises MovementError and nothing else."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    head = lines[0][1].split() if lines else []
    kind = next((kind for kind in (*EVENTS, *REPORTS) if head[-1:] == [kind]), None)
    if kind is None or len(lines) < 2 or not set(head[:-1]) <= MARKS:
        raise MovementError(line=1, reason="is no OUT, OFF, ON or IN with its flight")
    correction: Correction = "COR" if "COR" in head else ""
    read = _event if kind in EVENTS else _report
    return read(kind, correction, lines[1:])


def _event(kind: MovementType, correction: Correction, lines: Sequence[tuple[int, str]]) -> Movement:
    number, first = lines[0]
    named, *words = first.split()
    airline, flight, suffix, day, registration, station = read_flight((number, named))
    tokens = list(_times(kind, [(number, word) for word in words], lines[1:]))
    _require_time(tokens, number)
    return Movement(kind, airline, flight, suffix, day, registration, station, tuple(tokens), correction)


def _times(kind: MovementType, words: list[tuple[int, str]], lines: Sequence[tuple[int, str]]) -> Iterator[Token]:
    """The first time is that of the event; the airport behind it is the other end, which the plan knows."""
    told = False
    for number, word in [*words, *((number, word) for number, line in lines for word in line.split())]:
        try:
            if told:
                yield Other(word, KNOWN)
                continue
            yield _moved(kind, read_clock(word))
            told = True
        except ValueError as error:
            yield Unread(word, number, str(error))


def _moved(kind: str, at: Clock) -> Token:
    match kind:
        case "OUT":
            return Departure(at)
        case "OFF":
            return Departure(None, at)
        case "ON":
            return Arrival(at)
        case _:
            return Arrival(None, at)


def _report(kind: MovementType, correction: Correction, lines: Sequence[tuple[int, str]]) -> Movement:
    """FI JA401/AN CC-AWE/DA SPJC/DS SCEL/OT 0030, and the day nowhere: it is the flight nearest to the message."""
    number, first = lines[0]
    elements = [part.partition(" ") for part in first.split("/")]
    values = {name: value.strip() for name, _, value in elements}
    named = split_flight(values.get("FI", ""))
    if named is None or not int(named[1]):
        raise MovementError(line=number, token=values.get("FI", ""), reason="is not a flight like CA981")
    tokens: list[Token] = []
    for name, value in values.items():
        if name in _ELEMENTS and value:
            tokens.append(_read_time(number, name, value))
        elif value and name not in ("FI", "AN", "DA", "DS", "AD"):
            tokens.append(Other(f"{name} {value}", KNOWN))
    _require_time(tokens, number)
    tokens += [Other(line, KNOWN) for _, line in lines[1:]]
    station = iata_of(values.get(_STATIONS[kind], ""))
    registration = re.sub("[^A-Z0-9-]", "", values.get("AN", ""))[:10]
    return Movement(kind, *named, 0, registration, station, tuple(tokens), correction)


def _read_time(number: int, name: str, value: str) -> Token:
    try:
        return _moved(_ELEMENTS[name], read_clock(value))
    except ValueError as error:
        return Unread(f"{name} {value}", number, str(error))


def _require_time(tokens: Sequence[Token], line: int) -> None:
    if not any(isinstance(token, Departure | Arrival) for token in tokens):
        unread = next((token for token in tokens if isinstance(token, Unread)), None)
        reason = unread.reason if unread else "no time is told"
        raise MovementError(line=line, token=unread.text if unread else "", reason=reason)

"""The elements of a movement message, read one by one: what cannot be read is kept, and spoils none of the others."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from airline.ahm780.tokens import (
    Arrival,
    Clock,
    Delay,
    Departure,
    DiversionReason,
    Estimate,
    Other,
    Passengers,
    Remark,
    Return,
    Token,
    Unread,
)
from airline.rp1745.values import KNOWN

Word = tuple[int, str]

_CLOCK = re.compile(r"([0-3][0-9])?([0-2][0-9])([0-5][0-9])")
_STATION = re.compile(r"[A-Z]{3}")
_UNKNOWN = re.compile(r"[A-Z]{2,3}[0-9A-Z/.+-]*")
_STATED = frozenset({"EA", "ED", "EB", "EO"})
# What a value begins with: DLAI is the delay AI, DLA/02B// and DLA93A are sub-codes.
_VALUE = tuple("0123456789/")
# Longer names first: EDL is no ED, DLA no DL.
UNUSED = {
    "CRT": "crew times", "TOF": "fuel at take-off", "TOW": "take-off weight", "ZFW": "zero fuel weight",
    "FLD": "day of the leg", "MAP": "movement after push-back",
    "DLA": "sub-codes of the delay (AHM 732); DL has the cause",
    "RC": "clearance to another airport while flying",
}  # fmt: skip


def read_elements(words: Sequence[Word]) -> Iterator[Token]:
    """Every element of a message in order. Nothing is raised and nothing left out."""
    pending = list(reversed(words))
    while pending:
        line, word = pending.pop()
        if word.startswith("SI "):
            yield Remark(word[3:])
            continue
        if word in _BARE and pending and pending[-1][1][:1].isdigit():
            # EA 1559DUS: a blank where none belongs.
            word += pending.pop()[1]
        try:
            yield from _read(word, line, pending)
        except ValueError as error:
            yield Unread(word, line, str(error))


def _read(word: str, line: int, pending: list[Word]) -> Iterator[Token]:
    reader = _READERS.get(word[:2])
    if word[:3] == "EDL":
        yield from _delay(word, word[3:], line, further=True)
    elif name := _unused(word):
        yield Other(_with_airport(word, pending) if name == "RC" else word, f"{KNOWN}: {UNUSED[name]}")
    elif reader and word[2:3] and word[2] in "0123456789/":
        yield _at_station(reader(word[2:]), pending)
    elif word[:2] == "DL" and len(word) > 2:
        yield from _delay(word, word[2:], line)
    elif word[:2] == "DR" and len(word) > 2:
        yield DiversionReason(_code(word[2:]))
    else:
        yield _other(word)


def _unused(word: str) -> str:
    return next((name for name in UNUSED if word.startswith(name) and word[len(name) : len(name) + 1] in _VALUE), "")


def _at_station(token: Token, pending: list[Word]) -> Token:
    """An arrival is followed by where: EA1300 CDG, AA1515/1520 FRA."""
    if not pending or not _STATION.fullmatch(pending[-1][1]):
        return token
    match token:
        case Estimate(kind, at, "") if kind in _STATED:
            return Estimate(kind, at, pending.pop()[1])
        case Arrival(touchdown, on_block):
            return Arrival(touchdown, on_block, pending.pop()[1])
        case _:
            return token


def _with_airport(word: str, pending: list[Word]) -> str:
    return f"{word} {pending.pop()[1]}" if pending and _STATION.fullmatch(pending[-1][1]) else word


def _clocks(text: str) -> tuple[Clock | None, Clock | None]:
    first, slash, second = text.partition("/")
    if not first and not second:
        raise ValueError("is without a time")
    return read_clock(first) if first else None, read_clock(second) if slash and second else None


def read_clock(text: str) -> Clock:
    """HHMM or DDHHMM; raises ValueError."""
    found = _CLOCK.fullmatch(text)
    if found is None or int(found[2]) > 23 or not 1 <= int(found[1] or 1) <= 31:
        raise ValueError("is not a time like 1200 or 271200")
    return Clock(int(found[2]), int(found[3]), int(found[1]) if found[1] else None)


def _estimate(kind: Literal["EA", "ED", "EB", "EO", "NI"]) -> Callable[[str], Token]:
    def read(text: str) -> Token:
        glued = re.fullmatch(r"([0-9]+)([A-Z]{3})", text)
        return Estimate(kind, read_clock(glued[1]), glued[2]) if glued else Estimate(kind, read_clock(text))

    return read


def _return(kind: Literal["RR", "FR"]) -> Callable[[str], Token]:
    def read(text: str) -> Token:
        at, on_block = _clocks(text)
        if at is None:
            raise ValueError("is without the time of the return")
        return Return(kind, at, on_block)

    return read


def _delay(word: str, text: str, line: int, *, further: bool = False) -> Iterator[Token]:
    """The codes and their minutes; minutes that belong to no code are kept beside them."""
    parts = text.split("/")
    times = [part for part in parts if re.fullmatch(r"[0-9]{4}", part)]
    codes = [_code(part) for part in parts[: len(parts) - len(times)]]
    if not codes or parts[len(codes) :] != times:
        raise ValueError("is not a delay like DL72/0015")
    minutes = tuple(_duration(time) for time in times)
    yield Delay(tuple(codes), minutes[: len(codes)], further)
    if extra := times[len(codes) :]:
        yield Unread("/".join(extra), line, f"{word} has more times than codes")


def _code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{2}[A-Z]?|[A-Z]{2}", text):
        raise ValueError("is not a delay code of two characters")
    return text


def _duration(text: str) -> int:
    if int(text[2:]) > 59:
        raise ValueError("is not a duration like 0015")
    return int(text[:2]) * 60 + int(text[2:])


def _passengers(text: str) -> Token:
    if not re.fullmatch(r"[0-9]{1,3}(?:/[0-9]{1,3}){0,5}", text):
        raise ValueError("are not passengers like PX145/12")
    return Passengers(tuple(map(int, text.split("/"))))


def _other(word: str) -> Other:
    known = {*_READERS, "DL", "DR", "SI"}
    if word[:2] in known or not _UNKNOWN.fullmatch(word) or _STATION.fullmatch(word):
        raise ValueError("cannot be read here")
    return Other(word, "is an element that we do not know")


_READERS: dict[str, Callable[[str], Token]] = {
    "AD": lambda text: Departure(*_clocks(text)),
    "AA": lambda text: Arrival(*_clocks(text)),
    "EA": _estimate("EA"),
    "ED": _estimate("ED"),
    "EB": _estimate("EB"),
    "EO": _estimate("EO"),
    "NI": _estimate("NI"),
    "PX": _passengers,
    "RR": _return("RR"),
    "FR": _return("FR"),
}
_BARE = frozenset({*_READERS, "DL", "DR", "EDL"})

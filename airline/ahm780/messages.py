"""Movement messages (IATA AHM 780): MVT, MVA and DIV, from text to typed values and back. All their times are UTC."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from airline.ahm780.tokens import (
    Arrival,
    Clock,
    Correction,
    Delay,
    Departure,
    DiversionReason,
    Estimate,
    Movement,
    MovementType,
    Other,
    Passengers,
    Remark,
    Return,
    Token,
)
from airline.rp1745.values import split_flight

TYPES: tuple[MovementType, ...] = ("MVT", "MVA", "DIV")
# Nothing real is anywhere near these.
MAX_LINE, MAX_WORDS = 2000, 400
_MARGIN = "".join(map(chr, range(33))) + "\x7f\ufeff"
_HEADER = re.compile(r"(?:(COR|REV) )?(MVT|MVA|DIV)(?: (COR|REV))?(?= |$)")
_ENVELOPE = re.compile(r"Q[A-Z]( [A-Z]{3}[A-Z0-9]{4})+|\.[A-Z]{3}[A-Z0-9]{4}( .*)?|=.*|-+|STX,.*")
_CLOCK = re.compile(r"([0-3][0-9])?([0-2][0-9])([0-5][0-9])")
_STATION = re.compile(r"[A-Z]{3}")
_UNKNOWN = re.compile(r"[A-Z]{2,3}[0-9A-Z/.+-]*")


class MovementError(ValueError):
    """Why a message was refused: its line (from 1), the token, and the reason."""

    def __init__(self, *, reason: str, line: int = 0, token: str = "") -> None:
        self.line, self.token, self.reason = line, token, reason
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole finding in one line, for people who look after the feed."""
        token = f" {self.token[:20]!r}" if self.token else ""
        return f"{f'line {self.line}' if self.line else 'the message'}{token}: {self.reason}"


def split_messages(text: str) -> list[str]:
    """The messages in a body, each trimmed to its lines; transmission envelopes are dropped.

    Text that is neither a message nor an envelope comes back too, so that somebody can look at it.
    """
    chunks: list[list[str]] = [[]]
    for line in _lines(text):
        if _HEADER.match(line) or (line in ("COR", "REV")):
            chunks.append([])
        if _ENVELOPE.fullmatch(line):
            chunks.append([])
        else:
            chunks[-1].append(line)
    return ["\n".join(lines) for lines in _with_their_corrections(chunks) if lines]


def parse(text: str) -> Movement:
    """Read one message; raises MovementError and nothing else."""
    words = list(_words(text))
    if len(words) > MAX_WORDS:
        raise MovementError(reason=f"{len(words)} tokens are no movement message")
    correction, kind, rest = _header(words)
    if not rest:
        raise MovementError(line=1, reason="the flight is missing")
    airline, number, suffix, day, registration, station = _flight(rest[0])
    tokens = tuple(_tokens(rest[1:]))
    if not tokens:
        raise MovementError(line=rest[0][0], reason="nothing is said about the flight")
    return Movement(kind, airline, number, suffix, day, registration, station, tokens, correction)


def render(message: Movement) -> str:
    """The message as it is sent: header, flight, then one token a line, an arrival estimate beside its departure."""
    header = f"{message.correction} {message.type}".strip()
    named = f"{message.airline}{message.number}{message.suffix}/{message.day:02d}.{message.registration}"
    lines = [header, f"{named}.{message.station}"]
    for before, token in zip([None, *message.tokens], message.tokens, strict=False):
        if isinstance(token, Estimate) and isinstance(before, Departure):
            lines[-1] += f" {token}"
        else:
            lines.append(str(token))
    return "\n".join(lines)


Word = tuple[int, str]


def _lines(text: str) -> list[str]:
    return [line for raw in text.replace("\r", "\n").split("\n") if (line := raw.strip(_MARGIN))]


def _with_their_corrections(chunks: Sequence[list[str]]) -> Iterator[list[str]]:
    """COR on a line of its own belongs to the message after it."""
    mark: list[str] = []
    for chunk in chunks:
        if chunk in (["COR"], ["REV"]):
            mark = chunk
            continue
        yield [*mark, *chunk]
        mark = []
    yield mark


def _words(text: str) -> Iterator[Word]:
    """Every word with its line; a remark is one word to the end of its line."""
    for number, line in enumerate(_lines(text), 1):
        if len(line) > MAX_LINE:
            raise MovementError(line=number, reason=f"the line is {len(line)} characters long")
        plain, marked, remark = _cut_remark(line)
        yield from ((number, word) for word in plain.split())
        if marked:
            yield number, f"SI {remark}"


def _cut_remark(line: str) -> tuple[str, bool, str]:
    found = re.search(r"(?:^| )SI(?: |$)", line)
    return (line[: found.start()], True, line[found.end() :].strip()) if found else (line, False, "")


def _header(words: list[Word]) -> tuple[Correction, MovementType, list[Word]]:
    found = _HEADER.match(" ".join(word for _, word in words[:3]))
    if found is None:
        raise MovementError(line=1, reason="the message does not start with MVT, MVA or DIV")
    correction = found[1] or found[3] or ""
    kind = next(kind for kind in TYPES if kind == found[2])
    mark: Correction = "COR" if correction == "COR" else "REV" if correction == "REV" else ""
    return mark, kind, words[len(found[0].split()) :]


def _flight(word: Word) -> tuple[str, str, str, int, str, str]:
    """BA100/27.PPVMU.LHR: flight, day of the month, registration, station."""
    line, written = word
    found = re.fullmatch(r"([A-Z0-9]{3,8})/([0-9]{1,2})\.([A-Z0-9-]{1,10})?\.([A-Z]{3})", written)
    named = split_flight(found[1]) if found else None
    if found is None or named is None:
        raise MovementError(line=line, token=written, reason="is not a flight like BA100/27.PPVMU.LHR")
    day = int(found[2])
    if not 1 <= day <= 31 or not int(named[1]):
        raise MovementError(line=line, token=written, reason="there is no such day or flight")
    return *named, day, found[3] or "", found[4]


def _tokens(words: Sequence[Word]) -> Iterator[Token]:
    pending = list(reversed(words))
    while pending:
        line, word = pending.pop()
        reader = _READERS.get(word[:2])
        try:
            if word.startswith("SI "):
                yield Remark(word[3:])
            elif reader and word[2:3].isdigit():
                yield _at_station(reader(word[2:]), pending)
            elif word[:2] in ("DL", "DR") and len(word) > 2:
                yield _delay(word[2:]) if word[:2] == "DL" else DiversionReason(_code(word[2:]))
            else:
                yield _other(word)
        except ValueError as error:
            raise MovementError(line=line, token=word, reason=str(error)) from None


def _at_station(token: Token, pending: list[Word]) -> Token:
    """An estimated arrival is followed by where: EA1300 CDG."""
    if isinstance(token, Estimate) and token.kind != "NI" and pending and _STATION.fullmatch(pending[-1][1]):
        return Estimate(token.kind, token.at, pending.pop()[1])
    return token


def _clocks(text: str) -> tuple[Clock, Clock | None]:
    first, slash, second = text.partition("/")
    return _clock(first), _clock(second) if slash and second else None


def _clock(text: str) -> Clock:
    found = _CLOCK.fullmatch(text)
    if found is None or int(found[2]) > 23 or not 1 <= int(found[1] or 1) <= 31:
        raise ValueError("is not a time like 1200 or 271200")
    return Clock(int(found[2]), int(found[3]), int(found[1]) if found[1] else None)


def _estimate(kind: Literal["EA", "ED", "EB", "EO", "NI"]) -> Callable[[str], Token]:
    def read(text: str) -> Token:
        glued = re.fullmatch(r"([0-9]+)([A-Z]{3})", text)
        return Estimate(kind, _clock(glued[1]), glued[2]) if glued else Estimate(kind, _clock(text))

    return read


def _delay(text: str) -> Delay:
    parts = text.split("/")
    times = [part for part in parts if re.fullmatch(r"[0-9]{4}", part)]
    codes = [_code(part) for part in parts[: len(parts) - len(times)]]
    if not codes or len(times) > len(codes) or parts[len(codes) :] != times:
        raise ValueError("is not a delay like DL72/0015")
    return Delay(tuple(codes), tuple(_duration(time) for time in times))


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
    return Other(word)


_READERS: dict[str, Callable[[str], Token]] = {
    "AD": lambda text: Departure(*_clocks(text)),
    "AA": lambda text: Arrival(*_clocks(text)),
    "EA": _estimate("EA"),
    "ED": _estimate("ED"),
    "EB": _estimate("EB"),
    "EO": _estimate("EO"),
    "NI": _estimate("NI"),
    "PX": _passengers,
    "RR": lambda text: Return("RR", *_clocks(text)),
    "FR": lambda text: Return("FR", *_clocks(text)),
}

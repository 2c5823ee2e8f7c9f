"""Movement messages (IATA AHM 780): MVT, MVA and DIV, from text to typed values and back. All their times are UTC."""

import re
from collections.abc import Callable, Iterator, Sequence

from airline.ahm780.elements import Word, read_elements
from airline.ahm780.tokens import Correction, Departure, Estimate, Movement, MovementType, Unread
from airline.rp1745.values import MONTHS, split_flight

TYPES: tuple[MovementType, ...] = ("MVT", "MVA", "DIV")
# Nothing real is anywhere near these.
MAX_LINE, MAX_WORDS = 2000, 400
_MARGIN = "".join(map(chr, range(33))) + "\x7f\ufeff"
# Above a message: a correction of an earlier one, or one that may be a duplicate (PDM, possible duplicate message).
MARKS = frozenset({"COR", "REV", "PDM"})
_HEADER = re.compile(r"(?:(?:COR|REV|PDM) )*(MVT|MVA|DIV)(?: (?:COR|REV|PDM))*(?= |$)")
_ENVELOPE = re.compile(r"Q[A-Z]( [A-Z]{3}[A-Z0-9]{4})+|\.[A-Z]{3}[A-Z0-9]{4}( .*)?|=.*|-+|STX,.*")
FLIGHT_LINE = re.compile(
    r"([A-Z0-9]{3,8})/([0-9]{1,2})((?:" + "|".join(MONTHS) + r")[0-9]{0,4})?\.([A-Z0-9-]{1,10})?\.([A-Z]{3})"
)


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


def begins(line: str, _following: str = "") -> bool:
    """Whether a message begins with this line."""
    return _HEADER.match(line) is not None


def split_messages(text: str, begins: Callable[[str, str], bool] = begins) -> list[str]:
    """The messages in a body, each trimmed to its lines; transmission envelopes are dropped.

    Text that is neither a message nor an envelope comes back too, so that somebody can look at it. `begins` sees each
    line with the one after it.
    """
    chunks: list[list[str]] = [[]]
    lines = _lines(text)
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if begins(line, following) or _is_mark(line, following, begins):
            chunks.append([])
        if _ENVELOPE.fullmatch(line):
            chunks.append([])
        else:
            chunks[-1].append(line)
    return ["\n".join(lines) for lines in _with_their_corrections(chunks) if lines]


def parse(text: str) -> Movement:
    """Read one message; raises MovementError and nothing else.

    One element that cannot be read does not throw the message away: it is kept in it, see `Unread`.
    """
    words = list(_words(text))
    if len(words) > MAX_WORDS:
        raise MovementError(reason=f"{len(words)} tokens are no movement message")
    correction, kind, rest = _header(words)
    if not rest:
        raise MovementError(line=1, reason="the flight is missing")
    airline, number, suffix, day, registration, station = read_flight(rest[0])
    tokens = tuple(read_elements(rest[1:]))
    if not tokens:
        raise MovementError(line=rest[0][0], reason="nothing is said about the flight")
    unread = [one for one in tokens if isinstance(one, Unread)]
    if len(unread) == len(tokens):
        raise MovementError(line=unread[0].line, token=unread[0].text, reason=unread[0].reason)
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


def _lines(text: str) -> list[str]:
    return [line for raw in text.replace("\r", "\n").split("\n") if (line := raw.strip(_MARGIN))]


def _is_mark(line: str, following: str, begins: Callable[[str, str], bool]) -> bool:
    # REV is also an action in the middle of a schedule message.
    return set(line.split()) <= MARKS and (line != "REV" or begins(following, ""))


def _with_their_corrections(chunks: Sequence[list[str]]) -> Iterator[list[str]]:
    """COR or PDM on a line of its own belongs to the message after it."""
    marks: list[str] = []
    for chunk in chunks:
        if chunk and all(set(line.split()) <= MARKS for line in chunk):
            marks += chunk
            continue
        if chunk:
            yield [*marks, *chunk]
            marks = []
    yield marks


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
    found = _HEADER.match(" ".join(word for _, word in words[:6]))
    if found is None:
        raise MovementError(line=1, reason="the message does not start with MVT, MVA or DIV")
    kind = next(kind for kind in TYPES if kind == found[1])
    marks = found[0].split()
    mark: Correction = "COR" if "COR" in marks else "REV" if "REV" in marks else ""
    return mark, kind, words[len(marks) :]


def read_flight(word: Word) -> tuple[str, str, str, int, str, str]:
    """BA100/27.PPVMU.LHR: flight, day of the month, registration, station."""
    line, written = word
    found = FLIGHT_LINE.fullmatch(written)
    named = split_flight(found[1]) if found else None
    if found is None or named is None:
        raise MovementError(line=line, token=written, reason="is not a flight like BA100/27.PPVMU.LHR")
    day = int(found[2])
    if not 1 <= day <= 31 or not int(named[1]):
        raise MovementError(line=line, token=written, reason="there is no such day or flight")
    return *named, day, found[4] or "", found[5]

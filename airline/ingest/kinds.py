"""Which book a message belongs into, by its identifier: any door takes in messages of every kind."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from airline.ahm780 import oooi
from airline.ahm780.messages import MARKS
from airline.ahm780.messages import TYPES as MOVEMENTS
from airline.ingest.flight_texts import UNUSED
from airline.rp1745 import cut_messages
from airline.rp1745.message import TYPES as BAGGAGE
from airline.ssim.messages import TYPES as SCHEDULES
from airline.tracing.messages import begins as begins_tracing

Book = Literal["baggage", "flights"]

_LINE_ENDS = re.compile(r"[\r\n]")
# Alone on their line; a movement may go on behind its identifier.
_ALONE = frozenset({*SCHEDULES, *UNUSED, *oooi.EVENTS, *oooi.REPORTS})
_HEAD = re.compile(r"((?:COR|REV|PDM) )*([A-Z]{2,3})( |$)")


def cut(text: str) -> list[str]:
    """The messages in a body, of whatever kind; what is none comes back too."""
    return list(cut_lines(_LINE_ENDS.split(text)))


def cut_lines(lines: Iterable[str]) -> Iterator[str]:
    """The messages in any number of lines, one by one."""
    return cut_messages(lines, begins)


def begins(line: str) -> bool:
    """Whether a message of any kind begins with this line."""
    if line[0] == ".":
        return False
    return line in BAGGAGE or _is_of_flights(line) or begins_tracing(line)


def sort(messages: Iterable[str], door: Book) -> Iterator[tuple[Book, list[str]]]:
    """Messages by the book they belong into, in their order; what has no identifier stays at the door it came to."""
    chunks = list(with_their_marks(messages))
    books = [_book(chunk, door) for chunk in chunks]
    for book, some in groupby(zip(books, chunks, strict=True), key=lambda one: one[0]):
        yield book, [chunk for _, chunk in some]


def with_their_marks(messages: Iterable[str]) -> Iterator[str]:
    """COR or PDM on a line of its own belongs to what comes after it."""
    marks = ""
    for message in messages:
        if set(message.split()) <= MARKS:
            marks += f"{message}\n"
            continue
        yield marks + message
        marks = ""
    if marks:
        yield marks.strip()


def _book(chunk: str, door: Book) -> Book:
    first = next((line for line in chunk.split("\n", 4) if not set(line.split()) <= MARKS), "")
    if first in BAGGAGE or begins_tracing(first):
        return "baggage"
    return "flights" if _is_of_flights(first) else door


def _is_of_flights(line: str) -> bool:
    # REV alone on its line is an action in the middle of a schedule message.
    if line in ("COR", "PDM"):
        return True
    found = _HEAD.match(line)
    if found is None:
        return False
    return found[2] in MOVEMENTS or (found[2] in _ALONE and found[3] == "")

"""Reading baggage messages: strict about what makes an event, tolerant of everything else."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from airline.rp1745.details import DETAILS
from airline.rp1745.elements import Flight, Irregularity, Other, Processing, TagRange, Version
from airline.rp1745.message import (
    CHANGEABLE,
    CHANGES,
    CONTROLS,
    PARTITIONED,
    TYPES,
    BaggageMessageText,
    Element,
    MessageType,
)
from airline.rp1745.values import MalformedField, ParseError

# Type B lines have at most 69 characters; nothing real is anywhere near this.
MAX_LINE = 2000
# Longer than a manifest of the largest aircraft; what is longer has no end, and is cut so that it cannot fill a memory.
MAX_MESSAGE = 1024 * 1024
_LINE_ENDS = re.compile(r"[\r\n]")
# Control characters of the transmission (SOH, STX, ETX …) and blanks around a line.
_MARGIN = "".join(map(chr, range(33))) + "\x7f\ufeff"
# These say something about certain bags, so each of their blocks must name one.
_ABOUT_BAGS = frozenset({"BSM", "BTM", "BPM", "BUM"})
_TAGS = frozenset({"N", "B"})

_READERS: dict[str, Callable[[list[str]], Element]] = {
    "V": Version.read,
    "F": Flight.read,
    "I": lambda fields: Flight.read(fields, "I"),
    "O": lambda fields: Flight.read(fields, "O"),
    "N": TagRange.read,
    "B": Irregularity.read,
    "J": Processing.read,
    **{detail.letter: detail.read for detail in DETAILS},
}
_REQUEST_READERS = _READERS | {"N": lambda fields: TagRange.read(fields, counted=False)}


def split_messages(text: str) -> list[str]:
    """The messages in a body, each trimmed to its lines; transmission envelopes are dropped.

    Text that is neither a message nor an envelope comes back too, so that somebody can look at it.
    """
    return list(cut_messages(_LINE_ENDS.split(text)))


def cut_messages(lines: Iterable[str], begins: Callable[[str], bool] = TYPES.__contains__) -> Iterator[str]:
    """The messages in any number of lines, one by one; as `split_messages`, but it holds one message at a time.

    `begins` says with which lines a message begins, where others than ours come over the same line.
    """
    chunk: list[str] = []
    size = 0
    in_envelope = False
    for line in filter(None, (raw.strip(_MARGIN) for raw in lines)):
        in_envelope = _is_outside(chunk) and _is_envelope(line, in_envelope)
        if chunk and (in_envelope or begins(line) or size > MAX_MESSAGE):
            yield "\n".join(chunk)
            chunk, size = [], 0
        if not in_envelope:
            chunk.append(line)
            size += len(line)
        if chunk and line.startswith("END") and (chunk[0] in TYPES or not begins(chunk[0])):
            yield "\n".join(chunk)
            chunk, size = [], 0
    if chunk:
        yield "\n".join(chunk)


def parse(text: str) -> BaggageMessageText:
    """Read one message, as `split_messages` gives it; raises ParseError and nothing else."""
    lines = _lines(text)
    kind = TYPES.get(lines[0]) if lines else None
    if kind is None:
        raise ParseError(line=1, reason="the first line is not BSM, BTM, BPM, BUM, BNS, BMM, BCM or BRQ")
    change = _read_change(kind, lines)
    part = _read_end(kind, lines)
    readers = _REQUEST_READERS if kind == "BRQ" else _READERS
    elements = _read_elements(readers, lines, 2 if change else 1)
    return _checked(kind, change, elements, part=part, last_line=len(lines))


def _lines(text: str) -> list[str]:
    return [line for raw in text.replace("\r", "\n").split("\n") if (line := raw.strip(_MARGIN))]


def _is_outside(chunk: Sequence[str]) -> bool:
    return not chunk or chunk[0] not in TYPES


def _is_envelope(line: str, in_envelope: bool) -> bool:
    """Address lines of a Type B transmission: `QD MUCBPLH`, `.MUCDPLH 281602`, or the `=HEADER` spelling."""
    if line[0] == "=" or line.startswith("STX,"):
        return True
    if line[0] == "." and len(line) > 7:
        return _is_address(line[1:8]) and not line[8:9].strip()
    words = line.split() or [line]
    if len(words[0]) == 2 and words[0][0] == "Q":
        return all(map(_is_address, words[1:]))
    return in_envelope and all(map(_is_address, words))


def _is_address(word: str) -> bool:
    return len(word) == 7 and word.isascii() and word.isalnum() and word.isupper() and word[:3].isalpha()


def _read_change(kind: MessageType, lines: list[str]) -> str:
    line = lines[1] if len(lines) > 1 else ""
    if not line or line[0] == "." or line.startswith("END"):
        return ""
    allowed = CHANGES if kind in CHANGEABLE else CONTROLS if kind == "BCM" else frozenset[str]()
    if line not in allowed:
        raise ParseError(line=2, reason=f"{line[:20]!r} cannot follow {kind}")
    return line


def _read_end(kind: MessageType, lines: list[str]) -> int:
    """0 for the end of the message, otherwise the number of the part that ends here."""
    end = lines[-1]
    if end == "END" + kind:
        return 0
    digits = end.removeprefix("ENDPART")
    if digits != end and digits.isascii() and digits.isdigit() and len(digits) <= 3 and int(digits):
        return int(digits)
    raise ParseError(line=len(lines), reason=f"the last line is not END{kind}: the message was cut off")


def _read_elements(
    readers: dict[str, Callable[[list[str]], Element]], lines: list[str], first: int
) -> tuple[Element, ...]:
    elements = []
    for number in range(first, len(lines) - 1):
        line = lines[number]
        reader = readers.get(line[1:2]) if line[0] == "." and line[2:3] == "/" and len(line) <= MAX_LINE else None
        try:
            elements.append(reader(_fields(line[3:])) if reader else _read_unknown(line))
        except MalformedField as error:
            raise ParseError(line=number + 1, element=line[1:2], field=error.field, reason=error.reason) from None
    return tuple(elements)


def _fields(text: str) -> list[str]:
    fields = text.split("/")
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    return fields


def _read_unknown(line: str) -> Element:
    if len(line) > MAX_LINE:
        raise MalformedField(0, f"the line is {len(line)} characters long")
    name, slash, values = line[1:].partition("/")
    if line[0] != "." or not slash or len(name) > 3 or not (name.isascii() and name.isalnum()):
        raise MalformedField(0, f"{line[:20]!r} is not an element like .N/…")
    return Other(name, tuple(_fields(values)))


def _checked(
    kind: MessageType, change: str, elements: tuple[Element, ...], *, part: int, last_line: int
) -> BaggageMessageText:
    version = elements[0] if elements else None
    if not isinstance(version, Version):
        raise ParseError(line=2, element="V", reason="the message does not start with .V")
    number = _part_number(kind, version, part, last_line)
    warnings = () if version.source else (f".V names {version.airport} without a source",)
    message = BaggageMessageText(kind, elements, change, number, part == 0, warnings)
    if kind in _ABOUT_BAGS:
        _require_tags(message, last_line)
    return message


def _part_number(kind: MessageType, version: Version, ended: int, last_line: int) -> int | None:
    number = version.part or ended or None
    if number is not None and kind not in PARTITIONED:
        raise ParseError(line=2, element="V", field=2, reason=f"a {kind} cannot come in parts")
    if ended and number != ended:
        raise ParseError(line=last_line, reason=f"part {number} ends as part {ended}")
    return number


def _require_tags(message: BaggageMessageText, last_line: int) -> None:
    """A tag for each flight: what stands above the first `.F` belongs to it."""
    tagged = [False]
    flights = 0
    for element in message.elements:
        if element.letter == "F":
            flights += 1
            if flights > 1:
                tagged.append(False)
        elif element.letter in _TAGS:
            tagged[-1] = True
    if not all(tagged):
        raise ParseError(line=last_line, element="N", reason=f"a {message.type} must name a tag for every flight in it")

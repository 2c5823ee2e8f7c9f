"""A baggage message: its elements in the order sent, and the passengers' blocks they form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from airline.rp1745.details import Detail, ExceptionType, Loading, Locator, Passenger, Reconciliation, Screening
from airline.rp1745.elements import Flight, Irregularity, Other, Processing, TagRange, Version

MessageType = Literal["BSM", "BTM", "BPM", "BUM", "BNS", "BMM", "BCM", "BRQ"]
Element = Version | Flight | TagRange | Irregularity | Processing | Detail | Other

TYPES: dict[str, MessageType] = {
    "BSM": "BSM", "BTM": "BTM", "BPM": "BPM", "BUM": "BUM", "BNS": "BNS", "BMM": "BMM", "BCM": "BCM", "BRQ": "BRQ",
}  # fmt: skip
# The second line: a change to an earlier message, or what a control message controls.
CHANGES = frozenset({"CHG", "DEL"})
CHANGEABLE = frozenset({"BSM", "BTM"})
CONTROLS = frozenset({"FOM", "FCM", "FMM", "BAM", "DBM"})
# Only these may come in parts (BSM and the others that describe one passenger must be whole).
PARTITIONED = frozenset({"BPM", "BNS", "BCM", "BMM"})
# Elements after which a further tag belongs to somebody else.
_ABOUT_THE_PASSENGER = frozenset("PSL")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Block:
    """What a message says about the tags of one passenger or group on one flight."""

    elements: tuple[Element, ...]

    @property
    def lpns(self) -> list[str]:
        """Every tag number in this block."""
        return [lpn for found in self._all(TagRange) for lpn in found.lpns] + [
            lpn for found in self.irregularities for lpn in found.lpns
        ]

    @property
    def flight(self) -> Flight | None:
        """The outbound flight."""
        return self._flight("F")

    @property
    def inbound(self) -> Flight | None:
        """The flight that brings the bag."""
        return self._flight("I")

    @property
    def onward(self) -> list[Flight]:
        """Flights after the outbound one, in order."""
        return [flight for flight in self._all(Flight) if flight.letter == "O"]

    @property
    def irregularities(self) -> list[Irregularity]:
        return list(self._all(Irregularity))

    @property
    def processing(self) -> Processing | None:
        return self.first(Processing)

    @property
    def loading(self) -> Loading | None:
        return self.first(Loading)

    @property
    def reconciliation(self) -> Reconciliation | None:
        return self.first(Reconciliation)

    @property
    def passengers(self) -> list[Passenger]:
        return list(self._all(Passenger))

    @property
    def locator(self) -> str:
        found = self.first(Locator)
        return found.value if found else ""

    @property
    def cleared(self) -> bool:
        """Whether security has cleared the bag."""
        return any(screening.result == "CLR" for screening in self._all(Screening))

    @property
    def rush(self) -> bool:
        """Whether the bag is being sent after its passenger."""
        return any(exception.value == "RUSH" for exception in self._all(ExceptionType))

    def first(self, kind: type[T]) -> T | None:
        """The first element of a kind, if there is one."""
        for element in self.elements:
            if isinstance(element, kind):
                return element
        return None

    def _flight(self, letter: str) -> Flight | None:
        for element in self.elements:
            if element.letter == letter and isinstance(element, Flight):
                return element
        return None

    def _all(self, kind: type[T]) -> Iterator[T]:
        return (element for element in self.elements if isinstance(element, kind))


@dataclass(frozen=True, slots=True)
class BaggageMessageText:
    """One message. `change` is CHG, DEL or, for BCM, the control code; `final` is False while parts are to come."""

    type: MessageType
    elements: tuple[Element, ...]
    change: str = ""
    part: int | None = None
    final: bool = True
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def version(self) -> Version:
        """The `.V` element; every message has one."""
        return next(element for element in self.elements if isinstance(element, Version))

    def blocks(self) -> list[Block]:
        """The message cut into passengers' blocks; a message without flight and tag has none."""
        return [Block(elements) for elements in _cut(self.elements)]


def _cut(elements: Iterable[Element]) -> Iterator[tuple[Element, ...]]:
    """A second `.F` opens a block; so do `.I`, `.U` and `.J` that come again after the tags, and a tag after a name.

    What stands above several blocks (flight, container, scan) holds for each until it is replaced.
    """
    block: list[Element] = []
    seen: set[str] = set()
    for element in elements:
        letter = element.letter
        if letter in "VAK":
            continue
        if _opens(letter, seen):
            yield tuple(block)
            block = [kept for kept in block if kept.letter in _inherited(letter)]
            seen = {kept.letter for kept in block}
        block.append(element)
        seen.add(letter)
    if seen & _CONTENT:
        yield tuple(block)


_CONTENT = frozenset("FINB")
_TAGS = frozenset("NB")


def _opens(letter: str, seen: set[str]) -> bool:
    has_tags = not _TAGS.isdisjoint(seen)
    if letter == "F":
        return has_tags or "F" in seen
    if letter in "IUJ":
        return has_tags and letter in seen
    return letter in _TAGS and has_tags and not _ABOUT_THE_PASSENGER.isdisjoint(seen)


def _inherited(letter: str) -> str:
    return {"F": "J", "I": "J", "J": "", "U": "JFIO"}.get(letter, "JFIOU")

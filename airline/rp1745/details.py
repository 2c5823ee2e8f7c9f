"""The elements that describe a bag but make no event: every field is text, and nothing in them refuses a message."""

from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import ClassVar, Self

# Title codes that reservation systems glue to the given name: CHINMEIMS, INGELINT MRS.
TITLES = ("MSTR", "MISS", "MRS", "MR", "MS", "DR")


@dataclass(frozen=True, slots=True)
class Detail:
    """Base: named text fields in the order of the standard, and whatever follows them in `extra`."""

    letter: ClassVar[str] = ""
    extra: tuple[str, ...] = field(default=(), kw_only=True)

    @classmethod
    def read(cls, fields: list[str]) -> Self:
        """Take what is there: missing fields stay empty."""
        size = len(cls.__match_args__)
        if len(fields) <= size:
            return cls(*fields)
        return cls(*fields[:size], extra=tuple(fields[size:]))

    def fields(self) -> list[str]:
        names: tuple[str, ...] = self.__match_args__
        return [*(getattr(self, name) for name in names), *self.extra]


@dataclass(frozen=True, slots=True)
class Loading(Detail):
    """`.U`: the container or compartment that holds the bag."""

    letter: ClassVar[str] = "U"
    device: str = ""
    compartment: str = ""
    bag_type: str = ""
    cabin: str = ""
    destination: str = ""
    sealed: str = ""
    connection: str = ""
    connection_date: str = ""
    connection_airport: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation(Detail):
    """`.S`: may this bag fly, and does its passenger?"""

    letter: ClassVar[str] = "S"
    authority_to_load: str = ""
    seat: str = ""
    passenger_status: str = ""
    sequence: str = ""
    security: str = ""
    profile: str = ""
    authority_to_transport: str = ""
    tag_status: str = ""


@dataclass(frozen=True, slots=True)
class Weight(Detail):
    """`.W`: pieces and weight; K kilograms, L pounds, P pieces only."""

    letter: ClassVar[str] = "W"
    unit: str = ""
    checked_pieces: str = ""
    checked_weight: str = ""
    unchecked_weight: str = ""
    size_unit: str = ""
    length: str = ""
    width: str = ""
    height: str = ""
    kind: str = ""

    @property
    def pieces(self) -> int | None:
        """Number of checked pieces, where it is a number."""
        return _whole(self.checked_pieces)

    @property
    def kilograms(self) -> int | None:
        """Checked weight, where it was given in kilograms."""
        return _whole(self.checked_weight) if self.unit == "K" else None


@dataclass(frozen=True, slots=True)
class Passenger(Detail):
    """`.P`: a passenger; the number before the surname counts the people who share it."""

    letter: ClassVar[str] = "P"
    name: str = ""
    given: str = ""

    @property
    def surname(self) -> str:
        """As sent, without the count. A title is never cut off a surname: ADAMS stays ADAMS."""
        return self.name.lstrip("0123456789").strip()

    @property
    def everybody(self) -> "list[Passenger]":
        """Each of the people who share the surname: 2PAGE/L/B are L. Page and B. Page."""
        count = int("".join(takewhile(str.isdigit, self.name)) or 1)
        others = (given for given in self.extra if given.strip())
        return [self, *(Passenger(self.surname, given) for given in islice(others, max(count - 1, 0)))]

    @property
    def given_name(self) -> str:
        """Without a title glued to it: CHINMEI for CHINMEIMS. A guess; `given` has what was sent."""
        return self.given.removesuffix(self.title).strip()

    @property
    def title(self) -> str:
        """The title glued to the given name, or nothing."""
        return next((title for title in TITLES if self.given.endswith(title) and len(self.given) > len(title) + 1), "")


@dataclass(frozen=True, slots=True)
class Screening(Detail):
    """`.X`: security screening; CLR cleared, REF referred, UCL not cleared."""

    letter: ClassVar[str] = "X"
    instruction: str = ""
    result: str = ""
    reason: str = ""
    method: str = ""
    autograph: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CheckIn(Detail):
    """`.D`: where the bag was checked in."""

    letter: ClassVar[str] = "D"
    location: str = ""
    description: str = ""
    date: str = ""
    time: str = ""
    carriage: str = ""
    transport: str = ""


@dataclass(frozen=True, slots=True)
class Handling(Detail):
    """`.H`: where the bag is handled."""

    letter: ClassVar[str] = "H"
    terminal: str = ""
    pier: str = ""
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement(Detail):
    """`.A`: the answer to a message that asked for one."""

    letter: ClassVar[str] = "A"
    reference: str = ""
    message: str = ""
    answer: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class GroundTransport(Detail):
    """`.G`: delivery on the ground."""

    letter: ClassVar[str] = "G"
    earliest: str = ""
    latest: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class FrequentTraveller(Detail):
    """`.Y`: programme number and tier."""

    letter: ClassVar[str] = "Y"
    number: str = ""
    tier: str = ""


@dataclass(frozen=True, slots=True)
class UniqueIdentifier(Detail):
    """`.M`: the identifier in the bag's radio chip (EPC)."""

    letter: ClassVar[str] = "M"
    lpn: str = ""
    kind: str = ""
    identifier: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Locator(Detail):
    """`.L`: the booking's record locator."""

    letter: ClassVar[str] = "L"
    value: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionType(Detail):
    """`.E`: RUSH, CREW, PRIO and the like."""

    letter: ClassVar[str] = "E"
    value: str = ""


@dataclass(frozen=True, slots=True)
class LoadSequence(Detail):
    """`.Q`: the bag's place in the order of loading."""

    letter: ClassVar[str] = "Q"
    value: str = ""


@dataclass(frozen=True, slots=True)
class Group(Detail):
    """`.C`: name of a company or group."""

    letter: ClassVar[str] = "C"
    value: str = ""


@dataclass(frozen=True, slots=True)
class TagPrinter(Detail):
    """`.T`: the printer of the tag."""

    letter: ClassVar[str] = "T"
    value: str = ""


@dataclass(frozen=True, slots=True)
class MessagePrinter(Detail):
    """`.K`: where to print messages; rare."""

    letter: ClassVar[str] = "K"
    value: str = ""


@dataclass(frozen=True, slots=True)
class AirlineData(Detail):
    """`.R`: the airline's own remarks. Free text from outside: show it as text, never as markup."""

    letter: ClassVar[str] = "R"
    value: str = ""


DETAILS: tuple[type[Detail], ...] = (
    Loading, Reconciliation, Weight, Passenger, Screening, CheckIn, Handling, Acknowledgement, GroundTransport,
    FrequentTraveller, UniqueIdentifier, Locator, ExceptionType, LoadSequence, Group, TagPrinter, MessagePrinter,
    AirlineData,
)  # fmt: skip


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None

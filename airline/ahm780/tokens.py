"""What movement messages say, as typed values that print themselves: AHM 780's tokens, and the message around them."""

from dataclasses import dataclass, field
from typing import Literal

MovementType = Literal["MVT", "MVA", "DIV", "OUT", "OFF", "ON", "IN", "DEP", "ARR"]
Correction = Literal["", "COR", "REV"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as these messages write it, HHMM or DDHHMM, without month and year."""

    hour: int
    minute: int
    day: int | None = None

    def __str__(self) -> str:
        return f"{'' if self.day is None else f'{self.day:02d}'}{self.hour:02d}{self.minute:02d}"


@dataclass(frozen=True, slots=True)
class Departure:
    """AD: off the block, and airborne where that has happened; AD/1200 knows only that it is airborne."""

    off_block: Clock | None = None
    airborne: Clock | None = None

    def __str__(self) -> str:
        return f"AD{self.off_block or ''}" + (f"/{self.airborne}" if self.airborne else "")


@dataclass(frozen=True, slots=True)
class Arrival:
    """AA: touched down, and on the block where that has happened; a DIV may name where: AA1515/1520 FRA."""

    touchdown: Clock | None = None
    on_block: Clock | None = None
    station: str = ""

    def __str__(self) -> str:
        times = f"AA{self.touchdown or ''}" + (f"/{self.on_block}" if self.on_block else "")
        return times + (f" {self.station}" if self.station else "")


@dataclass(frozen=True, slots=True)
class Estimate:
    """EA arrival (with its station), ED departure, EB on block, EO take-off; NI is when the next word will come."""

    kind: Literal["EA", "ED", "EB", "EO", "NI"]
    at: Clock
    station: str = ""

    def __str__(self) -> str:
        return f"{self.kind}{self.at}" + (f" {self.station}" if self.station else "")


@dataclass(frozen=True, slots=True)
class Delay:
    """DL: delay codes (AHM 730), each with its minutes where they are given; EDL adds further ones."""

    codes: tuple[str, ...]
    minutes: tuple[int, ...] = ()
    further: bool = False

    def __str__(self) -> str:
        times = (f"{minutes // 60:02d}{minutes % 60:02d}" for minutes in self.minutes)
        return ("EDL" if self.further else "DL") + "/".join([*self.codes, *times])

    @property
    def total(self) -> int | None:
        """All minutes together; None where the message gives no times."""
        return sum(self.minutes) if self.minutes else None


@dataclass(frozen=True, slots=True)
class DiversionReason:
    """DR: why a flight goes elsewhere, as a delay code."""

    code: str

    def __str__(self) -> str:
        return f"DR{self.code}"


@dataclass(frozen=True, slots=True)
class Passengers:
    """PX: passengers in seats, then infants; three numbers and more count those for each airport on the way."""

    counts: tuple[int, ...]

    def __str__(self) -> str:
        return "PX" + "/".join(map(str, self.counts))

    @property
    def seated(self) -> int:
        return sum(self.counts) if len(self.counts) > 2 else self.counts[0]

    @property
    def infants(self) -> int | None:
        return self.counts[1] if len(self.counts) == 2 else None


@dataclass(frozen=True, slots=True)
class Return:
    """RR: back to the ramp without having flown. FR: back from the air, touch-down and on block."""

    kind: Literal["RR", "FR"]
    at: Clock
    on_block: Clock | None = None

    def __str__(self) -> str:
        return f"{self.kind}{self.at}" + (f"/{self.on_block}" if self.on_block else "")


@dataclass(frozen=True, slots=True)
class Remark:
    """SI: free text to the end of the line."""

    text: str

    def __str__(self) -> str:
        return f"SI {self.text}".rstrip()


@dataclass(frozen=True, slots=True)
class Other:
    """A token that we know and do not use, or have never seen: kept as it came, with the reason."""

    text: str
    reason: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Unread:
    """A token that cannot be read: kept as it came, with its line and the reason. It spoils nothing else."""

    text: str
    line: int = field(default=0, compare=False)
    reason: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.text


Token = Departure | Arrival | Estimate | Delay | DiversionReason | Passengers | Return | Remark | Other | Unread


@dataclass(frozen=True, slots=True)
class Movement:
    """One message. `day` is the day of the month of the flight, 0 where it is not told; `station` the airport of it."""

    type: MovementType
    airline: str
    number: str
    suffix: str
    day: int
    registration: str
    station: str
    tokens: tuple[Token, ...] = ()
    correction: Correction = ""

    @property
    def flight(self) -> str:
        """The flight as passengers write it: CA981."""
        return f"{self.airline}{int(self.number)}{self.suffix}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was not used of the message, each with the reason."""
        return [(one.text, one.reason) for one in self.tokens if isinstance(one, Other | Unread)]

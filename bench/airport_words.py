"""Flights, and how baggage systems write them: names, dates and times as messages spell them."""

import random
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

HUB = "PEK"
# Half hours, quarter hours and both sides of the date line: local times are where such systems go wrong.
ZONES = {
    "PEK": "Asia/Shanghai", "LHR": "Europe/London", "JFK": "America/New_York", "FRA": "Europe/Berlin",
    "SYD": "Australia/Sydney", "NRT": "Asia/Tokyo", "DEL": "Asia/Kolkata", "LAX": "America/Los_Angeles",
    "SIN": "Asia/Singapore", "DXB": "Asia/Dubai", "CAN": "Asia/Shanghai", "KTM": "Asia/Kathmandu",
    "AKL": "Pacific/Auckland", "HNL": "Pacific/Honolulu",
}  # fmt: skip
AIRLINES = (
    ("CA", "CCA", "999"),
    ("MU", "CES", "781"),
    ("LH", "DLH", "220"),
    ("BA", "BAW", "125"),
    ("9C", "CQH", "089"),
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True)
class Flight:
    """A flight of one day; `code` and `icao` are two spellings of its airline."""

    code: str
    icao: str
    number: int
    origin: str
    destination: str
    departs: datetime
    arrives: datetime

    @property
    def name(self) -> str:
        return f"{self.code}{self.number}"

    @property
    def day(self) -> date:
        return self.departs.astimezone(ZoneInfo(ZONES[self.origin])).date()


@dataclass(frozen=True, slots=True)
class Told:
    """One message as it arrives. A garbled one must end in quarantine."""

    received_at: datetime
    text: str
    garbled: bool = False


def named(rng: random.Random, flight: Flight, airport: str) -> str:
    """CA101, CA0101 or CCA101, as senders like it."""
    code = rng.choices((flight.code, flight.icao), (9, 1))[0]
    number = rng.choice((f"{flight.number}", f"{flight.number:04d}"))
    return f"{code}{number}/{_day(flight.day)}/{airport}"


def clock(rng: random.Random, at: datetime, here: str) -> str:
    """Day and time of a scan, on the airport's clock or in UTC."""
    if rng.random() < 0.3:
        return f"{_day(at.date())}/{at:%H%M%S}Z"
    local = at.astimezone(ZoneInfo(ZONES[here]))
    return f"{_day(local.date())}/{local:%H%M%S}L"


def _day(day: date) -> str:
    return f"{day.day:02d}{_MONTHS[day.month - 1]}"

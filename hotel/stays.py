"""Stays: who comes when, into which room. Where they come from can be changed without touching what uses them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol, Self

import yaml
from pydantic_settings import BaseSettings, SettingsConfigDict

from crm import content
from crm.base import utc_now
from crm.site import site

Status = Literal["confirmed", "in_house", "departed", "cancelled"]
_DEMO = "stays.yml"


class HotelSettings(BaseSettings):
    """Read from the environment and `.env`, as the product's own; described in docs/operating.md."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    environment: str = "development"
    # What the property system writes out; without it the stays of the demo, and in production none.
    hotel_stays_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """One reservation. `surnames` are all spellings of the guests' surnames: 王 and WANG for the same guest."""

    number: str
    surnames: tuple[str, ...]
    arrives: date
    departs: date
    room_type: Mapping[str, str]
    room: str = ""
    guests: int = 1
    breakfast: bool = False
    cancelled: bool = False

    @property
    def nights(self) -> int:
        return (self.departs - self.arrives).days

    def status(self, today: date) -> Status:
        """Where it stands on a day of the hotel's calendar."""
        if self.cancelled:
            return "cancelled"
        if today > self.departs:
            return "departed"
        return "in_house" if self.room and today >= self.arrives else "confirmed"

    @classmethod
    def read(cls, told: Mapping[str, Any], today: date) -> Self:
        """A stay from plain data; days are dates, or so many from today. Raises KeyError, ValueError."""
        days = {name: _day(told[name], today) for name in ("arrives", "departs")}
        if days["arrives"] >= days["departs"]:
            raise ValueError(f"stay {told['number']} departs before it arrives")
        known = {**told, **days, "number": str(told["number"]), "room": str(told.get("room") or "")}
        return cls(**{**known, "surnames": tuple(told["surnames"])})


class StaySource(Protocol):
    """Where stays are found. A property system is attached by writing one more of these."""

    def stay(self, number: str) -> Stay | None:
        """The stay under this confirmation number."""

    def stays(self) -> Sequence[Stay]:
        """Every stay that is not long over."""


@dataclass(frozen=True, slots=True)
class FileStays:
    """Stays in a YAML file: a list of what `Stay` has. A changed file is read again."""

    path: Path
    today: date

    def stay(self, number: str) -> Stay | None:
        """See StaySource."""
        return next((one for one in self.stays() if one.number == number), None)

    def stays(self) -> Sequence[Stay]:
        """See StaySource."""
        return _read(self.path, self.path.stat().st_mtime_ns, self.today)


@dataclass(frozen=True, slots=True)
class NoStays:
    """A hotel that has not said where its stays are."""

    def stay(self, number: str) -> Stay | None:
        """See StaySource."""
        return None

    def stays(self) -> Sequence[Stay]:
        """See StaySource."""
        return ()


def source(now: datetime | None = None) -> StaySource:
    """Where this process finds stays."""
    settings = HotelSettings()
    if settings.hotel_stays_file:
        return FileStays(settings.hotel_stays_file, today(now))
    if settings.environment == "production":
        return NoStays()
    return FileStays(content.file("demo", _DEMO), today(now))


def in_room(room: str, surname_fits: Any, now: datetime) -> Stay | None:
    """The stay of a guest who is in this room now, if `surname_fits` says yes to its surnames."""
    day = today(now)
    here = (one for one in source(now).stays() if one.room == room and one.status(day) == "in_house")
    return next((one for one in here if surname_fits(one.surnames)), None)


def today(now: datetime | None = None) -> date:
    """The day on the hotel's calendar."""
    return (now or utc_now()).astimezone(site().zone).date()


def _day(written: Any, today: date) -> date:
    if isinstance(written, int):
        return today + timedelta(days=written)
    return written if isinstance(written, date) else date.fromisoformat(str(written))


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, today: date) -> tuple[Stay, ...]:
    return tuple(Stay.read(one, today) for one in yaml.safe_load(path.read_text(encoding="utf-8")) or [])

"""Whose site this is: its name, languages, hours, and the verticals and skills that are on, from `data/site.yml`."""

import itertools
import os
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

DATA = Path(__file__).parent.parent / "data"
CORE = "core"
Language = Literal["zh", "en"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_SPAN = re.compile(r"([01]\d|2[0-3]):[0-5]\d-(?:([01]\d|2[0-3]):[0-5]\d|24:00)")


class SiteInvalid(ValueError):
    """The site's file cannot be used; says which lines and why."""


def is_span(value: str) -> str:
    """Hours as they are written, "09:00-18:00". Raises ValueError."""
    if not _SPAN.fullmatch(value) or value[:5] >= value[6:]:
        raise ValueError('write hours as "09:00-18:00", the earlier one first')
    return value


def _apart(spans: tuple[str, ...]) -> tuple[str, ...]:
    """Hours of one day, none of which begins before another has ended. Raises ValueError."""
    ordered = sorted(spans)
    if any(later[:5] < earlier[6:] for earlier, later in itertools.pairwise(ordered)):
        raise ValueError("hours of one day overlap")
    return spans


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("no such time zone; names look like Asia/Shanghai")
    return value


class Strict(BaseModel):
    """What a file says, and nothing that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    """The same in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __getitem__(self, language: str) -> str:
        return str(getattr(self, language))


class Links(Strict):
    """A page in each language."""

    zh: HttpUrl
    en: HttpUrl


class Contact(Strict):
    """How people reach the site besides this; what is left out is not told."""

    phone: str | None = Field(default=None, max_length=40)
    email: str | None = Field(default=None, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    address: Words | None = None


class SurveyLimits(Strict):
    """How often one person is asked, and at which hours of theirs."""

    at_most: int = Field(default=1, ge=1)
    in_days: int = Field(default=7, ge=1, le=366)
    between: Annotated[str, AfterValidator(is_span)] = "09:00-20:00"
    # How long after a sign at a counter was scanned the same browser may scan it again.
    counter_hours: float = Field(default=8, gt=0, le=24 * 366)


class Assignment(Strict):
    """Whether who waits is given to agents, how many one may have at once, and how soon they are to open it."""

    automatic: bool = False
    at_once: int = Field(default=4, ge=1, le=100)
    opened_within_minutes: Annotated[float, Field(gt=0, le=120)] = 3


Days = Annotated[int, Field(ge=1, le=36_500)]


class Retention(Strict):
    """For how many days each class of data is kept; without a number, for ever."""

    # Since the last word in it, and since its last case was closed.
    conversations: Days | None = 730
    cases: Days | None = 1095
    files: Days | None = 730
    mails: Days | None = 30
    survey_words: Days | None = 365
    sign_ins: Days | None = 30
    # What happened to conversations of which nothing else is left.
    events: Days | None = 1825
    # What other systems sent, as it came; and what was made of it.
    feeds: Days | None = 90
    records: Days | None = 730

    def days(self, kind: str) -> int | None:
        """How many, by the name of the class."""
        found: int | None = getattr(self, kind)
        return found


Minutes = Annotated[float, Field(gt=0, le=60 * 24 * 90)]


class ServiceLevel(Strict):
    """What is promised to customers for whom a person is called; a level without a time promises nothing of that kind.

    It holds for conversations of this priority or more and, where some are named, of these channels.
    """

    name: Words
    priority: int = Field(default=0, ge=0, le=3)
    channels: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=16)], ...] = ()
    # Minutes in which people are there; `always`: of the clock on the wall.
    first_reply: Minutes | None = None
    next_reply: Minutes | None = None
    resolution: Minutes | None = None
    always: bool = False
    # What the time until the resolution stands still for.
    pauses: tuple[Literal["snoozed", "customer"], ...] = ("snoozed", "customer")
    # The part of the time after which the desk warns, and the minutes past it after which supervisors are called.
    warn_at: Annotated[float, Field(gt=0, le=1)] = 0.75
    escalate_after: Annotated[float, Field(ge=0, le=60 * 24)] = 5
    # Whether somebody gets in touch with a customer for whom it was broken.
    recovery: bool = False


Spans = Annotated[tuple[Annotated[str, AfterValidator(is_span)], ...], AfterValidator(_apart)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Site(Strict):
    """All that the file says."""

    name: Words
    languages: tuple[Language, ...] = Field(min_length=1)
    time_zone: Annotated[str, AfterValidator(_zone)]
    # What customers are told that this time is called; else by its distance from UTC.
    time_zone_name: Words | None = None
    opening_hours: dict[Day, Spans] = {}
    # Single days that differ from it, by their dates; none at all is a day off.
    hours_on: dict[date, Spans] = {}
    # Whether the public holidays of `country` are days off, where `hours_on` does not say otherwise.
    closed_on_holidays: bool = False
    # So many opening hours after it was left, a message is answered at the latest.
    messages_answered_within: Annotated[float, Field(gt=0, le=200)] = 4
    # ISO 3166: whose emergency numbers are named where nothing else tells the place.
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "CN"
    terms: Links | None = None
    contact: Contact = Contact()
    surveys: SurveyLimits = SurveyLimits()
    assignment: Assignment = Assignment()
    # The first that fits counts.
    service_levels: tuple[ServiceLevel, ...] = Field(default=(), max_length=20)
    retention: Retention = Retention()
    verticals: tuple[Name, ...] = ()
    skills_off: frozenset[Name] = frozenset()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for name in ("languages", "verticals"):
            listed = getattr(self, name)
            if len(set(listed)) < len(listed):
                raise ValueError(f"{name} names something twice")
        if CORE in self.verticals:
            raise ValueError(f"{CORE} is always on; verticals names the others")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """Whose calendar "today" means."""
        return ZoneInfo(self.time_zone)


@cache
def site() -> Site:
    """This site. Raises SiteInvalid."""
    return read(site_file())


def site_file() -> Path:
    """`data/site.yml`, unless SITE names another."""
    return Path(os.environ.get("SITE") or DATA / "site.yml")


def read(path: Path) -> Site:
    """The site that a file describes. Raises SiteInvalid."""
    try:
        found = Site.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise SiteInvalid(f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        raise SiteInvalid(f"{path} cannot be used:\n{explained(error)}") from error
    if missing := [name for name in found.verticals if folder(name, beside=path) is None]:
        raise SiteInvalid(f"{path} cannot be used:\n  verticals: no folder of that name: {', '.join(missing)}")
    return found


def folder(vertical: str, *, beside: Path) -> Path | None:
    """Where the files of a vertical are: in `data/`, or beside the site's own file."""
    return next((place for place in (DATA / vertical, beside.parent / vertical) if place.is_dir()), None)


def explained(error: ValidationError) -> str:
    """What is wrong, a line for each value."""
    return "\n".join(
        f"  {'.'.join(map(str, problem['loc'])) or 'the whole'}: {problem['msg'].removeprefix('Value error, ')}"
        for problem in error.errors()
    )

"""Rules: when which survey is sent, to whom and how, from the files `surveys/rules.yml` of `data/`."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, model_validator

from crm import content, questionnaires, verticals
from crm.questionnaires import Key
from crm.site import Language, Name, Strict, Words, explained, site

Way = Literal["chat", "email"]
# What happens in every line of business; a vertical names more (crm.verticals).
EVENTS = frozenset({"resolved", "wanted", "case_closed", "case_reached", "appointment_over"})


class RulesInvalid(ValueError):
    """The rules cannot be used; says which and why."""


class Verdict(StrEnum):
    """Whether somebody is asked, or why not."""

    ASK = "ask"
    LEFT_OUT = "left_out"
    NOT_DRAWN = "not_drawn"
    OPTED_OUT = "opted_out"
    ASKED_LATELY = "asked_lately"
    NO_WAY = "no_way"


class Delay(Strict):
    """So long."""

    hours: float = Field(default=0, ge=0)
    days: float = Field(default=0, ge=0)

    @property
    def span(self) -> timedelta:
        return timedelta(hours=self.hours, days=self.days)


class Rule(Strict):
    """When something has happened, and `after` so long, these customers are asked that."""

    name: Words
    event: Name
    ask: Name
    by: tuple[Way, ...] = Field(min_length=1)
    after: Delay = Delay()
    kinds: frozenset[Name] = frozenset()
    not_kinds: frozenset[Name] = frozenset()
    states: frozenset[Name] = frozenset()
    intents: frozenset[Name] = frozenset()
    stages: frozenset[Name] = frozenset()
    skills: frozenset[Name] = frozenset()
    languages: frozenset[Language] = frozenset()
    share: Annotated[float, Field(gt=0, le=1)] = 1
    remind_after: Delay | None = None
    active: bool = True

    @model_validator(mode="after")
    def _can_be_carried_out(self) -> Self:
        if self.ask not in questionnaires.questionnaires():
            raise ValueError(f"no questionnaire is called {self.ask}")
        if self.event not in EVENTS and self.event not in verticals.happenings():
            raise ValueError(f"nothing that happens is called {self.event}")
        if self.event == "case_reached" and not self.states:
            raise ValueError("case_reached needs states")
        if self.event == "wanted" and not self.intents:
            raise ValueError("wanted needs intents")
        return self

    @property
    def at_once(self) -> bool:
        """Whether it is asked in the moment in which it happens, not by a job."""
        return self.event == "wanted" or (self.event == "resolved" and not self.after.span)

    def concerns(self, *, kind: str | None, stage: str | None, skill: str | None, language: str) -> bool:
        """Whether it is about such a thing."""
        wanted = ((self.kinds, kind), (self.stages, stage), (self.skills, skill), (self.languages, language))
        return kind not in self.not_kinds and all(not allowed or value in allowed for allowed, value in wanted)

    def draws(self, what: str) -> bool:
        """Whether chance has chosen it: always the same for the same thing, however often one looks."""
        drawn = hashlib.sha256(f"{self.ask}/{self.event}/{what}".encode()).digest()
        return int.from_bytes(drawn[:8]) < self.share * 2**64


def decide(
    rule: Rule, *, concerns: bool, what: str, way: Way | None, opted_out: bool, asked: Sequence[datetime], at: datetime
) -> Verdict:
    """Whether somebody is asked at a moment who was asked at these others, and can be reached this way."""
    if not concerns:
        return Verdict.LEFT_OUT
    if not rule.draws(what):
        return Verdict.NOT_DRAWN
    if opted_out:
        return Verdict.OPTED_OUT
    limits = site().surveys
    if sum(at - timedelta(days=limits.in_days) < one <= at for one in asked) >= limits.at_most:
        return Verdict.ASKED_LATELY
    return Verdict.ASK if way else Verdict.NO_WAY


def may_disturb(at: datetime, zone: ZoneInfo) -> bool:
    """Whether it is an hour at which somebody who lives in this zone may be asked."""
    start, _, end = site().surveys.between.partition("-")
    local = at.astimezone(zone).time()
    return time.fromisoformat(start) <= local and (end == "24:00" or local < time.fromisoformat(end))


def next_hour(at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from `at` on at which somebody may be asked."""
    if may_disturb(at, zone):
        return at
    local = at.astimezone(zone)
    opening = time.fromisoformat(site().surveys.between.partition("-")[0])
    today = datetime.combine(local.date(), opening, zone)
    return today if today > at else datetime.combine(local.date() + timedelta(days=1), opening, zone)


@cache
def rules() -> Mapping[Key, Rule]:
    """Every rule that is on. Raises RulesInvalid."""
    found: dict[Key, Rule] = {}
    for name, told in content.merged("surveys", questionnaires.RULES)["rules"].items():
        try:
            rule = Rule.model_validate(told)
        except ValidationError as error:
            where = f"surveys/{questionnaires.RULES}: rule {name}"
            raise RulesInvalid(f"{where} cannot be used:\n{explained(error)}") from error
        if rule.active:
            found[name] = rule
    return found

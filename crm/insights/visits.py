"""Where a customer was in a conversation, for how long, and where they left: made from what happened alone.

Customers are at one place at a time: with the assistant on some matter, in line, or with a person. Beside that a case
may be open, and a survey asked.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from crm import case_kinds, conversations, skills
from crm.conversations import Status
from crm.events import Name
from crm.insights.journeys import Happened, Journey

Kind = Literal["skill", "queue", "person", "case", "survey"]
KINDS: tuple[Kind, ...] = ("skill", "queue", "person", "case", "survey")
# Left before it was done; or there when it was done.
Left = Literal["abandoned", "ended"]
_TURNS = frozenset({Name.TURN_ANSWERED, Name.TURN_ASKED_BACK, Name.TURN_FAILED})
_REPLIES = frozenset({Name.FIRST_REPLY, Name.REPLIED})
_WITH_PEOPLE = frozenset({Status.QUEUED, Status.ASSIGNED, Status.SNOOZED})
# Moves after which the customer waits, whoever has them.
_PUT_OFF = frozenset({Status.QUEUED, Status.SNOOZED})
# A turn's clock is kept in seconds, its message's time in microseconds.
_SLACK = 0.001


@dataclass
class Visit:
    """One stay at a touchpoint. Times in seconds since 1970; `end` is None while it goes on.

    `name`: the skill, the kind of case or the questionnaire; `topic`: what it is about. `queueing`: seconds in which
    the customer waited for us; the rest of the stay is work.
    """

    stage: str
    kind: Kind
    name: str | None
    topic: str | None
    start: float
    end: float | None = None
    queueing: float = 0.0
    left: Left | None = None
    upset: bool = False
    score: float | None = None

    @property
    def stay(self) -> float | None:
        """Seconds, once it is over."""
        return None if self.end is None else max(0.0, self.end - self.start)


def visits(journey: Journey) -> list[Visit]:
    """Every stay of a journey, in the order in which they began."""
    walk = _Walk()
    for event in journey.happened:
        walk.take(event)
    _tell_upset([one for one in walk.found if one.kind not in ("case", "survey")], journey.upset)
    return walk.found


@dataclass
class _Walk:
    """How far a journey has been followed."""

    found: list[Visit] = field(default_factory=list)
    stage: str = conversations.STAGES[0]
    # Where the customer is, and where they were last.
    place: Visit | None = None
    last: Visit | None = None
    # Since when the customer waits for a person, and since when they have said nothing in line.
    waiting: float | None = None
    silent: float | None = None
    cases: dict[str, tuple[Visit, str]] = field(default_factory=dict)
    surveys: dict[str, Visit] = field(default_factory=dict)

    def take(self, event: Happened) -> None:
        """Follow one event."""
        if event.name in _TURNS:
            self._turn(event)
        elif event.name in (Name.CASE_OPENED, Name.CASE_MOVED):
            self._case(event)
        elif event.name in (Name.SURVEY_SENT, Name.SURVEY_ANSWERED):
            self._survey(event)
        elif event.name == Name.WENT_SILENT:
            self.silent = event.at
        self._wait(event)
        if event.to is not None:
            self._move(event)

    def _turn(self, event: Happened) -> None:
        """The assistant answered. In line the customer stays in line, whatever is talked of meanwhile."""
        asked = max(event.at - (event.seconds or 0.0), self.last.start if self.last else 0.0)
        skill = skills.skills().get(event.skill) if event.skill else None
        self.stage = conversations.later(self.stage, skill.stage if skill else None)
        if self.place is not None and self.place.kind != "skill":
            return
        stage = (skill.stage if skill else None) or self.stage
        if self.place is None or (event.skill and self.place.name and event.skill != self.place.name):
            self._enter(Visit(stage, "skill", event.skill, event.skill, asked))
        elif event.skill and self.place.name is None:
            # What was said before the matter was named, such as a greeting, belongs to it.
            self.place.stage, self.place.name, self.place.topic = stage, event.skill, event.skill
        assert self.place is not None
        self.place.end = event.at
        self.place.queueing += event.seconds or 0.0

    def _wait(self, event: Happened) -> None:
        """The clock of whoever waits for a person; in line it is the line's own."""
        asked = event.data.get("waits") is True or event.to in _PUT_OFF
        answered = event.name in _REPLIES or (event.to is not None and event.to not in _WITH_PEOPLE)
        if self.waiting is not None and (answered or event.to in _PUT_OFF):
            if self.place is not None and self.place.kind == "person":
                self.place.queueing += max(0.0, event.at - max(self.waiting, self.place.start))
            self.waiting = None
        if asked and self.waiting is None:
            self.waiting = event.at

    def _move(self, event: Happened) -> None:
        if event.to in (Status.QUEUED, Status.ASSIGNED):
            kind: Kind = "queue" if event.to == Status.QUEUED else "person"
            if self.place is None or self.place.kind != kind:
                self._enter(Visit(self.stage, kind, None, event.skill, event.at))
        elif event.to == Status.BOT:
            self._leave(event, "abandoned" if event.name == Name.LEFT_LINE else None)
        elif event.to == Status.RESOLVED:
            self._leave(event, "abandoned" if event.name == Name.ABANDONED else "ended")

    def _enter(self, visit: Visit) -> None:
        """Be somewhere else from now on. What was said to the assistant last ended the stay with it."""
        self._close(visit.start)
        self.silent = None
        self.place = self.last = visit
        self.found.append(visit)

    def _leave(self, event: Happened, left: Left | None) -> None:
        """Be nowhere. Whoever was nowhere already leaves from where they were last."""
        self._close(self.silent or event.at if event.name == Name.ABANDONED else event.at)
        if self.last is not None and left is not None:
            self.last.left = self.last.left or left
        self.place = None

    def _close(self, at: float) -> None:
        if self.place is None:
            return
        if self.place.kind == "queue":
            self.place.queueing = max(0.0, at - self.place.start)
        if self.place.kind != "skill":
            self.place.end = at

    def _case(self, event: Happened) -> None:
        """A case is open until it comes to a final state; until its first move it waits for somebody."""
        kind, reference = event.data.get("kind", ""), event.data.get("reference", "")
        if event.name == Name.CASE_OPENED:
            visit = Visit(self.stage, "case", kind, kind, event.at)
            self.cases[reference] = visit, event.data.get("to", "")
            self.found.append(visit)
        elif reference in self.cases:
            visit, initial = self.cases[reference]
            visit.queueing += (event.seconds or 0.0) if event.data.get("from") == initial else 0.0
            known = case_kinds.kinds().get(kind)
            final = known is None or event.data.get("to") in known.workflow.final
            visit.end, visit.left = (event.at, "ended") if final else (None, None)

    def _survey(self, event: Happened) -> None:
        name = event.data.get("survey", "")
        if event.name == Name.SURVEY_SENT or name not in self.surveys:
            self.surveys[name] = Visit("post", "survey", name, name, event.at - (event.seconds or 0.0))
            self.found.append(self.surveys[name])
        if event.name == Name.SURVEY_ANSWERED:
            visit = self.surveys[name]
            visit.end, visit.left, visit.score = event.at, "ended", event.data.get("score")


def _tell_upset(places: Sequence[Visit], upset: Sequence[float]) -> None:
    """Where the customer was each time that they wrote in anger or distress."""
    starts = [one.start for one in places]
    for at in upset:
        if place := bisect_right(starts, at + _SLACK):
            places[place - 1].upset = True

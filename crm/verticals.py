"""Verticals: what a line of business adds to the product, declared in one object and switched on by `data/site.yml`.

A vertical is a package with a module `vertical`, whose `VERTICAL` says everything that the rest of the product needs to
know, and a folder of the same name in `data/`. Nothing else names it.
"""

import importlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol

from PIL import Image
from sqlalchemy.orm import Session

from crm.cases import Case, CaseEvent
from crm.fields import Check
from crm.files import FileReader
from crm.forms import Handler
from crm.happenings import Finder
from crm.keeping import Keeping
from crm.message_data import Card, CaseCard
from crm.paging import Page
from crm.site import SiteInvalid, site
from crm.skills import Stage


class FeedReport(Protocol):
    """What became of a body of messages: received = parsed + quarantined + duplicates."""

    @property
    def received(self) -> int: ...
    @property
    def parsed(self) -> int: ...
    @property
    def quarantined(self) -> int: ...
    @property
    def duplicates(self) -> int: ...


class Replayed(Protocol):
    """What became of a page of the quarantine, and after which id to go on; None when that was the last page."""

    @property
    def report(self) -> FeedReport: ...
    @property
    def after(self) -> uuid.UUID | None: ...


@dataclass(frozen=True)
class Document:
    """Something structured that a feed takes besides messages, as JSON: its models, and what is done with it."""

    takes: Any
    answers: Any
    do: Callable[[Session, Any], Any]
    describes: str


@dataclass(frozen=True)
class Feed:
    """Messages of one kind that another system sends as text, and the quarantine of what could not be read.

    `name` is the address, /v1/{name}/messages. `cut` finds the messages in a body; `ingest` takes some of them in.
    `replay_waiting` tries a page of the quarantine again, after an id. Functions raise MessageNotFound for what is not
    in quarantine.
    """

    name: str
    describes: str
    cut: Callable[[str], Sequence[str]]
    ingest: Callable[[Session, Sequence[str], datetime], FeedReport]
    waiting: Callable[[Session, str | None], Page[Any]]
    replay_waiting: Callable[[Session, uuid.UUID | None], Replayed]
    replay: Callable[[Session, uuid.UUID, str], FeedReport]
    discard: Callable[[Session, uuid.UUID], None]
    # What was taken in and yet not wholly used: each has its `remarks`.
    in_part: Callable[[Session, str | None], Page[Any]] = lambda session, cursor: Page([], None)
    # How many are in quarantine, for operators' metrics.
    in_quarantine: Callable[[Session], int] = lambda session: 0
    documents: Mapping[str, Document] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """Something that must happen at its pace even if nobody asks; one transaction each time."""

    name: str
    every: timedelta
    run: Callable[[Session], object]


@dataclass(frozen=True)
class CaseHooks:
    """What a vertical adds to a case that moves: who else is told, what else changes, what the customer can do then.

    `choices` are (name of a title in texts/cases.yml, payload). `receipt` renders a PDF in a language.
    """

    also_notified: Callable[[Session, Case, str, datetime], Iterable[uuid.UUID]] = lambda session, case, to, now: ()
    moved: Callable[[Session, Case, CaseEvent], None] = lambda session, case, event: None
    notified: Callable[[Session, Case, CaseEvent], None] = lambda session, case, event: None
    choices: Callable[[Case], list[tuple[str, str]]] = lambda case: [("person", "/human")]
    receipt: Callable[[Case, str], bytes] | None = None


@dataclass(frozen=True)
class Scope:
    """What of a customer is meant: these of their conversations and cases."""

    customer_id: uuid.UUID
    conversation_ids: tuple[uuid.UUID, ...]
    case_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class PersonalData:
    """What a vertical's own tables hold about customers.

    `collect` tells all of it, as JSON has it, by sections of its own; `erase` deletes it and says how much of each
    kind it was. Both are asked before the rows of `crm` that theirs refer to are gone.
    """

    collect: Callable[[Session, Scope], dict[str, Any]] = lambda session, scope: {}
    erase: Callable[[Session, Scope], dict[str, int]] = lambda session, scope: {}


@dataclass(frozen=True)
class Mark:
    """Something by which two texts are seen to be about the same: a place, a number that is painted on something.

    What it is called stands in texts/marks.yml. `find` names all of them in a text, each by one spelling; `clean` is
    that spelling of one that was typed, or None for what is none. `weight`: the points that it gives to a found thing
    if it is the same, and takes if it is another (crm/found_matching.py).
    """

    find: Callable[[str], Iterable[str]]
    clean: Callable[[str], str | None]
    weight: int = 0


@dataclass(frozen=True)
class Vertical:
    """All that one vertical adds.

    `cards` are the types of its cards (crm/message_data.py). `image_readers` find texts on a picture, `file_readers`
    in other kinds of files, by the name under which they are told.
    """

    name: str
    forms: Mapping[str, Handler] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    cases: Mapping[str, CaseHooks] = field(default_factory=dict)
    cards: tuple[type[Card], ...] = ()
    image_readers: Mapping[str, Callable[[Image.Image], str | None]] = field(default_factory=dict)
    file_readers: Mapping[str, FileReader] = field(default_factory=dict)
    feeds: tuple[Feed, ...] = ()
    jobs: tuple[Job, ...] = ()
    # What happens to customers, by the name under which the rules of the surveys know it.
    happenings: Mapping[str, Finder] = field(default_factory=dict)
    # The module of its actions, where they are not among those of the product.
    actions: str = ""
    routers: tuple[Any, ...] = ()
    personal: PersonalData = PersonalData()
    # How long its own tables are kept (crm/keeping.py).
    keeping: Keeping = field(default_factory=Keeping)
    # What a text names that a person looks things up by: (kind, value), a kind named in texts/handover.yml.
    identifiers: Callable[[str], Iterable[tuple[str, str]]] = lambda text: ()
    # What texts about found things and notices are compared by.
    marks: Mapping[str, Mark] = field(default_factory=dict)
    start: Callable[[], None] = lambda: None
    seed: Callable[[Session, datetime], None] = lambda session, now: None
    # What to ask first of what was seeded.
    tries: str = ""


_NO_HOOKS = CaseHooks()


@cache
def enabled() -> tuple[Vertical, ...]:
    """The verticals that are on at this site, in its order. Raises SiteInvalid for one that has no package."""
    return tuple(_load(name) for name in site().verticals)


def forms() -> dict[str, Handler]:
    """What happens when a form is sent, by the form's name."""
    return {name: handler for vertical in enabled() for name, handler in vertical.forms.items()}


def checks() -> dict[str, Check]:
    """Kinds of fields beside those that every form may use."""
    return {name: check for vertical in enabled() for name, check in vertical.checks.items()}


def case_hooks(kind: str) -> CaseHooks:
    """What is added to cases of this kind; nothing where no vertical adds anything."""
    return next((vertical.cases[kind] for vertical in enabled() if kind in vertical.cases), _NO_HOOKS)


def happenings() -> dict[str, Finder]:
    """What may have happened to customers, by its name."""
    return {name: find for vertical in enabled() for name, find in vertical.happenings.items()}


def cards() -> tuple[type[Card], ...]:
    """The types of every card that there is."""
    return (CaseCard, *(card for vertical in enabled() for card in vertical.cards))


def stage_of(card_type: str) -> Stage | None:
    """How far the journey of whoever is shown a card of this type has come at least."""
    return next((card.stage for card in cards() if card.model_fields["type"].default == card_type), None)


def in_words(card: Mapping[str, Any], *, beyond: str) -> list[str]:
    """What a card says where none can be shown, a line each, without what the sentence above it says already."""
    keys = next((one.in_words for one in cards() if one.model_fields["type"].default == card["type"]), ())
    return [card[key] for key in keys if isinstance(card.get(key), str) and card[key] not in beyond]


def image_readers() -> dict[str, Callable[[Image.Image], str | None]]:
    """What is looked for on every picture."""
    return {name: read for vertical in enabled() for name, read in vertical.image_readers.items()}


def file_readers() -> dict[str, FileReader]:
    """Which kinds of files are read beside pictures."""
    return {name: reader for vertical in enabled() for name, reader in vertical.file_readers.items()}


def marks() -> dict[str, Mark]:
    """By what two texts are seen to be about the same, each under its name in texts/marks.yml."""
    return {name: mark for vertical in enabled() for name, mark in vertical.marks.items()}


def _load(name: str) -> Vertical:
    try:
        found: Vertical = importlib.import_module(f"{name}.vertical").VERTICAL
    except ModuleNotFoundError as error:
        raise SiteInvalid(f"verticals names {name}, but there is no {name}/vertical.py: {error}") from error
    return found

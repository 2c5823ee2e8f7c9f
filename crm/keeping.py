"""How long things are kept: a class of data, what of it is over its time, and how it goes. `crm.retention` does it."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

# Reasons for which a table is kept beyond any class; `crm.retention` has one for each of its own tables.
OF_NOBODY = "says nothing about a customer"


@dataclass(frozen=True)
class Gone:
    """What went: how much of each kind, and what a job still has to delete outside the store."""

    counts: dict[str, int]
    conversations: tuple[uuid.UUID, ...] = ()
    mails: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A kind of data that goes after so many days.

    `days` names the setting in `retention` of the site's file. `due` asks for the ids of what is from before a moment,
    without what a legal hold keeps; `forget` deletes these or what is personal in them, so that they are due no more.
    `tables` are all that goes with them.
    """

    name: str
    days: str
    tables: tuple[str, ...]
    due: Callable[[datetime], Select[Any]]
    forget: Callable[[Session, Sequence[uuid.UUID]], Gone]
    at_once: int = 200


@dataclass(frozen=True)
class Keeping:
    """What a vertical has to say of its own tables: those with a class, and why the others stay."""

    kept: tuple[Kept, ...] = ()
    # Tables that go with another thing of the core's (a case, a conversation), or stay: the table, and why.
    otherwise: dict[str, str] = field(default_factory=dict)

"""Happenings: what a vertical knows to have happened to customers, after which a rule of the surveys may ask them."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from crm.skills import Stage


@dataclass(frozen=True)
class Happening:
    """Something that happened to one customer. `kind` and `id` together name it: it is asked about once.

    `zone` is where the customer is after it, where that is known: people are asked by day.
    """

    at: datetime
    kind: str
    id: str
    customer_id: uuid.UUID
    conversation_id: uuid.UUID
    language: str
    stage: Stage | None = None
    skill: str | None = None
    zone: ZoneInfo | None = None


# What happened after one moment and not after another.
Finder = Callable[[Session, datetime, datetime], Iterable[Happening]]

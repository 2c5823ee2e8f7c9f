"""Whose order it is: its number, and the e-mail address or the phone it was placed with; few wrong tries, one answer.

Tries are kept as what the assistant did (`crm.interactions`), so that agents see them, too.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from crm import interactions, site_events, tries
from crm.case_texts import in_both
from crm.store import lock_for, one_at_a_time
from crm.texts import load
from shop import orders
from shop.orders import Order, masked

LOOKED_UP, FAILED = "order_looked_up", "order_lookup_failed"
Refusal = Literal["not_found", "locked"]
# So many wrong tries in a conversation within a quarter of an hour, or for one number within an hour, and nothing is
# answered until that is over.
MOST_TRIES, MOST_FOR_NUMBER = 5, 10


@dataclass(frozen=True)
class Given:
    """What somebody gives to prove an order theirs, in which message of which conversation."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID | None
    number: str
    contact: str
    now: datetime


@dataclass(frozen=True)
class Answer:
    """The order; or why it is not shown. Returned, not raised: the try that was made must be kept."""

    order: Order | None = None
    refused: Refusal | None = None


def prove(session: Session, given: Given) -> Answer:
    """The order if it is theirs. An unknown number and a wrong address get the same answer."""
    one_at_a_time(session, *map(lock_for, (_target(given.number), _target(str(given.conversation_id)))))
    if _is_locked(session, given):
        _note(session, given, FAILED, "locked")
        return Answer(refused="locked")
    order = orders.find(session, given.number)
    if order is None or not belongs(order, given.contact):
        _note(session, given, FAILED, "not_found")
        return Answer(refused="not_found")
    _note(session, given, LOOKED_UP, "found")
    return Answer(order=order)


def belongs(order: Order, contact: str) -> bool:
    """Whether an order was placed with this address or number."""
    return site_events.fingerprint(contact) in order.contacts


def _is_locked(session: Session, given: Given) -> bool:
    return tries.are_enough(
        session,
        kind=FAILED,
        conversation_id=given.conversation_id,
        about=("target", _target(given.number)),
        now=given.now,
        most_here=MOST_TRIES,
        most_about=MOST_FOR_NUMBER,
    )


def _note(session: Session, given: Given, kind: str, outcome: str) -> None:
    interactions.record(
        session,
        conversation_id=given.conversation_id,
        message_id=given.message_id,
        kind=kind,
        key=outcome,
        summary=in_both(load("orders")["looked_up"][outcome], number=masked(given.number)),
        data={"target": _target(given.number)} | ({"number": given.number} if kind == LOOKED_UP else {}),
    )


def _target(number: str) -> str:
    return hashlib.sha256(f"order:{site_events.spelled(number)}".encode()).hexdigest()

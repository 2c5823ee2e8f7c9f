"""Whose stay it is: a confirmation number and the surname on it; few wrong tries, one answer for all that is wrong.

Wrong tries are kept as what the assistant did (`crm.interactions`), so that agents see them, too. A number that is
guessed at, or a network that guesses, is asked for the day of arrival as well; whoever guesses waits.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import interactions
from crm.case_texts import in_both
from crm.conversations import Conversation
from crm.interactions import Interaction
from crm.store import lock_for, one_at_a_time
from crm.texts import load
from hotel.names import bears
from hotel.numbers import masked
from hotel.stays import Stay, source

LOOKED_UP, FAILED = "stay_looked_up", "stay_lookup_failed"
Refusal = Literal["not_found", "arrival_needed", "locked"]
_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)
# So many wrong tries in a conversation within a quarter of an hour, and nothing is answered until it is over.
MOST_TRIES = 5
# So many for one number, or from one network, within an hour, and the day of arrival is asked for as well.
MOST_FOR_NUMBER, MOST_FROM_NETWORK = 5, 20
# With the day of arrival, too, so many for one number are the end of it.
MOST_GUESSES = 30
_MOST_READ = 1000
# A wrong try, and from which network it came.
Try = tuple[Interaction, str | None]


@dataclass(frozen=True, slots=True)
class Given:
    """What a guest gives to prove a stay theirs, in which message of which conversation."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID | None
    number: str
    surname: str
    now: datetime
    arrives: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The stay; or why it is not shown. Returned, not raised: the try that was made must be kept."""

    stay: Stay | None = None
    refused: Refusal | None = None


def prove(session: Session, given: Given) -> Answer:
    """The stay if it is theirs, with a note of the try. An unknown number and a wrong surname get the same answer."""
    one_at_a_time(session, *map(lock_for, (_target(given.number), _target(str(given.conversation_id)))))
    talk = session.get(Conversation, given.conversation_id)
    refused = _refused(_tries(session, given), given, own=talk.network if talk else None)
    if refused is not None:
        # What was not looked up tells nothing, and is no try.
        if refused == "locked":
            _note(session, given, FAILED, refused)
        return Answer(refused=refused)
    found = source(given.now).stay(given.number)
    fits = bears(given.surname, found.surnames if found else ("NOBODY",))
    if given.arrives is not None:
        fits = fits and found is not None and found.arrives == given.arrives
    if found is None or not fits:
        _note(session, given, FAILED, "not_found")
        return Answer(refused="not_found")
    _note(session, given, LOOKED_UP, "found")
    return Answer(stay=found)


def _refused(tries: Sequence[Try], given: Given, *, own: str | None) -> Refusal | None:
    wrong = [(one, network) for one, network in tries if one.key == "not_found"]
    here = [one for one, _ in wrong if one.conversation_id == given.conversation_id]
    if sum(one.created_at > given.now - _QUARTER for one in here) >= MOST_TRIES:
        return "locked"
    target = _target(given.number)
    same = sum(one.data.get("target") == target for one, _ in wrong)
    near = sum(own is not None and network == own for _, network in wrong)
    if same >= MOST_GUESSES:
        return "locked"
    guessed = same >= MOST_FOR_NUMBER or near >= MOST_FROM_NETWORK
    return "arrival_needed" if guessed and given.arrives is None else None


def _tries(session: Session, given: Given) -> Sequence[Try]:
    """The wrong tries of the last hour, each with the network that it came from; not those of this very message."""
    query = (
        select(Interaction, Conversation.network)
        .join(Conversation, Conversation.id == Interaction.conversation_id)
        .where(Interaction.kind == FAILED, Interaction.created_at > given.now - _HOUR)
        .order_by(Interaction.created_at.desc())
        .limit(_MOST_READ)
    )
    found = [(row[0], row[1]) for row in session.execute(query)]
    return [row for row in found if given.message_id is None or row[0].message_id != given.message_id]


def _note(session: Session, given: Given, kind: str, outcome: str) -> None:
    target = {"target": _target(given.number)}
    interactions.record(
        session,
        conversation_id=given.conversation_id,
        message_id=given.message_id,
        kind=kind,
        key=outcome,
        summary=in_both(load("stays")["looked_up"][outcome], number=masked(given.number)),
        data=target | ({"number": given.number} if kind == LOOKED_UP else {}),
    )


def _target(number: str) -> str:
    return hashlib.sha256(f"stay:{number}".encode()).hexdigest()

"""How long customers have waited for a person lately: measured, or not said at all."""

from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.events import ConversationEvent, Name

# So many waits are looked at; with fewer than the least nothing is said.
_LATELY, _LEAST = 20, 5


def usual_minutes(session: Session) -> int | None:
    """The median of the last waits in whole minutes, at least one; None where too few have been measured."""
    taken = select(ConversationEvent.seconds).where(
        ConversationEvent.name == Name.TAKEN, ConversationEvent.seconds.is_not(None)
    )
    waits = [
        one for one in session.scalars(taken.order_by(ConversationEvent.at.desc()).limit(_LATELY)) if one is not None
    ]
    return max(1, round(median(waits) / 60)) if len(waits) >= _LEAST else None

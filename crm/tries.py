"""Wrong tries at proving that something is theirs: how many there were lately, and whether that is enough."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.interactions import Interaction

_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)
_WRONG, _MOST_READ = "not_found", 1000


def are_enough(
    session: Session,
    *,
    kind: str,
    conversation_id: uuid.UUID,
    about: tuple[str, str],
    now: datetime,
    most_here: int,
    most_about: int,
) -> bool:
    """Whether this conversation has tried in vain so often within a quarter of an hour, or anybody about this one thing
    within an hour. `kind`: of the interactions that keep them; `about`: a key in their data, and its value."""
    query = select(Interaction).where(
        Interaction.kind == kind, Interaction.key == _WRONG, Interaction.created_at > now - _HOUR
    )
    wrong = list(session.scalars(query.order_by(Interaction.created_at.desc()).limit(_MOST_READ)))
    here = [one for one in wrong if one.conversation_id == conversation_id]
    lately = sum(one.created_at > now - _QUARTER for one in here)
    key, value = about
    return lately >= most_here or sum(one.data.get(key) == value for one in wrong) >= most_about

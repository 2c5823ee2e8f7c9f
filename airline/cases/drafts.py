"""What was typed into a form that was stopped: offered again when the same form is opened once more."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.fields import is_empty
from crm.forms import STOPPED, Form
from crm.questions import definition

# Somebody who comes back later than that has another matter.
KEPT_FOR = timedelta(hours=24)
# A file belongs to the form it was sent with, a code is used once, and what is signed is signed anew.
_NOT_AGAIN = frozenset({"photos", "code", "check"})

Values = dict[str, Any]


def typed_before(
    session: Session, *, conversation_id: uuid.UUID, name: str, facts: dict[str, Any], now: datetime
) -> Values:
    """The answers in the newest form of this name, where it was stopped; nothing while one is open, or once one was
    sent. `facts` are those of the matter at hand: what was typed for another one is not offered."""
    query = select(Form).where(Form.conversation_id == conversation_id, Form.name == name)
    newest = session.scalars(query.order_by(Form.updated_at.desc(), Form.id.desc())).first()
    if newest is None or newest.status != STOPPED or now - newest.updated_at > KEPT_FOR:
        return {}
    if any(newest.facts.get(key) != value for key, value in facts.items()):
        return {}
    fields = definition(name).fields
    return {
        key: value
        for key, value in newest.values.items()
        if key in fields and fields[key].type not in _NOT_AGAIN and not is_empty(value)
    }

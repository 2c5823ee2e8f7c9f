"""What was set at the desk and goes before the site's file: one value under each name."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.agents import Agent
from crm.base import Base, utc_now


class DeskSetting(Base):
    """One value, checked by whoever reads it: it may be from before a change of the code."""

    __tablename__ = "desk_setting"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column()
    changed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    changed_at: Mapped[datetime] = mapped_column(default=utc_now)


def get(session: Session, name: str) -> dict[str, Any] | None:
    """What was set under a name, if anything was."""
    found = session.get(DeskSetting, name)
    return found.value if found else None


def put(session: Session, name: str, value: dict[str, Any] | None, *, agent: Agent) -> None:
    """Set a value; None leaves it to the site's file again."""
    found = session.get(DeskSetting, name)
    if value is None:
        if found is not None:
            session.delete(found)
    elif found is None:
        session.add(DeskSetting(name=name, value=value, changed_by_id=agent.id))
    else:
        found.value, found.changed_by_id, found.changed_at = value, agent.id, utc_now()
    session.flush()

"""The table of counters, which surveys refer to; what is done with them is in `crm.counters`."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from crm.agents import Agent
from crm.base import Base, new_id, utc_now


class Counter(Base):
    """A sign: which questionnaire it opens, and where it hangs. Its code is printed, so it is no secret."""

    __tablename__ = "survey_counter"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    questionnaire: Mapped[str] = mapped_column(String(32))
    name: Mapped[dict[str, Any]] = mapped_column()
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # Since when it asks nobody any more, though the sign may still hang there.
    closed_at: Mapped[datetime | None] = mapped_column()

    created_by: Mapped[Agent] = relationship(lazy="joined")

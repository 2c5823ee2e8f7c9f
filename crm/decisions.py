"""What was decided about messages to learn from: the rows. How they come about is in `crm.review_decisions`."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from crm.agents import Agent
from crm.base import Base, new_id, utc_now


class DecisionKind(StrEnum):
    """What a group of messages teaches. `target` of a decision says which one, where there are several."""

    INTENT = "intent"
    FACET = "facet"
    NOT_OURS = "not_ours"
    NEW_TOPIC = "new_topic"
    MISSING_ARTICLE = "missing_article"
    WRONG_ANSWER = "wrong_answer"
    NOTHING = "nothing"


class DecisionState(StrEnum):
    """How far a decision has come. What was withdrawn is open again, under another decision if there is one."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Decision(Base):
    """What a group of messages means: by whom, when, and who else says so. Rows are kept for ever.

    `title` names a new topic or an article that is missing, in one language or both. `article_key`: the draft of it.
    """

    __tablename__ = "review_decision"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[DecisionKind] = mapped_column(String(16))
    target: Mapped[str] = mapped_column(String(100), default="")
    title: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[DecisionState] = mapped_column(String(16), default=DecisionState.PROPOSED, index=True)
    article_key: Mapped[str] = mapped_column(String(100), default="")
    proposed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(default=utc_now)
    approved_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    approved_at: Mapped[datetime | None] = mapped_column()
    withdrawn_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column()

    proposed_by: Mapped[Agent] = relationship(foreign_keys=[proposed_by_id], lazy="joined", innerjoin=True)
    approved_by: Mapped[Agent | None] = relationship(foreign_keys=[approved_by_id], lazy="joined")
    withdrawn_by: Mapped[Agent | None] = relationship(foreign_keys=[withdrawn_by_id], lazy="joined")

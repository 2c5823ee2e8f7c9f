"""Surveys: asking customers how it was, and keeping what they say beside what it was about."""

import secrets
import uuid
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import yaml
from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import content, conversations, events, messages
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation
from crm.errors import BadInput, SurveyClosed, SurveyNotFound
from crm.events import Actor, Name
from crm.messages import Author, Kind

MAX_COMMENT = 500


class Invitation(Base):
    """One customer asked once. The token is the only key to it: unguessable, and no id of anything else."""

    __tablename__ = "invitation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    token: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: secrets.token_urlsafe(24))
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"), index=True)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("message.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    wording_version: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime] = mapped_column()

    answer: Mapped["Answer | None"] = relationship(lazy="joined", back_populates="invitation")


class Answer(Base):
    """The raw answer; statistics are made from it, never stored in its place."""

    __tablename__ = "answer"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    invitation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("invitation.id"), unique=True)
    score: Mapped[int] = mapped_column()
    comment: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime] = mapped_column(default=utc_now)

    invitation: Mapped[Invitation] = relationship(back_populates="answer")


def invite(session: Session, conversation: Conversation, *, kind: str) -> Invitation:
    """Ask the customer inside the conversation. The conversation must be locked by this transaction."""
    form = questionnaire(kind)
    token = secrets.token_urlsafe(24)
    message = messages.append(
        session,
        conversation,
        author=Author.SYSTEM,
        kind=Kind.SURVEY,
        body=form["question"][conversation.language],
        data={"token": token, "survey": kind, "answered": None},
    )
    invitation = Invitation(
        token=token,
        conversation_id=conversation.id,
        message_id=message.id,
        kind=kind,
        wording_version=form["version"],
        language=conversation.language,
        expires_at=utc_now() + timedelta(days=form["expires_after_days"]),
    )
    session.add(invitation)
    events.record(
        session, conversation.id, Name.SURVEY_SENT, actor=Actor.SYSTEM, at=message.created_at, data={"survey": kind}
    )
    session.flush()
    return invitation


def find(session: Session, token: str) -> Invitation:
    """The invitation behind a link. Raises SurveyNotFound."""
    invitation = session.scalars(select(Invitation).where(Invitation.token == token)).one_or_none()
    if invitation is None:
        raise SurveyNotFound
    return invitation


def answer(session: Session, *, token: str, score: int, comment: str | None, now: datetime) -> Invitation:
    """Keep the customer's answer; they may change it until the survey closes. Raises SurveyClosed, BadInput."""
    invitation = find(session, token)
    if is_closed(invitation, now):
        raise SurveyClosed
    # One answer at a time: two first ones at once must not become two.
    conversations.lock(session, invitation.conversation_id)
    session.refresh(invitation)
    if score not in {step["value"] for step in questionnaire(invitation.kind)["scale"]}:
        raise BadInput("This score is not on the scale.", field="score")
    comment = (comment or "").strip()[:MAX_COMMENT] or None
    if invitation.answer is None:
        invitation.answer = Answer(score=score, comment=comment)
    else:
        invitation.answer.score, invitation.answer.comment, invitation.answer.answered_at = score, comment, now
    session.flush()
    asked = messages.get(session, invitation.message_id)
    events.record(
        session,
        invitation.conversation_id,
        Name.SURVEY_ANSWERED,
        actor=Actor.CUSTOMER,
        at=now,
        since=asked.created_at,
        data={"survey": invitation.kind, "score": score},
    )
    messages.update_data(session, asked, answered={"score": score, "comment": comment})
    return invitation


def is_closed(invitation: Invitation, now: datetime) -> bool:
    """Whether the time to answer has passed."""
    return now >= invitation.expires_at


def of(session: Session, conversation_id: uuid.UUID) -> list[Invitation]:
    """Every survey of a conversation, oldest first."""
    query = select(Invitation).where(Invitation.conversation_id == conversation_id).order_by(Invitation.id)
    return list(session.scalars(query))


@cache
def questionnaire(kind: str) -> dict[str, Any]:
    """Question, scale and wording version of a kind of survey, from the folders `surveys/` of `data/`."""
    form: dict[str, Any] = yaml.safe_load(content.file("surveys", f"{kind}.yml").read_text(encoding="utf-8"))
    return form

"""Canned replies: what agents write often, in both languages, and what is done with it at one press (a macro).

Those of the folders `replies/` of `data/` are everybody's. What is written at the desk goes before a file of the same
name, and keeps every version.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from string import Formatter
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator
from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import audit, content, labels
from crm.agents import Agent, Role
from crm.base import Base, new_id, utc_now
from crm.errors import BadInput, CannedReplyNotFound, Forbidden
from crm.site import SiteInvalid, Strict, Words, explained

# What the desk fills in: who is written to and who writes, whose site it is, and the customer's newest open case.
PLACEHOLDERS = frozenset({"customer", "agent", "site", "reference"})
LONGEST = 2000


class PutLabel(Strict):
    """Mark the conversation."""

    do: Literal["label"]
    label: Annotated[str, Field(max_length=64)]


class Snooze(Strict):
    """Put it aside for so many hours."""

    do: Literal["snooze"]
    hours: Annotated[int, Field(ge=1, le=24 * 30)]


class Resolve(Strict):
    """End the service."""

    do: Literal["resolve"]


class PassOn(Strict):
    """Give it back into line for colleagues, or to the assistant."""

    do: Literal["pass_on"]
    to: Literal["queue", "assistant"]


Action = Annotated[PutLabel | Snooze | Resolve | PassOn, Field(discriminator="do")]
# After one of these nothing more can be done with the conversation.
_ENDINGS = (Snooze, Resolve, PassOn)


class CannedReply(Strict):
    """One reply: what agents call it, its words in the customer's language, and what is done once they are sent."""

    title: Words
    text: Words | None = None
    actions: Annotated[tuple[Action, ...], Field(max_length=10)] = ()

    @field_validator("text")
    @classmethod
    def _can_be_filled(cls, text: Words | None) -> Words | None:
        for words in (text.zh, text.en) if text else ():
            if len(words) > LONGEST:
                raise ValueError(f"longer than {LONGEST} characters")
            if unknown := {name for _, name, _, _ in Formatter().parse(words) if name is not None} - PLACEHOLDERS:
                raise ValueError(
                    f"nothing fills {', '.join(sorted(unknown))}; known are {', '.join(sorted(PLACEHOLDERS))}"
                )
        return text

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if self.text is None and not self.actions:
            raise ValueError("text: neither words nor actions")
        if any(isinstance(one, _ENDINGS) for one in self.actions[:-1]):
            raise ValueError("actions: what ends it comes last, and once")
        return self


class CannedReplyVersion(Base):
    """A reply as somebody saved it at the desk. The newest version counts; a removed one hides the file, too."""

    __tablename__ = "canned_reply_version"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column()
    # Whose own it is; nobody's: the team's.
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    said: Mapped[dict[str, Any]] = mapped_column()
    removed: Mapped[bool] = mapped_column(default=False)
    changed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    changed_at: Mapped[datetime] = mapped_column(default=utc_now)

    by: Mapped[Agent] = relationship(lazy="joined", innerjoin=True, foreign_keys=[changed_by_id])


@cache
def replies() -> Mapping[str, CannedReply]:
    """Every reply of the files by its name, which is that of its file. Raises SiteInvalid, naming the file."""
    found: dict[str, CannedReply] = {}
    for path in content.files("replies"):
        try:
            found[path.stem] = _checked(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (yaml.YAMLError, ValidationError, BadInput) as error:
            why = explained(error) if isinstance(error, ValidationError) else str(error)
            raise SiteInvalid(f"{path} cannot be used:\n{why}") from error
    return found


def offered(session: Session, agent: Agent) -> dict[str, tuple[CannedReply, CannedReplyVersion | None]]:
    """What an agent may use, by name: the files', the team's and their own; with the version it is of, if any."""
    found: dict[str, tuple[CannedReply, CannedReplyVersion | None]] = {
        name: (one, None) for name, one in replies().items()
    }
    for version in session.scalars(_newest().order_by(CannedReplyVersion.name)):
        if version.owner_id not in (None, agent.id):
            continue
        if version.removed:
            found.pop(version.name, None)
        else:
            found[version.name] = (CannedReply.model_validate(version.said), version)
    return found


def get(session: Session, name: str, agent: Agent) -> CannedReply:
    """A reply that an agent may use. Raises CannedReplyNotFound."""
    found = offered(session, agent).get(name)
    if found is None:
        raise CannedReplyNotFound
    return found[0]


def save(
    session: Session, *, name: str | None, reply: CannedReply, own: bool, agent: Agent, removed: bool = False
) -> CannedReplyVersion:
    """A new reply, or, under the name of one, a newer version of it. The team's are for those who lead.

    Raises Forbidden, and CannedReplyNotFound for a name that means nothing to this agent.
    """
    before = _latest(session, name) if name else None
    if name is not None and not _is_theirs(session, name, before, agent):
        raise CannedReplyNotFound
    owner_id, known = agent.id if own else None, name is not None
    everybodys = owner_id is None or (known and (before is None or before.owner_id is None))
    if agent.role == Role.AGENT and everybodys:
        raise Forbidden("Only a supervisor may change what is everybody's.")
    version = CannedReplyVersion(
        name=name or f"desk_{new_id().hex[-12:]}",
        version=before.version + 1 if before else 1,
        owner_id=owner_id,
        said=reply.model_dump(mode="json"),
        removed=removed,
        changed_by_id=agent.id,
    )
    session.add(version)
    session.flush()
    session.refresh(version)
    if owner_id is None:
        deed = "canned_reply_removed" if removed else "canned_reply_saved"
        audit.note(session, agent=agent, deed=deed, target=reply.title.en, version=version.version)
    return version


def remove(session: Session, *, name: str, agent: Agent) -> None:
    """Offer a reply no more. Raises as `save` does."""
    found = offered(session, agent).get(name)
    if found is None:
        raise CannedReplyNotFound
    reply, version = found
    save(session, name=name, reply=reply, own=bool(version and version.owner_id), agent=agent, removed=True)


def versions(session: Session, name: str, agent: Agent) -> list[CannedReplyVersion]:
    """Who saved what under a name, the newest first. Raises CannedReplyNotFound for what is a colleague's own."""
    query = select(CannedReplyVersion).where(CannedReplyVersion.name == name)
    found = list(session.scalars(query.order_by(CannedReplyVersion.version.desc())))
    if found and found[0].owner_id not in (None, agent.id):
        raise CannedReplyNotFound
    return found


def checked(said: dict[str, Any]) -> CannedReply:
    """A reply as it was written at the desk. Raises BadInput with what is wrong."""
    try:
        return _checked(said)
    except ValidationError as error:
        raise BadInput(explained(error).strip(), field="text") from error


def _is_theirs(session: Session, name: str, latest: CannedReplyVersion | None, agent: Agent) -> bool:
    return name in offered(session, agent) and (latest is None or latest.owner_id in (None, agent.id))


def _checked(said: Any) -> CannedReply:
    """Raises ValidationError, and BadInput for a label that there is not."""
    reply = CannedReply.model_validate(said)
    marks = [one.label for one in reply.actions if isinstance(one, PutLabel)]
    if unknown := [label for label in marks if label not in labels.known()]:
        raise BadInput(f"There is no label {', '.join(unknown)}.", field="actions")
    return reply


def _newest() -> Any:
    newest = func.max(CannedReplyVersion.version).label("version")
    last = select(CannedReplyVersion.name, newest).group_by(CannedReplyVersion.name).subquery()
    return select(CannedReplyVersion).join(
        last, (last.c.name == CannedReplyVersion.name) & (last.c.version == CannedReplyVersion.version)
    )


def _latest(session: Session, name: str) -> CannedReplyVersion | None:
    query = select(CannedReplyVersion).where(CannedReplyVersion.name == name)
    return session.scalars(query.order_by(CannedReplyVersion.version.desc()).limit(1)).one_or_none()

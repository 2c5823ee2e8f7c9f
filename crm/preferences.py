"""Preferences: what a customer wants remembered, kept only after a yes, until they say otherwise or it expires."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import conversations, live, messages
from crm.base import Base, new_id
from crm.case_texts import LANGUAGES, Bilingual
from crm.conversations import Conversation
from crm.preference_kinds import Wish, kept_for, kind, kinds, replaced_by, said
from crm.site import site
from crm.texts import load

LONGEST = 200
BIRTHDAY = "birthday"
# Nobody is greeted at night.
_GREETED_FROM = 9


class Preference(Base):
    """One thing a customer agreed to have remembered. `value` is a name of the kind's, or the customer's words."""

    __tablename__ = "preference"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    value: Mapped[str] = mapped_column(String(LONGEST))
    # Where it was said.
    source_message_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("message.id"), index=True)
    consented_at: Mapped[datetime] = mapped_column()
    expires_at: Mapped[datetime] = mapped_column(index=True)
    # A birthday: in which year it was greeted last.
    greeted_in: Mapped[int | None] = mapped_column()

    @property
    def wish(self) -> Wish:
        """What is remembered."""
        return Wish(self.kind, self.value)


def keep(
    session: Session, customer_id: uuid.UUID, wishes: Iterable[Wish], *, message_id: uuid.UUID | None, now: datetime
) -> list[Preference]:
    """Remember what was agreed to just now; what it replaces is deleted."""
    kept = []
    for wish in wishes:
        mine = delete(Preference).where(Preference.customer_id == customer_id, Preference.kind == wish.kind)
        gone = (wish.value, *replaced_by(wish))
        session.execute(mine if kind(wish.kind).one else mine.where(Preference.value.in_(gone)))
        kept.append(
            Preference(
                customer_id=customer_id,
                kind=wish.kind,
                value=wish.value[:LONGEST],
                source_message_id=message_id,
                consented_at=now,
                expires_at=now + kept_for(),
            )
        )
    session.add_all(kept)
    session.flush()
    return kept


def of(session: Session, customer_id: uuid.UUID, *, now: datetime) -> list[Preference]:
    """What is remembered of a customer, in the order of the kinds."""
    query = select(Preference).where(Preference.customer_id == customer_id, Preference.expires_at > now)
    order = list(kinds())
    known = [one for one in session.scalars(query.order_by(Preference.id)) if one.kind in order]
    return sorted(known, key=lambda one: order.index(one.kind))


def forget(session: Session, remembered: Sequence[Preference]) -> None:
    """Delete what is not to be remembered any more."""
    for one in remembered:
        session.delete(one)
    session.flush()


def export(session: Session, customer_id: uuid.UUID) -> list[dict[str, str]]:
    """What is remembered, for whoever asks for a copy of their data."""
    query = select(Preference).where(Preference.customer_id == customer_id).order_by(Preference.id)
    return [
        {
            "kind": one.kind,
            "value": one.value,
            "consented_at": one.consented_at.isoformat(timespec="seconds"),
            "expires_at": one.expires_at.isoformat(timespec="seconds"),
        }
        for one in session.scalars(query)
    ]


def forget_expired(session: Session, *, now: datetime) -> int:
    """Delete what was agreed to so long ago that it has to be asked again; how much it was."""
    gone = session.execute(delete(Preference).where(Preference.expires_at <= now).returning(Preference.id))
    return len(gone.all())


def greet_due(session: Session, *, now: datetime) -> int:
    """Wish a happy birthday to whoever agreed to it: once a year, in the conversation that they had last."""
    local = now.astimezone(site().zone)
    if local.hour < _GREETED_FROM:
        return 0
    todays = [f"{local:%m-%d}"] + (["02-29"] if (local.month, local.day) == (2, 28) and not _leap(local.year) else [])
    query = select(Preference).where(
        Preference.kind == BIRTHDAY, Preference.value.in_(todays), Preference.expires_at > now
    )
    greeted = 0
    for one in session.scalars(query).all():
        talk = None if one.greeted_in == local.year else _last_talk(session, one.customer_id)
        if talk is None or talk.created_at.astimezone(site().zone).date() > local.date():
            continue
        conversation = conversations.lock(session, talk.id)
        one.greeted_in = local.year
        messages.notify(session, conversation, body=load("preferences")["greeting"][conversation.language])
        live.announce(session, conversation.id)
        greeted += 1
    return greeted


def told(wishes: Iterable[Wish], language: str) -> str:
    """Several of them in a row: "Diet: vegetarian; Birthday: 3 May"."""
    return str(load("preferences")["between"][language]).join(line(wish)[language] for wish in wishes)


def line(wish: Wish) -> Bilingual:
    """ "Diet: vegetarian"."""
    form, label, value = load("preferences")["item"], kind(wish.kind).label, said(wish)
    return {one: form[one].format(label=label[one], value=value[one]) for one in LANGUAGES}


def _last_talk(session: Session, customer_id: uuid.UUID) -> Conversation | None:
    query = select(Conversation).where(Conversation.customer_id == customer_id).order_by(Conversation.id.desc())
    return session.scalars(query.limit(1)).one_or_none()


def _leap(year: int) -> bool:
    return (date(year + 1, 1, 1) - date(year, 1, 1)) > timedelta(days=365)

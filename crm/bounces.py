"""Bounces: addresses that mail came back from for good, so that nobody writes there again and the desk knows."""

import hashlib
import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, delete, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import identities, outbox
from crm.base import Base, new_id
from crm.cases import Case
from crm.identities import Identity
from crm.outbox import Mail
from crm.surveys import EMAIL, Survey

# Enhanced status codes (RFC 3463) of an address that is none, or is not in use any more, and of a host that has no
# mail: nothing that a full mailbox, a large message or a filter for junk says.
_FOR_GOOD = re.compile(r"5\.(?:0\.0|1\.(?:0|1|2|3|6|10)|2\.1|4\.4)")
_SURVEY_KEY = re.compile(r"survey(?:-reminder)?:(?P<id>[0-9a-f-]{36})")


class BouncedAddress(Base):
    """An address that takes no mail. Only its hash and what its owner would recognise are kept."""

    __tablename__ = "bounced_address"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    address_hash: Mapped[str] = mapped_column(String(64), unique=True)
    shown: Mapped[str] = mapped_column(String(254))
    status: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column()
    # Whose it is, as far as the mail tells; others may have given the same address.
    customer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("customer.id"), index=True)


@dataclass(frozen=True)
class Failure:
    """What a mail server reports of one mail (RFC 3464): which of ours, to whom, and why."""

    mail_id: uuid.UUID
    address: str
    status: str


def is_for_good(status: str) -> bool:
    """Whether trying again is of no use, by the enhanced status code."""
    return _FOR_GOOD.fullmatch(status) is not None


def note(session: Session, failure: Failure, *, now: datetime) -> bool:
    """Keep that an address takes no mail. False for a report that is about no mail of ours to that address, or names
    a trouble that passes: anybody may write such a report, but only who got the mail knows its number."""
    mail = session.get(Mail, failure.mail_id)
    if mail is None or mail.status == outbox.WAITING or not is_for_good(failure.status):
        return False
    if failure.address.lower() != mail.to.lower() and outbox.masked(failure.address.lower()) != mail.to.lower():
        return False
    _keep(session, failure.address, status=failure.status, customer_id=_customer_of(session, mail, failure), now=now)
    return True


def note_refused(session: Session, failure: Failure, *, now: datetime) -> None:
    """Keep that a server refused an address for good while a mail was handed over."""
    mail = session.get(Mail, failure.mail_id)
    if mail is not None and is_for_good(failure.status):
        customer_id = _customer_of(session, mail, failure)
        _keep(session, failure.address, status=failure.status, customer_id=customer_id, now=now)


def works(session: Session, address: str) -> None:
    """Somebody has written from this address: it is in use after all."""
    session.execute(delete(BouncedAddress).where(BouncedAddress.address_hash == _hash(address)))


def is_bounced(session: Session, address: str) -> bool:
    """Whether nothing is mailed there any more."""
    return bool(session.scalar(select(exists().where(BouncedAddress.address_hash == _hash(address)))))


def of(session: Session, customer_id: uuid.UUID) -> list[BouncedAddress]:
    """The addresses of a customer that take no mail, oldest first."""
    query = select(BouncedAddress).where(_whose(session, customer_id)).order_by(BouncedAddress.id)
    return list(session.scalars(query))


def forget(session: Session, customer_id: uuid.UUID, addresses: Collection[str] = ()) -> int:
    """Delete what is kept of a customer's addresses, and of these; how many there were."""
    known = or_(_whose(session, customer_id), BouncedAddress.address_hash.in_([_hash(one) for one in addresses]))
    return len(session.execute(delete(BouncedAddress).where(known).returning(BouncedAddress.id)).all())


def _whose(session: Session, customer_id: uuid.UUID) -> ColumnElement[bool]:
    names = [one.external_id for one in identities.of(session, customer_id) if one.channel == EMAIL]
    return or_(
        BouncedAddress.customer_id == customer_id, BouncedAddress.address_hash.in_([_hash(name) for name in names])
    )


def _keep(session: Session, address: str, *, status: str, customer_id: uuid.UUID | None, now: datetime) -> None:
    if is_bounced(session, address):
        return
    session.add(
        BouncedAddress(
            address_hash=_hash(address),
            shown=outbox.masked(address.lower()),
            status=status,
            at=now,
            customer_id=customer_id,
        )
    )
    session.flush()


def _customer_of(session: Session, mail: Mail, failure: Failure) -> uuid.UUID | None:
    """Whom the mail was for: the customer of its case or its survey, or who is known by the address."""
    if mail.case_id is not None and (case := session.get(Case, mail.case_id)) is not None:
        return case.customer_id
    if (named := _SURVEY_KEY.fullmatch(mail.key or "")) and (survey := session.get(Survey, uuid.UUID(named["id"]))):
        return survey.customer_id
    query = select(Identity.customer_id).where(
        Identity.channel == EMAIL, Identity.external_id == failure.address.lower()
    )
    return session.scalars(query).one_or_none()


def _hash(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()

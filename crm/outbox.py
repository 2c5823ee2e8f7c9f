"""The outbox: mail to customers, queued in the transaction that caused it and sent by a job."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, new_id, utc_now

WAITING, SENT, FAILED = "waiting", "sent", "failed"
# Whoever claims a mail has this long to send it; then it may be sent by another.
LEASE = timedelta(minutes=2)
FIRST_RETRY, GIVE_UP_AFTER = timedelta(seconds=30), timedelta(hours=24)
# Sent at once; mail servers take only so many connections.
BATCH = 10


_HIDDEN = "***"


class Mail(Base):
    """One mail. Its words and its address are personal: they are forgotten as soon as it is sent or given up."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_status_next_at", "status", "next_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    # The same in a page's markup, for readers that show it.
    html: Mapped[str | None] = mapped_column(Text)
    # Where a customer says that they want no more of these (RFC 8058).
    unsubscribe: Mapped[str | None] = mapped_column(String(500))
    language: Mapped[str] = mapped_column(String(8))
    # The same key is the same mail.
    key: Mapped[str | None] = mapped_column(String(100), unique=True)
    # The case that it is about, and the files that go with it: [id].
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    attachments: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    status: Mapped[str] = mapped_column(String(8), default=WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=utc_now)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    sent_at: Mapped[datetime | None] = mapped_column()
    expires_at: Mapped[datetime | None] = mapped_column()
    # A code for programs ("refused", "unreachable", "expired"), never words of a server: they may name the customer.
    last_error: Mapped[str | None] = mapped_column(String(32))


@dataclass(frozen=True)
class OutgoingMail:
    """A claimed mail, as it goes out."""

    mail_id: uuid.UUID
    to: str
    subject: str
    body: str
    language: str
    attachments: tuple[uuid.UUID, ...] = ()
    html: str | None = None
    unsubscribe: str | None = None


def send(
    session: Session,
    *,
    to: str,
    subject: str,
    body: str,
    language: str,
    key: str | None = None,
    expires_at: datetime | None = None,
    case_id: uuid.UUID | None = None,
    attachments: Sequence[uuid.UUID] = (),
    html: str | None = None,
    unsubscribe: str | None = None,
) -> Mail:
    """Queue a mail; it goes out once this transaction has committed. The same `key` again is the same mail.

    `attachments` are files of the store; `unsubscribe` is an address that ends such mails when it is posted to.
    """
    known = session.scalars(select(Mail).where(Mail.key == key)).one_or_none() if key else None
    if known is not None:
        return known
    # A line break would begin another header.
    mail = Mail(
        to=to,
        subject=" ".join(subject.split()),
        body=body,
        language=language,
        key=key,
        expires_at=expires_at,
        case_id=case_id,
        attachments=[str(one) for one in attachments],
        html=html,
        unsubscribe=unsubscribe,
    )
    session.add(mail)
    session.flush()
    return mail


def of_case(session: Session, case_id: uuid.UUID) -> list[Mail]:
    """The mails about a case, oldest first."""
    return list(session.scalars(select(Mail).where(Mail.case_id == case_id).order_by(Mail.id)))


def masked(address: str) -> str:
    """An address that its owner recognises and nobody else learns: w***g@example.com."""
    mailbox, _, host = address.rpartition("@")
    return f"{mailbox[:1]}{_HIDDEN}{mailbox[-1:] if len(mailbox) > 2 else ''}@{host}"


def is_masked(address: str) -> bool:
    """Whether this is no address any more, but what is left of one."""
    return _HIDDEN in address.rpartition("@")[0]


def claim(session: Session, *, now: datetime) -> list[OutgoingMail]:
    """Take mails that are due, so that nobody else sends them meanwhile. Those that came too late are given up."""
    # What was queued later than now was queued before the clock was set back.
    is_due = or_(Mail.next_at <= now, and_(Mail.attempts == 0, Mail.created_at > now))
    due = select(Mail).where(Mail.status == WAITING, is_due).order_by(Mail.next_at).limit(BATCH)
    claimed = []
    for mail in session.scalars(due.with_for_update(skip_locked=True)):
        if mail.expires_at is not None and mail.expires_at <= now:
            _give_up(mail, "expired")
            continue
        mail.attempts, mail.next_at = mail.attempts + 1, now + LEASE
        files = tuple(map(uuid.UUID, mail.attachments))
        said = (mail.to, mail.subject, mail.body, mail.language)
        claimed.append(OutgoingMail(mail.id, *said, files, mail.html, mail.unsubscribe))
    return claimed


def sent(session: Session, mail_id: uuid.UUID, *, now: datetime) -> None:
    """Note that a mail is out, and forget its words and its address; nothing, if its customer was erased meanwhile."""
    mail = session.get(Mail, mail_id)
    if mail is None:
        return
    mail.status, mail.sent_at, mail.last_error = SENT, now, None
    _forget(mail)


def failed(session: Session, mail_id: uuid.UUID, *, error: str, final: bool, now: datetime) -> None:
    """Note that an attempt failed: again later, each time twice as late, or never when it is final."""
    mail = session.get(Mail, mail_id)
    if mail is None:
        return
    if final or now - mail.created_at >= GIVE_UP_AFTER:
        _give_up(mail, error)
        return
    mail.last_error = error
    mail.next_at = now + min(FIRST_RETRY * 2 ** (mail.attempts - 1), GIVE_UP_AFTER / 8)


def _give_up(mail: Mail, error: str) -> None:
    mail.status, mail.last_error = FAILED, error
    _forget(mail)


def _forget(mail: Mail) -> None:
    """Keep that there was a mail, and no more of where it went than its owner would recognise."""
    mail.body, mail.html, mail.unsubscribe = "", None, None
    mail.to = mail.to if is_masked(mail.to) else masked(mail.to)

"""Mail that was given up: which there is, whether it can be sent again, and sending it again, once.

The words of a mail are forgotten with it, so that only what a case tells can be said again: from the case, to the
address that the customer has given.
"""

import uuid
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import bounces, case_mail, cases, outbox, paging
from crm.agents import Agent
from crm.cases import Case, CaseEvent
from crm.errors import MailNotFound, MailNotRepeatable, NoEmailAddress
from crm.outbox import FAILED, Mail
from crm.paging import Key, Page

# Why a mail is not sent again: it was already; its words are gone; its case has moved on and would be told wrongly;
# there is no address.
Bar = Literal["sent_again", "not_kept", "case_moved", "no_address"]
_OF_CASE, _AGAIN = "case:", "again:"


@dataclass(frozen=True)
class Failed:
    """A mail that was given up, what it is about, where it would go now, and what bars that."""

    mail: Mail
    case: Case | None
    to: str | None
    bar: Bar | None


def listed(session: Session, *, cursor: str | None, limit: int) -> Page[Mail]:
    """What was given up, the newest first."""
    query = select(Mail).where(Mail.status == FAILED)
    return paging.page(session, query, (Key(Mail.id, descending=True),), cursor=cursor, limit=limit)


def looked_at(session: Session, mail: Mail) -> Failed:
    """Whether a mail can be sent again."""
    case = session.get(Case, mail.case_id) if mail.case_id else None
    event = _event_of(session, mail)
    to = _address(session, case, mail) if case else None
    if session.scalars(select(Mail.id).where(Mail.key == f"{_AGAIN}{mail.id}")).first() is not None:
        return Failed(mail, case, to, "sent_again")
    if case is None or event is None:
        return Failed(mail, case, to, "not_kept")
    if event.to_status != case.status:
        return Failed(mail, case, to, "case_moved")
    return Failed(mail, case, to, None if to else "no_address")


def send_again(session: Session, mail_id: uuid.UUID, *, agent: Agent) -> Failed:
    """Queue what a mail said, as its case tells it now. However often and by whomever: once.

    Raises MailNotFound, MailNotRepeatable, NoEmailAddress.
    """
    mail = session.scalars(select(Mail).where(Mail.id == mail_id, Mail.status == FAILED)).one_or_none()
    if mail is None:
        raise MailNotFound
    if mail.case_id is not None:
        # The case before the mail, in the order in which a case is moved.
        cases.lock(session, session.get_one(Case, mail.case_id))
    session.refresh(mail, with_for_update=True)
    failed, event = looked_at(session, mail), _event_of(session, mail)
    if failed.bar == "no_address":
        raise NoEmailAddress
    if failed.bar or failed.case is None or failed.to is None or event is None:
        raise MailNotRepeatable(reason=failed.bar)
    # Whoever looked at it means this address, whatever came of it before.
    bounces.works(session, failed.to)
    case_mail.tell(session, failed.case, event, to=failed.to, language=mail.language, key=f"{_AGAIN}{mail.id}")
    cases.add_note(session, failed.case, agent=agent, text=f"✉ → {outbox.masked(failed.to)}")
    return looked_at(session, mail)


def _event_of(session: Session, mail: Mail) -> CaseEvent | None:
    """The move that a mail tells of, also where it was sent again before."""
    key = mail.key or ""
    while key.startswith(_AGAIN):
        before = session.get(Mail, uuid.UUID(key.removeprefix(_AGAIN)))
        key = (before.key if before else None) or ""
    return session.get(CaseEvent, uuid.UUID(key.removeprefix(_OF_CASE))) if key.startswith(_OF_CASE) else None


def _address(session: Session, case: Case, mail: Mail) -> str | None:
    """Where it goes now: another address than the one that was refused, where the customer has one on record."""
    refused = mail.to if mail.last_error == "recipient_refused" else None
    known = case_mail.addresses_of(session, case)
    return next((one for one in known if outbox.masked(one) != refused), next(iter(known), None))

"""Delivery of a found bag: the customer may change it after a one-time code from the e-mail address on file."""

import hashlib
import hmac
import math
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.cases import reports
from airline.cases.reports import BagReport
from crm import outbox
from crm.base import Base, new_id
from crm.case_texts import words
from crm.cases import Case
from crm.errors import FormClosed, TooManyRequests
from crm.fields import FieldError
from crm.forms import Form

GOOD_FOR = timedelta(minutes=10)
MAX_TRIES = 5
# How many codes go out for one case, and to one address: a mailbox is not to be filled, nor a code to be guessed in
# the end because new ones can be had for ever.
SEND_LIMITS = ((3, timedelta(minutes=15)), (10, timedelta(days=1)))
# The bag is on somebody's van, or the matter is over: a colleague has to see to it.
TOO_LATE = frozenset({"out_for_delivery", "delivered", "declared_lost", "closed", "withdrawn", "duplicate"})


class DeliveryCode(Base):
    """A code that was mailed, as a salted hash. Only the newest of a case counts, once."""

    __tablename__ = "delivery_code"
    __table_args__ = (Index("ix_delivery_code_case_sent", "case_id", "sent_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime] = mapped_column()
    expires_at: Mapped[datetime] = mapped_column()
    used_at: Mapped[datetime | None] = mapped_column()


def may_change(case: Case) -> bool:
    """Whether the delivery of this case's bag can still be changed by its owner."""
    return case.kind == "bag_missing" and case.status not in TOO_LATE


def send_code(session: Session, form: Form, now: datetime) -> tuple[str, int]:
    """Mail a new code to the address in the report; returns that address, masked, and for how many seconds it is good.

    Raises TooManyRequests after three within a quarter of an hour or ten within a day, FormClosed when it is too late
    for a change.
    """
    report = reports.lock(session, report_of(session, form))
    if not may_change(report.case):
        raise FormClosed(status=report.case.status)
    _count_sends(session, report, now)
    code = f"{secrets.randbelow(1_000_000):06d}"
    salt = secrets.token_bytes(16)
    kept = DeliveryCode(
        case_id=report.case_id, salt=salt, digest=_digest(code, salt), sent_at=now, expires_at=now + GOOD_FOR
    )
    session.add(kept)
    session.flush()
    _mail(session, report, code, form.language, kept)
    return outbox.masked(report.email), int(GOOD_FOR.total_seconds())


def check(session: Session, form: Form, values: Mapping[str, Any], now: datetime) -> dict[str, FieldError]:
    """Whether the change comes in time and from the owner. Every wrong code counts."""
    case = reports.lock(session, report_of(session, form)).case
    if not may_change(case):
        return {"address": FieldError("delivery_too_late")}
    kept = _newest_code(session, case)
    if kept is None or kept.used_at or kept.tries >= MAX_TRIES or kept.expires_at <= now:
        return {"code": FieldError("code_send_again")}
    if not hmac.compare_digest(_digest(values["code"], kept.salt), kept.digest):
        kept.tries += 1
        left = MAX_TRIES - kept.tries
        if left == 1:
            return {"code": FieldError("code_wrong_once_more")}
        return {"code": FieldError("code_wrong", left=left) if left else FieldError("code_send_again")}
    kept.used_at = now
    return {}


def change(report: BagReport, values: Mapping[str, Any]) -> None:
    """Deliver somewhere else, or at another time."""
    report.address = values["address"]
    report.delivery = {name: values.get(name) or "" for name in ("day", "window", "phone", "note")}


def report_of(session: Session, form: Form) -> BagReport:
    """The report whose delivery the form changes. It is named by us, never by the browser."""
    return reports.under(session, form.facts["reference"])[0]


def _count_sends(session: Session, report: BagReport, now: datetime) -> None:
    longest = max(window for _, window in SEND_LIMITS)
    sent = select(DeliveryCode.sent_at).join(BagReport, BagReport.case_id == DeliveryCode.case_id)
    same = or_(DeliveryCode.case_id == report.case_id, BagReport.email == report.email)
    recent = sent.where(same, DeliveryCode.sent_at > now - longest)
    times = session.scalars(recent.order_by(DeliveryCode.sent_at)).all()
    for most, window in SEND_LIMITS:
        if len(times) >= most and (until := times[-most] + window) > now:
            raise TooManyRequests(until=until.isoformat(), retry_after=math.ceil((until - now).total_seconds()))


def _newest_code(session: Session, case: Case) -> DeliveryCode | None:
    query = select(DeliveryCode).where(DeliveryCode.case_id == case.id).order_by(DeliveryCode.id.desc()).limit(1)
    return session.scalars(query.with_for_update()).one_or_none()


def _mail(session: Session, report: BagReport, code: str, language: str, kept: DeliveryCode) -> None:
    text = words("mail", "code_body")[language]
    outbox.send(
        session,
        to=report.email,
        subject=words("mail", "code_subject")[language],
        body=text.format(reference=report.case.reference, code=code),
        language=language,
        key=f"delivery-code:{kept.id}",
        expires_at=kept.expires_at,
        case_id=report.case_id,
    )


def _digest(code: str, salt: bytes) -> bytes:
    # A million codes are few: each guess from a stolen copy of the store should at least cost something.
    return hashlib.scrypt(code.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32)

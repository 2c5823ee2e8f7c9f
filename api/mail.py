"""Mail: takes what waits in the outbox to an SMTP server, or, while developing, into files."""

import asyncio
import re
import uuid
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
import structlog
from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.settings import Settings, get_settings
from crm import bounces, files, outbox
from crm.base import utc_now
from crm.bounces import Failure
from crm.errors import FileNotFound, MailUnavailable
from crm.outbox import OutgoingMail

FOLDER = Path("var/mail")
# For one answer of the server, and for a whole mail: well before another process may take it.
TIMEOUT_SECONDS = 20.0
MAIL_SECONDS = outbox.LEASE.total_seconds() / 2

# What can go wrong on the way to a server.
FAILURES = (aiosmtplib.SMTPException, OSError, ValueError, MailUnavailable, FileNotFound)

# Nothing was sent: mail came back from there before.
BOUNCED = "bounced"

log = structlog.get_logger()


class Attachment(NamedTuple):
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


async def deliver_due() -> int:
    """Send the mails that are due; returns how many went out. What fails is tried again for a day.

    A process that dies between sending and writing it down sends that mail twice: better than never.
    """
    mails = await in_store(_claim)
    # All at once: one after the other at a server that hangs, the last would be another process's again by then.
    return sum(await asyncio.gather(*map(_deliver, mails)))


def _claim(session: Session) -> list[OutgoingMail]:
    """The mails that are due, without those to addresses that take none."""
    now, sendable = utc_now(), []
    for mail in outbox.claim(session, now=now):
        if bounces.is_bounced(session, mail.to):
            outbox.failed(session, mail.mail_id, error=BOUNCED, final=True, now=now)
        else:
            sendable.append(mail)
    return sendable


def _note_failed(session: Session, mail: OutgoingMail, *, failure: Exception, error: str, final: bool) -> None:
    now = utc_now()
    if isinstance(failure, aiosmtplib.SMTPRecipientsRefused) and final:
        refused = Failure(mail.mail_id, mail.to, refusal_of(failure.recipients[0].code, failure.recipients[0].message))
        bounces.note_refused(session, refused, now=now)
    outbox.failed(session, mail.mail_id, error=error, final=final, now=now)


async def _deliver(mail: OutgoingMail) -> bool:
    mail_id = mail.mail_id
    try:
        async with asyncio.timeout(MAIL_SECONDS):
            await _send(mail, get_settings())
    except FAILURES as failure:
        error, final = reason(failure)
        log.warning("mail_failed", mail_id=str(mail_id), error=error, final=final)
        await in_store(partial(_note_failed, mail=mail, failure=failure, error=error, final=final))
        return False
    await in_store(lambda session: outbox.sent(session, mail_id, now=utc_now()))
    return True


async def _send(mail: OutgoingMail, settings: Settings) -> None:
    """Raises SMTPException, OSError, ValueError for what is no mail, MailUnavailable where no server is set up,
    FileNotFound when what was to go with it is gone."""
    attached = await attachments(mail.attachments)
    await hand_over(compose(mail, sender=settings.mail_from, attached=attached), settings, name=str(mail.mail_id))


async def hand_over(message: EmailMessage, settings: Settings, *, name: str) -> None:
    """To the server, or, while developing, into a file that ends in this name. Raises FAILURES."""
    if server := settings.smtp_url.get_secret_value():
        await _send_by(server, message)
    elif settings.can_send_mail:
        await asyncio.to_thread(_write, f"{utc_now():%Y%m%dT%H%M%S}-{name}.eml", message)
    else:
        raise MailUnavailable


async def attachments(ids: Sequence[uuid.UUID]) -> list[Attachment]:
    """These files of the store. Raises FileNotFound."""
    return await in_store(partial(_attachments, ids=ids)) if ids else []


def _write(name: str, message: EmailMessage) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = FOLDER / name
    path.touch(mode=0o600)
    path.write_bytes(message.as_bytes())


def remove_files(mail_ids: Iterable[str]) -> None:
    """Delete what was written of these mails while developing."""
    for mail_id in mail_ids:
        for path in FOLDER.glob(f"*-{mail_id}.eml"):
            path.unlink(missing_ok=True)


async def _send_by(smtp_url: str, message: EmailMessage) -> None:
    """`smtp://` upgrades to TLS where the server can, and must with `?starttls`; `smtps://` is TLS from the start."""
    url = urlsplit(smtp_url)
    must_upgrade = url.scheme == "smtp" and "starttls" in parse_qs(url.query, keep_blank_values=True)
    await aiosmtplib.send(
        message,
        hostname=url.hostname,
        port=url.port,
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=url.scheme == "smtps",
        start_tls=True if must_upgrade else None,
        timeout=TIMEOUT_SECONDS,
    )


def _attachments(session: Session, *, ids: Sequence[uuid.UUID]) -> list[Attachment]:
    found = [files.get(session, one) for one in ids]
    return [Attachment(file.name, file.media_type, file.content) for file in found]


def compose(mail: OutgoingMail, *, sender: str, attached: Sequence[Attachment] = ()) -> EmailMessage:
    """A mail as RFC 5322 wants it, marked as written by a machine (RFC 3834)."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = make_msgid(mail.mail_id.hex, domain=parseaddr(sender)[1].rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        # One click in the mail program, without a page (RFC 8058).
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.body)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language
    for one in attached:
        main, _, sub = one.media_type.partition("/")
        params = {"charset": "utf-8"} if main == "text" else None
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name, params=params)
    return message


_ENHANCED = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")
# No such mailbox, not here, no such name (RFC 5321, 4.2.3).
_PLAIN_REFUSALS = {550: "5.1.1", 551: "5.1.6", 553: "5.1.3"}
_PLAIN = (
    (MailUnavailable, "not_set_up", False),
    (FileNotFound, "attachment_missing", True),
    (ValueError, "malformed", True),
    (aiosmtplib.SMTPAuthenticationError, "sign_in_refused", False),
)


def refusal_of(code: int, said: str) -> str:
    """Why a server refused a recipient, as an enhanced status code (RFC 3463): its own, or what the plain one means."""
    own = _ENHANCED.search(said)
    return own[0] if own else _PLAIN_REFUSALS.get(code, "5.0")


def reason(failure: Exception) -> tuple[str, bool]:
    """A failure as a code, and whether trying again is pointless. A server's own words may name the customer."""
    for kind, code, final in _PLAIN:
        if isinstance(failure, kind):
            return code, final
    if isinstance(failure, aiosmtplib.SMTPRecipientsRefused):
        return "recipient_refused", all(refusal.code >= 500 for refusal in failure.recipients)
    if isinstance(failure, aiosmtplib.SMTPDataError):
        return "message_refused", failure.code >= 500
    return "unreachable", False

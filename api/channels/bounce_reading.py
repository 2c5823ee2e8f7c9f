"""Reports of mail servers on mails that they could not deliver (RFC 3464), as far as they are about ours."""

import re
import uuid
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from crm.bounces import Failure
from crm.errors import BadInput
from crm.fields import email_of

# Ours hold the number of the mail (api/mail.py): <time.process.chance.NUMBER@domain>.
_OURS = re.compile(r"[<.]([0-9a-f]{32})@")
# Nobody is mailed together with others.
_MOST = 5


def read(raw: bytes) -> list[Failure] | None:
    """What a report says of mails of ours; None for a mail that is no report. Raises BadInput for what is malformed."""
    try:
        mail = message_from_bytes(raw, policy=policy.default)
        if mail.get_content_type() != "multipart/report" or mail.get_param("report-type") != "delivery-status":
            return None
        mail_id = _mail_id(mail)
        return [] if mail_id is None else list(_failures(mail, mail_id))[:_MOST]
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise BadInput("This report is malformed.") from error


def _failures(mail: EmailMessage, mail_id: uuid.UUID) -> Iterator[Failure]:
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        # Its first group of headers is about the report, each other one about a recipient.
        groups = part.get_payload()
        for group in [one for one in groups if isinstance(one, Message)] if isinstance(groups, list) else []:
            # An address that was forwarded elsewhere is named as we wrote it, too.
            named = group.get("Original-Recipient") or group.get("Final-Recipient") or ""
            address = email_of(str(named).rpartition(";")[2].strip().strip("<>"))
            status = re.match(r"\s*(\d\.\d{1,3}\.\d{1,3})", str(group.get("Status", "")))
            if address and status and str(group.get("Action", "")).strip().lower() == "failed":
                yield Failure(mail_id, address, status[1])


def _mail_id(mail: EmailMessage) -> uuid.UUID | None:
    """Which mail of ours came back: its name stands in what was returned of it."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            name = str(part.get_payload(0).get("Message-ID", ""))  # type: ignore[union-attr]
        elif kind == "text/rfc822-headers":
            name = str(message_from_bytes(part.get_payload(decode=True) or b"").get("Message-ID", ""))  # type: ignore[arg-type]
        else:
            continue
        if found := _OURS.search(name):
            return uuid.UUID(found[1])
    return None

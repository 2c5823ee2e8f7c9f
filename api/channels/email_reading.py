"""Mails of customers: who wrote, what they wrote themselves, and whether a machine did (RFC 5322, RFC 3834)."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser

from api.http.fields import MAX_BYTES, MAX_CHARACTERS, printable
from crm.errors import BadInput
from crm.fields import email_of

MOST_ATTACHMENTS = 5
LONGEST_SUBJECT, LONGEST_ID = 150, 250
# Of what somebody wrote; the rest of a long mail is what it answers.
LONGEST_READ = 20_000
_HAN = re.compile(r"[\u4e00-\u9fff]")
_REPLY = re.compile(r"^\s*(?:(?:re|aw|fwd?|回复|答复|转发)\s*[:：]\s*)+", re.IGNORECASE)
# Where the mail that is answered begins, as the common programs put it.
_QUOTED = re.compile(
    r"^(?:On\b.{5,200}\bwrote:|在.{3,120}写道[:：]|.{3,120}于.{3,60}写道[:：]"
    r"|-{2,}\s*(?:Original Message|Forwarded message|原始邮件|回复的原邮件|转发邮件).*|_{10,}"
    r"|(?:From|发件人)[:：].+\n(?:Sent|Date|To|发送时间|日期|收件人)[:：])",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)


@dataclass(frozen=True)
class Attached:
    """A file that came with a mail."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail as it is taken in. `id` is what other mails call it, and `key` the same however often it comes."""

    sender: str
    key: str
    id: str | None
    subject: str
    text: str
    language: str
    automatic: bool
    attached: tuple[Attached, ...] = ()


def read(raw: bytes) -> Letter:
    """What is in a mail. Raises BadInput for what is none, is malformed, or has no sender to answer."""
    try:
        return _read(raw)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # The standard library's parser falls over some malformed headers as soon as they are looked at.
        raise BadInput("This mail is malformed.") from error


def _read(raw: bytes) -> Letter:
    mail = message_from_bytes(raw, policy=policy.default)
    sender = email_of(parseaddr(str(mail.get("From", "")))[1])
    if sender is None:
        raise BadInput("This mail has no sender.")
    name = _header(mail, "Message-ID")[:LONGEST_ID]
    subject, body = _header(mail, "Subject")[:LONGEST_SUBJECT], _own_words(_body(mail))
    # The first mail of a matter often says in its subject alone what it is about.
    begins = not mail.get("In-Reply-To") and _REPLY.sub("", subject)
    text = _cut(f"{begins}\n\n{body}".strip() if begins and begins not in body else body)
    return Letter(
        sender=sender,
        key=hashlib.sha256(name.encode() or raw).hexdigest(),
        id=name or None,
        subject=_REPLY.sub("", subject),
        text=text,
        language="zh" if _HAN.search(text) else "en",
        automatic=_automatic(mail),
        attached=tuple(_attached(mail)),
    )


def _header(mail: EmailMessage, name: str) -> str:
    return " ".join(printable(str(mail.get(name, ""))).split())


def _automatic(mail: EmailMessage) -> bool:
    """Whether a machine wrote it: answering such a mail can go on for ever."""
    return (
        _header(mail, "Auto-Submitted").lower() not in ("", "no")
        or _header(mail, "Precedence").lower() in ("bulk", "list", "junk")
        or any(mail.get(name) for name in ("List-Id", "X-Auto-Response-Suppress", "X-Autoreply"))
        or _header(mail, "Return-Path") == "<>"
    )


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = str(part.get_content())
    except (LookupError, ValueError):  # a character set that nobody knows
        content = (part.get_payload(decode=True) or b"").decode("utf-8", errors="replace")  # type: ignore[union-attr]
    content = content[:LONGEST_READ]
    return printable(_plain(content) if part.get_content_type() == "text/html" else content.replace("\r\n", "\n"))


def _own_words(body: str) -> str:
    """Without the mail that is answered and without the signature; all of it where nothing else is there."""
    quoted = _QUOTED.search(body)
    own = body[: quoted.start()] if quoted else body
    own = "\n".join(line for line in own.splitlines() if not line.startswith(">"))
    if signature := _SIGNATURE.search(own):
        own = own[: signature.start()]
    return re.sub(r"\n{3,}", "\n\n", own).strip() or body.strip()


def _cut(text: str) -> str:
    """As much as a message may hold."""
    return text[:MAX_CHARACTERS].encode()[:MAX_BYTES].decode(errors="ignore")


def _attached(mail: EmailMessage) -> Iterator[Attached]:
    for number, part in enumerate(mail.iter_attachments() if mail.is_multipart() else ()):
        content = part.get_payload(decode=True)
        if number < MOST_ATTACHMENTS and isinstance(content, bytes) and content:
            yield Attached(part.get_filename() or "file", content)


class _Text(HTMLParser):
    """The words of a page: what is quoted or not shown is left out."""

    _SILENT = frozenset({"style", "script", "head", "title", "blockquote"})
    _LINES = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3"})

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self._SILENT
        if tag in self._LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self._SILENT and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def _plain(page: str) -> str:
    reader = _Text()
    reader.feed(page)
    return "\n".join(line.strip() for line in "".join(reader.parts).splitlines())

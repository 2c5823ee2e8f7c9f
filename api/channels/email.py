"""Mail: what is said in one go is one mail, in the thread of the customer's."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage

from sqlalchemy.orm import object_session

from api import mail
from api.channels.base import Outgoing, Undeliverable
from api.channels.plain import elsewhere
from api.settings import get_settings
from crm import messages, texts
from crm.messages import Author, Kind, Message
from crm.outbox import OutgoingMail
from crm.site import site

NAME = "email"


class EmailChannel:
    """Customers who write mail. They are known by their address, and answered at it."""

    name = NAME

    def render(self, message: Message) -> Outgoing:
        """In words. What only a window shows, that somebody joined or left, is no mail."""
        shown = message.author != Author.SYSTEM or "activity" not in message.data
        session = object_session(message)
        assert session is not None
        data = {
            "answers": messages.last_mail(session, message.conversation_id),
            "files": [message.data["file"]["id"]] if message.kind == Kind.FILE else [],
            "automatic": message.author != Author.AGENT,
        }
        return Outgoing(message.id, elsewhere(message) if shown else "", message.language, data=data)

    def gather(self, outgoing: Sequence[Outgoing]) -> Outgoing:
        """The words one below the other, with every file."""
        data = {
            **outgoing[-1].data,
            "files": [one for part in outgoing for one in part.data["files"]],
            "automatic": all(part.data["automatic"] for part in outgoing),
        }
        return replace(outgoing[0], text="\n\n".join(part.text for part in outgoing if part.text), data=data)

    async def send(self, outgoing: Outgoing) -> str:
        """To the mail server. Raises Undeliverable."""
        if not outgoing.text:
            return ""
        try:
            attached = await mail.attachments([uuid.UUID(one) for one in outgoing.data["files"]])
            message = composed(outgoing, attached)
            await mail.hand_over(message, get_settings(), name=str(outgoing.message_id))
        except mail.FAILURES as failure:
            code, final = mail.reason(failure)
            raise Undeliverable(code, final=final) from failure
        return str(message["Message-ID"])


def composed(outgoing: Outgoing, attached: Sequence[mail.Attachment] = ()) -> EmailMessage:
    """The answer to the mail that the customer wrote last."""
    settings, language = get_settings(), outgoing.language
    answers = outgoing.data["answers"] or {}
    plain = texts.load("channels")["no_subject"][language].format(site=site().name[language])
    subject = f"Re: {answers.get('subject') or plain}"
    letter = OutgoingMail(outgoing.message_id, outgoing.to, subject, outgoing.text, language)
    message = mail.compose(letter, sender=settings.mail_address or settings.mail_from, attached=attached)
    if name := answers.get("id"):
        message["In-Reply-To"] = message["References"] = name
    # A person's own words are no automatic answer (RFC 3834).
    del message["Auto-Submitted"]
    if outgoing.data["automatic"]:
        message["Auto-Submitted"] = "auto-replied"
    return message

"""Transcripts: a conversation as a text that its customer keeps, by download or by mail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from crm import messages, outbox, texts, verticals
from crm.conversations import Conversation
from crm.messages import Author, Kind, Message
from crm.outbox import Mail
from crm.site import site


@dataclass(frozen=True)
class Transcript:
    """What was said, in the language of the conversation, and what to call it."""

    name: str
    subject: str
    body: str


def of(session: Session, conversation: Conversation, *, zone: ZoneInfo | None = None) -> Transcript:
    """All that the customer has seen of a conversation, with the times of their clock, or else of the site's."""
    zone, language = zone or site().zone, conversation.language
    said = messages.after(session, conversation_id=conversation.id)
    day = conversation.created_at.astimezone(zone).date().isoformat()
    facts = {"site": site().name[language], "day": day, "zone": zone.key}
    body = "\n".join([_word("head", language).format(**facts), *_days(said, zone, language)]) + "\n"
    name = f"{_word('file_name', language)}-{day}.txt"
    return Transcript(name, _word("subject", language).format(**facts), body)


def mail(session: Session, conversation: Conversation, *, to: str, zone: ZoneInfo | None = None) -> Mail:
    """Queue a transcript for an address. That it is the customer's own is what they say, so the mail says who asked."""
    written = of(session, conversation, zone=zone)
    language = conversation.language
    asked = _word("asked", language).format(site=site().name[language])
    return outbox.send(session, to=to, subject=written.subject, body=f"{asked}\n\n{written.body}", language=language)


def _days(said: Iterable[Message], zone: ZoneInfo, language: str) -> Iterator[str]:
    """The messages, each day of them under its date."""
    shown: date | None = None
    for message in said:
        at = message.created_at.astimezone(zone)
        if at.date() != shown:
            shown = at.date()
            yield f"\n{shown.isoformat()}"
        first, *more = _words(message, language)
        yield f"{at:%H:%M}  {_speaker(message, language)}{first}"
        yield from (f"       {line}" for line in more)


def _speaker(message: Message, language: str) -> str:
    """Who speaks; nobody where the product itself tells what happened."""
    if message.author == Author.SYSTEM:
        return "– "
    if message.author == Author.AGENT:
        return f"{message.author_name or _word('agent', language)}: "
    return f"{_word('you' if message.author == Author.VISITOR else 'assistant', language)}: "


def _words(message: Message, language: str) -> list[str]:
    if message.kind == Kind.FILE:
        return [_word("file", language).format(name=message.body)]
    card = verticals.in_words(message.data["card"], beyond=message.body) if message.kind == Kind.CARD else []
    return [*message.body.splitlines(), *card] or [""]


def _word(key: str, language: str) -> str:
    return str(texts.load("transcript")[key][language])

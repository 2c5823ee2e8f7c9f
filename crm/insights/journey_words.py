"""What customers said at a touchpoint: a few examples, with stand-ins for whatever is personal."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import stand_ins
from crm.conversations import Conversation
from crm.customers import Customer
from crm.insights.journey_side import QUOTED, Seen
from crm.insights.journeys import UPSET
from crm.insights.stops import Place
from crm.messages import Author, Kind, Message
from crm.surveys import Survey, SurveyAnswer

# Shorter than this nothing is told of a matter.
_SHORTEST = 6
# A message is a little older than the turn that answers it.
_SLACK = 0.5


@dataclass(frozen=True)
class Verbatim:
    """What one customer wrote, and where it can be read on."""

    text: str
    language: str
    tone: str | None
    conversation_id: uuid.UUID


class _Said(NamedTuple):
    """Words of a customer. `of`: the questionnaire, where they stand in its answers."""

    text: str
    at: float
    tone: str | None
    language: str
    name: str | None
    of: str | None = None


def verbatims(session: Session, seen: Mapping[Place, Sequence[Seen]]) -> dict[Place, tuple[Verbatim, ...]]:
    """Up to three of each place, of different conversations, those first that tell most."""
    wanted = {one.conversation_id for several in seen.values() for one in several}
    said = _messages(session, wanted)
    for talk, answers in _comments(session, wanted).items():
        said.setdefault(talk, []).extend(answers)
    return {place: tuple(_quoted(place, several, said)) for place, several in seen.items()}


def _quoted(place: Place, several: Sequence[Seen], said: Mapping[uuid.UUID, list[_Said]]) -> list[Verbatim]:
    found: list[Verbatim] = []
    for one in sorted(several, reverse=True):
        words = max(_there(place, one, said.get(one.conversation_id, [])), key=_telling, default=None)
        if words is not None:
            known = [words.name, *words.name.split()] if words.name else []
            text = stand_ins.masked(words.text, known=known)
            found.append(Verbatim(text, words.language, words.tone, one.conversation_id))
    return list({one.text: one for one in reversed(found)}.values())[::-1][:QUOTED]


def _there(place: Place, one: Seen, said: Iterable[_Said]) -> Iterable[_Said]:
    """What was said while the customer was there; of a case what was said before it was opened."""
    if place.kind == "survey":
        return (words for words in said if words.of == place.name)
    start, end = one.stop.start - _SLACK, one.stop.end
    if place.kind == "case":
        start, end = 0.0, one.stop.start
    return (words for words in said if words.of is None and start <= words.at and (end is None or words.at <= end))


def _telling(words: _Said) -> tuple[bool, int]:
    return words.tone in UPSET, min(len(words.text), 200)


def _messages(session: Session, wanted: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[_Said]]:
    query = (
        select(Message.conversation_id, Message.body, Message.created_at, Message.tone, Message.language, Customer.name)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(
            Message.conversation_id.in_(wanted),
            Message.author == Author.VISITOR,
            Message.kind == Kind.TEXT,
            Message.payload.is_(None),
        )
        .order_by(Message.conversation_id, Message.seq)
    )
    found: dict[uuid.UUID, list[_Said]] = {}
    for talk, body, at, tone, language, name in session.execute(query):
        if len(body.strip()) >= _SHORTEST:
            found.setdefault(talk, []).append(_Said(body, at.timestamp(), tone, language, name))
    return found


def _comments(session: Session, wanted: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[_Said]]:
    """Words beside scores; the name of a choice is no word of the customer's, and has a number."""
    one = SurveyAnswer
    query = (
        select(Survey.conversation_id, one.text, one.answered_at, Survey.language, Customer.name, Survey.questionnaire)
        .join(Survey, Survey.id == one.survey_id)
        .join(Customer, Customer.id == Survey.customer_id)
        .where(Survey.conversation_id.in_(wanted), one.text.is_not(None), one.value.is_(None))
        .order_by(one.id)
    )
    found: dict[uuid.UUID, list[_Said]] = {}
    for talk, text, at, language, name, of in session.execute(query):
        assert talk is not None and text is not None
        found.setdefault(talk, []).append(_Said(text, at.timestamp(), None, language, name, of))
    return found

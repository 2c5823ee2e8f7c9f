"""A process log as OCEL 2.0 in JSON: events, and the conversations, customers, agents and cases that they are about.

The format: A. Berti et al., OCEL 2.0 Specification (2023), arXiv 2403.01975. Customers are numbers without a name.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from crm.agents import Agent
from crm.cases import Case
from crm.conversations import Conversation
from crm.events import ConversationEvent, Name
from crm.process_log_rows import Entry, entries, within

_AT_ONCE = 1000
# Attributes that never change have this time, as the specification says.
_ALWAYS = "1970-01-01T00:00:00Z"
_OF_EVENTS = {
    **dict.fromkeys(("actor", "skill", "from", "to"), "string"),
    "seconds": "float",
    "score": "integer",
}
_OF_OBJECTS: Mapping[str, tuple[str, ...]] = {
    "conversation": ("language", "channel", "topic", "outcome"),
    "customer": (),
    "agent": ("name",),
    "case": ("kind", "status"),
}
Told = dict[str, Any]


def written(session: Session, *, since: datetime, until: datetime) -> Iterator[str]:
    """Piece by piece. Objects come after the events: by then the store holds whatever an event has named."""
    declared = {name: [{"name": one, "type": "string"} for one in of] for name, of in _OF_OBJECTS.items()}
    attributes = [{"name": name, "type": kind} for name, kind in _OF_EVENTS.items()]
    yield f'{{"objectTypes": {_json([{"name": name, "attributes": of} for name, of in declared.items()])},\n'
    yield f'"eventTypes": {_json([{"name": str(name), "attributes": attributes} for name in Name])},\n"events": ['
    yield from _listed(map(_event, entries(session, since=since, until=until)))
    yield '],\n"objects": ['
    yield from _listed(_objects(session, since, until))
    yield "]}\n"


def _listed(told: Iterable[Told]) -> Iterator[str]:
    between = "\n"
    for one in told:
        yield between + _json(one)
        between = ",\n"


def _event(one: Entry) -> Told:
    values = {
        "actor": one.actor,
        "skill": one.skill,
        # A case's states are told as a conversation's are.
        "from": one.from_status or one.data.get("from"),
        "to": one.to_status or one.data.get("to"),
        "seconds": one.seconds,
        "score": one.data.get("score"),
    }
    about = (("conversation", one.conversation_id), ("agent", one.agent_id), ("case", one.case_id))
    return {
        "id": str(one.id),
        "type": one.name,
        "time": one.at.isoformat(),
        "attributes": [{"name": name, "value": value} for name, value in values.items() if value is not None],
        "relationships": [_related(to, how) for how, to in about if to is not None],
    }


def _objects(session: Session, since: datetime, until: datetime) -> Iterator[Told]:
    named = select(ConversationEvent.conversation_id).where(within(since, until))
    yield from _conversations(session, Conversation.id.in_(named))
    customers = select(Conversation.customer_id).where(Conversation.id.in_(named)).distinct()
    for (customer_id,) in _rows(session, customers):
        yield _object(customer_id, "customer", {}, {})
    acted = select(ConversationEvent.agent_id).where(within(since, until))
    for agent_id, name in _rows(session, select(Agent.id, Agent.name).where(Agent.id.in_(acted))):
        yield _object(agent_id, "agent", {"name": name}, {})
    query = select(Case.id, Case.kind, Case.status, Case.conversation_id).where(Case.conversation_id.in_(named))
    for case_id, kind, status, talk in _rows(session, query):
        yield _object(case_id, "case", {"kind": kind, "status": status}, {"opened in": talk})


def _conversations(session: Session, wanted: ColumnElement[bool]) -> Iterator[Told]:
    one = Conversation
    query = select(one.id, one.customer_id, one.language, one.channel, one.topic, one.outcome).where(wanted)
    for talk, customer_id, *values in _rows(session, query):
        told = dict(zip(_OF_OBJECTS["conversation"], values, strict=True))
        yield _object(talk, "conversation", told, {"had with": customer_id})


def _rows(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    return iter(session.execute(query.execution_options(yield_per=_AT_ONCE)))


def _object(
    key: uuid.UUID, kind: str, values: Mapping[str, str | None], related: Mapping[str, uuid.UUID | None]
) -> Told:
    told = [{"name": name, "time": _ALWAYS, "value": value} for name, value in values.items() if value is not None]
    links = [_related(to, how) for how, to in related.items() if to is not None]
    return {"id": str(key), "type": kind, "attributes": told, "relationships": links}


def _related(to: uuid.UUID, how: str) -> Told:
    return {"objectId": str(to), "qualifier": how}


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False)

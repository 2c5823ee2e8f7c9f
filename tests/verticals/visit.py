"""A whole app on whatever site the settings name, an agent at its desk and visitors who write: for the scripts here."""

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from assistant import serve
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from api.app import create_app
from crm import agents
from crm.agents import Role
from crm.cases import Case, CaseEvent
from crm.events import ConversationEvent
from crm.store import close_store, open_store, reading, unit_of_work

EMAIL, PASSWORD = "a@example.com", "a long enough password"


@contextmanager
def open_app(store: str, root: str) -> Iterator[TestClient]:
    """The app on a new store, with one agent, and an assistant that answers."""
    secret = {"X-Serviceloop-Secret": os.environ["RASA_SECRET"]}
    here: list[TestClient] = []
    # Before anybody reads the settings.
    os.environ["RASA_URL"] = serve(lambda call: here[0].post("/rasa/actions", json=call, headers=secret).json())
    open_store(store)
    command.upgrade(Config(f"{root}/alembic.ini"), "head")
    with unit_of_work() as session:
        agents.create_agent(
            session,
            email=EMAIL,
            name="Ana",
            password_hash=agents.hashed(PASSWORD),
            languages=["en"],
            role=Role.AGENT,
        )
    with TestClient(create_app(), client=("127.0.0.1", 50000)) as client:
        here.append(client)
        yield client
    close_store()


def sign_in(client: TestClient) -> dict[str, str]:
    """Sign the agent in; the headers of what changes something at the desk."""
    signed_in = client.post("/v1/desk/login", json={"email": EMAIL, "password": PASSWORD})
    return {"X-CSRF-Token": signed_in.json()["csrf_token"]}


class Visitor:
    """Somebody who writes to the site."""

    def __init__(self, client: TestClient, language: str = "en") -> None:
        opened = client.post("/v1/chat/sessions", json={"site": "demo", "language": language}).json()
        self.client, self.conversation, self._read = client, opened["conversation_id"], 0
        self.headers = {"Authorization": f"Bearer {opened['visitor_token']}"}

    def says(self, text: str = "", **pressed: str) -> list[str]:
        """What is answered to a message, or to a button."""
        said = {"text": text} if text else pressed
        message = {"conversation_id": self.conversation, "client_id": str(uuid.uuid4()), **said}
        self.client.post("/v1/chat/messages?wait=true", json=message, headers=self.headers)
        for _ in range(200):
            if news := self.hears():
                return news
            time.sleep(0.05)
        raise TimeoutError(text)

    def hears(self) -> list[str]:
        """What was said since."""
        said = self._messages()
        news = [one for one in said if one["seq"] > self._read and one["author"] != "visitor"]
        self._read = max((one["seq"] for one in said), default=0)
        return [one["body"] for one in news]

    def form(self) -> dict[str, Any]:
        """The form that was shown last."""
        shown = [one["data"]["form"] for one in self._messages() if one["kind"] == "form"]
        form: dict[str, Any] = self.client.get(f"/v1/chat/forms/{shown[-1]['id']}", headers=self.headers).json()
        return form

    def sends(self, form: str, **values: Any) -> Any:
        return self.client.post(f"/v1/chat/forms/{form}/submit", json={"values": values}, headers=self.headers)

    def presses(self, title: str) -> list[str]:
        """What is answered to a button of those shown last."""
        offered = [one["data"]["choices"] for one in self._messages() if one["data"].get("choices")]
        return self.says(**next(choice for choice in offered[-1] if choice["title"] == title))

    def _messages(self) -> list[dict[str, Any]]:
        query = {"conversation_id": self.conversation}
        said: list[dict[str, Any]] = self.client.get("/v1/chat/messages", params=query, headers=self.headers).json()[
            "messages"
        ]
        return said


def moved(client: TestClient, desk: dict[str, str], reference: str, to: str) -> int:
    """Move a case at the desk; the status that is answered."""
    version = client.get(f"/v1/desk/cases/{reference}").json()["case"]["version"]
    body = {"to": to, "expected_version": version}
    return client.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk).status_code


def newest(kind: str) -> dict[str, object]:
    """What the store holds of the case of this kind that was opened last."""
    with reading() as session:
        query = select(Case.reference).where(Case.kind == kind).order_by(Case.id.desc())
        return case(session.scalars(query.limit(1)).one())


def case(reference: str) -> dict[str, object]:
    """What the store holds of a case: record, history, events."""
    with reading() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        moves = select(CaseEvent.to_status).where(CaseEvent.case_id == case.id, CaseEvent.to_status.is_not(None))
        noted = select(func.count()).where(
            ConversationEvent.conversation_id == case.conversation_id, ConversationEvent.name.like("case_%")
        )
        return {
            "reference": case.reference,
            "kind": case.kind,
            "status": case.status,
            "title": case.title["en"],
            "details": {line["label"]["en"]: _en(line["value"]) for line in case.details},
            "due_minutes": round((case.due_at - case.opened_at).total_seconds() / 60) if case.due_at else None,
            "moves": list(session.scalars(moves.order_by(CaseEvent.id))),
            "events": session.scalar(noted),
        }


def _en(value: Any) -> str:
    return str(value["en"] if isinstance(value, dict) else value)


def rows(query: Any) -> list[list[str]]:
    """What the store answers."""
    with reading() as session:
        return [list(row) for row in session.execute(query)]

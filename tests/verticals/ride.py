"""A day at Easy Ride, over HTTP, on whatever site the settings name; prints what was seen as JSON."""

import json
import os
import sys
import time
import uuid
from typing import Any

from alembic import command
from alembic.config import Config
from assistant import serve
from fastapi.testclient import TestClient

from api.app import create_app
from api.channels.plain import plain
from crm import agents, messages
from crm.agents import Role
from crm.messages import Kind
from crm.store import close_store, open_store, reading, unit_of_work

PASSWORD = "a long enough password"


def main(store: str, root: str) -> None:
    secret = {"X-Serviceloop-Secret": os.environ["RASA_SECRET"]}
    here: list[TestClient] = []
    # Before anybody reads the settings.
    os.environ["RASA_URL"] = serve(lambda call: here[0].post("/rasa/actions", json=call, headers=secret).json())
    open_store(store)
    command.upgrade(Config(f"{root}/alembic.ini"), "head")
    with unit_of_work() as session:
        agents.create_agent(
            session,
            email="a@example.com",
            name="Ana",
            password_hash=agents.hashed(PASSWORD),
            languages=["en"],
            role=Role.AGENT,
        )
    with TestClient(create_app(), client=("127.0.0.1", 50000)) as client:
        here.append(client)
        print(json.dumps(_ride(client)))
    close_store()


class Rider:
    """Somebody who writes to Easy Ride."""

    def __init__(self, client: TestClient) -> None:
        opened = client.post("/v1/chat/sessions", json={"site": "demo", "language": "en"}).json()
        self.client = client
        self.conversation = opened["conversation_id"]
        self.headers = {"Authorization": f"Bearer {opened['visitor_token']}"}

    def says(self, text: str) -> None:
        message = {"conversation_id": self.conversation, "client_id": str(uuid.uuid4()), "text": text}
        self.client.post("/v1/chat/messages", json=message, headers=self.headers)

    def reads(self) -> list[dict[str, Any]]:
        query = {"conversation_id": self.conversation}
        said: list[dict[str, Any]] = self.client.get("/v1/chat/messages", params=query, headers=self.headers).json()[
            "messages"
        ]
        return said

    def form(self) -> dict[str, Any]:
        """The form that was shown, as soon as it is."""
        for _ in range(100):
            shown = [message["data"]["form"] for message in self.reads() if message["kind"] == "form"]
            if shown:
                form: dict[str, Any] = self.client.get(f"/v1/chat/forms/{shown[0]['id']}", headers=self.headers).json()
                return form
            time.sleep(0.05)
        raise TimeoutError

    def sends(self, form: str, **values: str) -> Any:
        return self.client.post(f"/v1/chat/forms/{form}/submit", json={"values": values}, headers=self.headers)


def _ride(client: TestClient) -> dict[str, object]:
    rider = Rider(client)
    rider.says("my tyre is flat, AB1234")
    form = rider.form()
    wrong = rider.sends(form["id"], frame="7")
    reference = rider.sends(form["id"], frame=form["values"]["frame"].lower()).json()["result"]["reference"]
    client.post("/v1/desk/login", json={"email": "a@example.com", "password": PASSWORD})
    key = {"Authorization": f"Bearer {os.environ['BAGGAGE_API_KEY']}", "Content-Type": "text/plain"}
    repaired = client.post("/v1/workshop/messages", content=f"{reference} REPAIRED\nBI000000 REPAIRED", headers=key)
    said, catalogue = rider.reads(), client.get("/v1/desk/catalogue").json()
    cards = [message["data"]["card"] for message in said if "card" in message["data"]]
    return {
        "asked": [message["body"] for message in said if message["kind"] == "form"],
        "filled_in": form["values"],
        "wrong": [wrong.status_code, wrong.text],
        "reference": reference,
        "repaired": {key: repaired.json()[key] for key in ("received", "parsed", "quarantined")},
        "said": [message["body"] for message in said],
        "cases": [card["status"] for card in cards if card["type"] == "case"],
        "bicycles": [card for card in cards if card["type"] == "bicycle"],
        "in_words": _in_words(rider.conversation),
        "choices": [choice["title"] for message in said for choice in message["data"].get("choices", [])],
        "kinds": [kind["name"] for kind in catalogue["case_kinds"]],
        "skills": [skill["name"] for skill in catalogue["skills"] if skill["name"] == "flat_tyre"],
        "feeds": [feed["label"]["en"] for feed in catalogue["feeds"]],
        "schemas": [name for name in client.app.openapi()["components"]["schemas"] if name.endswith("Card")],
        "baggage": client.post("/v1/baggage/messages", content="BSM").status_code,
        "places": client.get("/v1/places", params={"q": "LON"}).status_code,
    }


def _in_words(conversation: str) -> list[str]:
    """What a channel without cards makes of the bicycle's."""
    with reading() as session:
        said = messages.after(session, conversation_id=uuid.UUID(conversation))
        return [plain(one) for one in said if one.kind == Kind.CARD and one.data["card"]["type"] == "bicycle"]


if __name__ == "__main__":
    main(*sys.argv[1:])

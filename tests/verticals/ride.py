"""A day at Easy Ride, over HTTP, on whatever site the settings name; prints what was seen as JSON."""

import json
import sys
import uuid

from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient

from api.app import create_app
from crm import agents, forms
from crm.agents import Role
from crm.store import close_store, open_store, unit_of_work

PASSWORD = "a long enough password"


def main(store: str, root: str) -> None:
    open_store(store)
    command.upgrade(Config(f"{root}/alembic.ini"), "head")
    with unit_of_work() as session:
        agents.create_agent(
            session, email="a@example.com", name="Ana", password=PASSWORD, languages=["en"], role=Role.AGENT
        )
    with TestClient(create_app()) as client:
        print(json.dumps(_ride(client)))
    close_store()


def _ride(client: TestClient) -> dict[str, object]:
    opened = client.post("/v1/chat/sessions", json={"site": "demo", "language": "en"}).json()
    headers = {"Authorization": f"Bearer {opened['visitor_token']}"}
    conversation = uuid.UUID(opened["conversation_id"])
    with unit_of_work() as session:
        form = forms.open_form(
            session, conversation_id=conversation, message_id=None, name="flat_tyre", values={}, facts={}
        )
        path = f"/v1/chat/forms/{form.id}"
    wrong = client.post(f"{path}/submit", json={"values": {"frame": "7"}}, headers=headers)
    sent = client.post(f"{path}/submit", json={"values": {"frame": "ab1234"}}, headers=headers).json()
    reference = sent["result"]["reference"]
    desk = client.post("/v1/desk/login", json={"email": "a@example.com", "password": PASSWORD}).json()
    token = {"X-CSRF-Token": desk["csrf_token"]}
    moved = client.post(
        f"/v1/desk/cases/{reference}/move", json={"to": "repaired", "expected_version": 1}, headers=token
    )
    query = {"conversation_id": str(conversation)}
    said = client.get("/v1/chat/messages", params=query, headers=headers).json()["messages"]
    catalogue = client.get("/v1/desk/catalogue").json()
    return {
        "wrong": [wrong.status_code, wrong.text],
        "reference": reference,
        "moved": moved.status_code,
        "said": [message["body"] for message in said],
        "cards": [message["data"]["card"]["status"] for message in said if "card" in message["data"]],
        "choices": [choice["title"] for message in said for choice in message["data"].get("choices", [])],
        "kinds": [kind["name"] for kind in catalogue["case_kinds"]],
        "skills": [skill["name"] for skill in catalogue["skills"] if skill["name"] == "flat_tyre"],
        "baggage": client.post("/v1/baggage/messages", content="BSM").status_code,
        "places": client.get("/v1/places", params={"q": "LON"}).status_code,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

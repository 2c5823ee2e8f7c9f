"""A day at Easy Ride, over HTTP, on whatever site the settings name; prints what was seen as JSON."""

import json
import os
import sys
import time
import uuid
from typing import Any

from fastapi.testclient import TestClient
from visit import open_app, sign_in

from api.channels.plain import plain
from crm import messages
from crm.messages import Kind
from crm.store import reading


def main(store: str, root: str) -> None:
    with open_app(store, root) as client:
        print(json.dumps(_ride(client)))


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
    sign_in(client)
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

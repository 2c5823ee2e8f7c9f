"""An order at the Corner Shop, over HTTP, on whatever site the settings name; prints what was seen as JSON."""

import json
import os
import sys
from datetime import timedelta
from typing import Any

from alembic import command
from alembic.config import Config
from assistant import serve
from fastapi.testclient import TestClient
from guest import PASSWORD, Guest, _case, _moved, _newest, _rows
from sqlalchemy import select

from api.app import create_app
from crm import agents
from crm.agents import Role
from crm.base import utc_now
from crm.interactions import Interaction
from crm.store import close_store, open_store, unit_of_work

JO, WEI = "jo.baker@example.com", "13800138000"


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
        signed_in = client.post("/v1/desk/login", json={"email": "a@example.com", "password": PASSWORD})
        desk = {"X-CSRF-Token": signed_in.json()["csrf_token"]}
        _send(client)
        print(json.dumps({**_asked(client), **_returned(client, desk), **_told(client)}))
    close_store()


def _send(client: TestClient) -> None:
    """What the shop's own system tells: one order under way, and one that has arrived."""
    key = {"Authorization": f"Bearer {os.environ['BAGGAGE_API_KEY']}"}
    at = {days: (utc_now() - timedelta(days=days)).isoformat() for days in (1, 3, 5)}
    coat = [{"name": "Rain coat", "quantity": 2}]
    orders = [
        {"id": "1", "what": "placed", "number": "A-1001", "at": at[3], "email": JO, "items": coat},
        {"id": "2", "what": "shipped", "number": "A-1001", "at": at[1], "carrier": "SF", "tracking": "SF123"},
        {"id": "3", "what": "placed", "number": "A-1002", "at": at[5], "phone": WEI, "items": [{"name": "台灯"}]},
        {"id": "4", "what": "delivered", "number": "A-1002", "at": at[3]},
    ]
    assert client.post("/v1/events", json={"orders": orders}, headers=key).json()["new"] == 4


def _asked(client: TestClient) -> dict[str, object]:
    """An order is told to whoever proves it, and to nobody else."""
    at_once, step_by_step, stranger = Guest(client), Guest(client, "zh"), Guest(client)
    shipped = at_once.says(f"where is my order A-1001, {JO}")
    again = at_once.says("has my order shipped yet")
    asked = step_by_step.says("我的订单到哪了")
    nonsense = step_by_step.says("什么号？")
    number = step_by_step.says("A-1002")
    delivered = step_by_step.says(WEI)
    refused = stranger.says("where is my order A-1001, somebody@example.com")
    unknown = stranger.says(f"where is my order A-9999, {JO}")
    for _ in range(3):
        stranger.says("where is my order A-1001, somebody@example.com")
    locked = stranger.says(f"where is my order A-1001, {JO}")
    return {
        "shipped": shipped,
        "again": again,
        "asked": asked,
        "nonsense": nonsense,
        "number": number,
        "delivered": delivered,
        "refused": refused,
        "unknown": unknown,
        "locked": locked,
        "lookups": _rows(
            select(Interaction.kind, Interaction.key).where(Interaction.kind.like("order%")).order_by(Interaction.id)
        ),
    }


def _returned(client: TestClient, desk: dict[str, str]) -> dict[str, object]:
    """Something goes back: taken down in words, read back, filed, and told when it moves."""
    customer = Guest(client)
    begun = customer.says("I want to return something")
    told: list[str] = []
    for said in ("A-1002", "one desk lamp", "it is broken", "money back", f"+86 {WEI}", "yes"):
        told = customer.says(said)
    case = _newest("return_request")
    status = _moved(client, desk, str(case["reference"]), "approved")
    return {
        "begun": begun,
        "filed": told,
        "return": case,
        "approved": [status, *customer.hears()],
        "moved": _case(str(case["reference"])),
    }


def _told(client: TestClient) -> dict[str, object]:
    """When the shop is open, in both languages; what the desk is told of the site."""
    catalogue: dict[str, Any] = client.get("/v1/desk/catalogue").json()
    return {
        "hours": Guest(client).says("when are you open"),
        "hours_zh": Guest(client, "zh").says("营业时间是什么"),
        "kinds": [kind["name"] for kind in catalogue["case_kinds"]],
        "places": client.get("/v1/places", params={"q": "LON"}).status_code,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

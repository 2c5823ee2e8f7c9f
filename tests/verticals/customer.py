"""An order at the Corner Shop, over HTTP, on whatever site the settings name; prints what was seen as JSON."""

import json
import os
import sys
from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select
from visit import Visitor, case, moved, newest, open_app, rows, sign_in

from crm.base import utc_now
from crm.interactions import Interaction

JO, WEI = "jo.baker@example.com", "13800138000"


def main(store: str, root: str) -> None:
    with open_app(store, root) as client:
        desk = sign_in(client)
        _send(client)
        print(json.dumps({**_asked(client), **_returned(client, desk), **_told(client)}))


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
    at_once, step_by_step, stranger = Visitor(client), Visitor(client, "zh"), Visitor(client)
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
        "lookups": rows(
            select(Interaction.kind, Interaction.key).where(Interaction.kind.like("order%")).order_by(Interaction.id)
        ),
    }


def _returned(client: TestClient, desk: dict[str, str]) -> dict[str, object]:
    """Something goes back: taken down in words, read back, filed, and told when it moves."""
    customer = Visitor(client)
    begun = customer.says("I want to return something")
    told: list[str] = []
    for said in ("A-1002", "one desk lamp", "it is broken", "money back", f"+86 {WEI}", "yes"):
        told = customer.says(said)
    filed = newest("return_request")
    status = moved(client, desk, str(filed["reference"]), "approved")
    return {
        "begun": begun,
        "filed": told,
        "return": filed,
        "approved": [status, *customer.hears()],
        "moved": case(str(filed["reference"])),
    }


def _told(client: TestClient) -> dict[str, object]:
    """When the shop is open, in both languages; what the desk is told of the site."""
    catalogue: dict[str, Any] = client.get("/v1/desk/catalogue").json()
    return {
        "hours": Visitor(client).says("when are you open"),
        "hours_zh": Visitor(client, "zh").says("营业时间是什么"),
        "kinds": [kind["name"] for kind in catalogue["case_kinds"]],
        "places": client.get("/v1/places", params={"q": "LON"}).status_code,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A stay at the Lakeside, over HTTP, on whatever site the settings name; prints what was seen as JSON."""

import json
import os
import sys
import time
import uuid
from datetime import datetime, timedelta
from typing import Any

from alembic import command
from alembic.config import Config
from assistant import serve
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from api.app import create_app
from crm import agents, verticals
from crm.agents import Role
from crm.base import utc_now
from crm.cases import Case, CaseEvent
from crm.events import ConversationEvent
from crm.interactions import Interaction
from crm.preferences import Preference
from crm.site import site
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
        signed_in = client.post("/v1/desk/login", json={"email": "a@example.com", "password": PASSWORD})
        desk = {"X-CSRF-Token": signed_in.json()["csrf_token"]}
        print(json.dumps({**_before(client, desk), **_during(client, desk), **_afterwards(client, desk)}))
    close_store()


class Guest:
    """Somebody who writes to the hotel."""

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


def _before(client: TestClient, desk: dict[str, str]) -> dict[str, object]:
    """The stay is looked up, the card is sent and filled in, and the guest comes late."""
    guest, stranger = Guest(client), Guest(client)
    asked = guest.says("show me my reservation")
    shown = [*guest.says("48291730"), *guest.says("Baker")]
    stranger.says("show me my reservation")
    stranger.says("48291730")
    refused = stranger.says("Smith")
    sent = _at_ten("arrival_cards")
    card = guest.hears()
    form = guest.form()
    empty = guest.sends(form["id"])
    filled = guest.sends(
        form["id"], diet=["vegan"], allergy="peanuts", child="cot", arrives_at="half past eleven at night", keep=True
    )
    needs = filled.json()["result"]["reference"]
    again = _at_ten("arrival_cards")
    told = guest.hears()
    late = [*guest.says("we will arrive late, around midnight"), *guest.says("yes")]
    arranged = _moved(client, desk, needs, "arranged")
    return {
        "asked": asked,
        "shown": shown,
        "refused": refused,
        "card": [sent, *card, again],
        "empty": [empty.status_code, empty.text],
        "needs": told,
        "late": late,
        "arranged": [arranged, *guest.hears()],
        "needs_case": _case(needs),
        "late_case": _newest("late_arrival"),
        "preferences": _rows(select(Preference.kind, Preference.value).order_by(Preference.id)),
        "lookups": _rows(select(Interaction.kind, Interaction.key).where(Interaction.kind.like("stay%"))),
    }


def _during(client: TestClient, desk: dict[str, str]) -> dict[str, object]:
    """Towels are brought; the air conditioner is mended, breaks again, is mended, and some days later asked about."""
    guest = Guest(client)
    towels = [*guest.says("can I get two more towels in 1208"), *guest.says("yes")]
    brought = _newest("housekeeping")
    moved = [_moved(client, desk, str(brought["reference"]), "on_the_way"), *guest.hears()]
    broken = [*guest.says("the air conditioner in 1208 is broken"), *guest.says("yes"), *guest.says("yes")]
    repair = str(_newest("maintenance")["reference"])
    _moved(client, desk, repair, "in_progress")
    fixed = [_moved(client, desk, repair, "fixed"), *guest.hears()]
    again = guest.says("broken again, the air con you fixed")
    reopened = _case(repair)
    _moved(client, desk, repair, "fixed")
    guest.hears()
    early = _at_ten("after_care")
    with unit_of_work() as session:
        session.execute(update(Case).where(Case.reference == repair).values(closed_at=utc_now() - timedelta(days=3)))
    asked = [_at_ten("after_care"), *guest.hears(), _at_ten("after_care")]
    came_back = guest.presses("No, not really")
    return {
        "towels": towels,
        "housekeeping": brought,
        "on_the_way": moved,
        "broken": broken,
        "fixed": fixed,
        "again": again,
        "reopened": reopened,
        "after_care": [early, *asked],
        "came_back": came_back,
        "repair": _case(repair),
    }


def _afterwards(client: TestClient, desk: dict[str, str]) -> dict[str, object]:
    """Something was left behind, which is told in Chinese; what the desk is told of the site."""
    guest = Guest(client, "zh")
    left = [
        *guest.says("眼镜忘在床头柜上了"),
        *guest.says("715房"),
        *guest.says((utc_now() - timedelta(days=1)).date().isoformat()),
        *guest.says("王芳"),
        *guest.says("13800138000"),
        *guest.says("对"),
    ]
    catalogue = client.get("/v1/desk/catalogue").json()
    return {
        "left": left,
        "left_behind": _newest("left_behind"),
        "kinds": [kind["name"] for kind in catalogue["case_kinds"]],
        "stages": [stage["label"]["en"] for stage in catalogue["stages"]] if "stages" in catalogue else [],
        "places": client.get("/v1/places", params={"q": "LON"}).status_code,
    }


def _moved(client: TestClient, desk: dict[str, str], reference: str, to: str) -> int:
    version = client.get(f"/v1/desk/cases/{reference}").json()["case"]["version"]
    body = {"to": to, "expected_version": version}
    return client.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk).status_code


def _at_ten(job: str) -> int:
    """Do a job of the hotel at ten in the morning of its clock; how much it did."""
    from hotel import after_care, arrival_cards

    assert job in {one.name for vertical in verticals.enabled() for one in vertical.jobs}
    work = {"arrival_cards": arrival_cards.send_due, "after_care": after_care.ask_due}[job]
    now = datetime.now(site().zone).replace(hour=10)
    with unit_of_work() as session:
        return work(session, now=now)


def _newest(kind: str) -> dict[str, object]:
    with reading() as session:
        query = select(Case.reference).where(Case.kind == kind).order_by(Case.id.desc())
        return _case(session.scalars(query.limit(1)).one())


def _case(reference: str) -> dict[str, object]:
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


def _rows(query: Any) -> list[list[str]]:
    with reading() as session:
        return [list(row) for row in session.execute(query)]


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A stay at the Lakeside, over HTTP, on whatever site the settings name; prints what was seen as JSON."""

import json
import sys
from datetime import datetime, timedelta

from fastapi.testclient import TestClient
from sqlalchemy import select, update
from visit import Visitor, case, moved, newest, open_app, rows, sign_in

from crm import verticals
from crm.base import utc_now
from crm.cases import Case
from crm.interactions import Interaction
from crm.preferences import Preference
from crm.site import site
from crm.store import unit_of_work


def main(store: str, root: str) -> None:
    with open_app(store, root) as client:
        desk = sign_in(client)
        print(json.dumps({**_before(client, desk), **_during(client, desk), **_afterwards(client, desk)}))


def _before(client: TestClient, desk: dict[str, str]) -> dict[str, object]:
    """The stay is looked up, the card is sent and filled in, and the guest comes late."""
    guest, stranger = Visitor(client), Visitor(client)
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
    arranged = moved(client, desk, needs, "arranged")
    return {
        "asked": asked,
        "shown": shown,
        "refused": refused,
        "card": [sent, *card, again],
        "empty": [empty.status_code, empty.text],
        "needs": told,
        "late": late,
        "arranged": [arranged, *guest.hears()],
        "needs_case": case(needs),
        "late_case": newest("late_arrival"),
        "preferences": rows(select(Preference.kind, Preference.value).order_by(Preference.id)),
        "lookups": rows(select(Interaction.kind, Interaction.key).where(Interaction.kind.like("stay%"))),
    }


def _during(client: TestClient, desk: dict[str, str]) -> dict[str, object]:
    """Towels are brought; the air conditioner is mended, breaks again, is mended, and some days later asked about."""
    guest = Visitor(client)
    towels = [*guest.says("can I get two more towels in 1208"), *guest.says("yes")]
    brought = newest("housekeeping")
    on_the_way = [moved(client, desk, str(brought["reference"]), "on_the_way"), *guest.hears()]
    broken = [*guest.says("the air conditioner in 1208 is broken"), *guest.says("yes"), *guest.says("yes")]
    repair = str(newest("maintenance")["reference"])
    moved(client, desk, repair, "in_progress")
    fixed = [moved(client, desk, repair, "fixed"), *guest.hears()]
    again = guest.says("broken again, the air con you fixed")
    reopened = case(repair)
    moved(client, desk, repair, "fixed")
    guest.hears()
    early = _at_ten("after_care")
    with unit_of_work() as session:
        session.execute(update(Case).where(Case.reference == repair).values(closed_at=utc_now() - timedelta(days=3)))
    asked = [_at_ten("after_care"), *guest.hears(), _at_ten("after_care")]
    came_back = guest.presses("No, not really")
    return {
        "towels": towels,
        "housekeeping": brought,
        "on_the_way": on_the_way,
        "broken": broken,
        "fixed": fixed,
        "again": again,
        "reopened": reopened,
        "after_care": [early, *asked],
        "came_back": came_back,
        "repair": case(repair),
    }


def _afterwards(client: TestClient, desk: dict[str, str]) -> dict[str, object]:
    """Something was left behind, which is told in Chinese; what the desk is told of the site."""
    guest = Visitor(client, "zh")
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
        "left_behind": newest("left_behind"),
        "kinds": [kind["name"] for kind in catalogue["case_kinds"]],
        "stages": [stage["label"]["en"] for stage in catalogue["stages"]] if "stages" in catalogue else [],
        "places": client.get("/v1/places", params={"q": "LON"}).status_code,
    }


def _at_ten(job: str) -> int:
    """Do a job of the hotel at ten in the morning of its clock; how much it did."""
    from hotel import after_care, arrival_cards

    assert job in {one.name for vertical in verticals.enabled() for one in vertical.jobs}
    work = {"arrival_cards": arrival_cards.send_due, "after_care": after_care.ask_due}[job]
    now = datetime.now(site().zone).replace(hour=10)
    with unit_of_work() as session:
        return work(session, now=now)


if __name__ == "__main__":
    main(*sys.argv[1:])

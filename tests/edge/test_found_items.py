"""What agents may count on with found items: written down, matched, linked, taken apart, handed back, refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from crm import cases, erasing, personal_data, retention
from crm.base import utc_now
from crm.found_items import FoundItem, FoundItemEvent
from crm.retention import Retired
from crm.site import site
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_casework import BOTH_STORES, move, opened, reported
from tests.unit.crm.test_files import picture

TODAY = utc_now().astimezone(site().zone).date()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
HEADPHONES = {
    "what": "黑色头戴式耳机",
    "features": "索尼",
    "place": "CA1234 座椅口袋",
    "found_on": TODAY.isoformat(),
    "kept_at": "首都机场T3失物招领处，每天8点到20点",
}
LOST = {
    "item": "black Sony headphones",
    "place": "CA1234",
    "date": YESTERDAY,
    "seat": "seat pocket",
    "name": "Jo Baker",
    "contact": "jo.baker@example.com",
}


def missed(client, visitor: Visitor, **values: Any) -> str:
    sent = opened(client, visitor, "lost_item").submit(**LOST | values)
    assert sent.status_code == 200, sent.text
    return str(sent.json()["result"]["reference"])


def post(desk: Desk, path: str = "", **body: Any) -> Any:
    return desk.browser.post(f"/v1/desk/found-items{path}", json=body, headers=desk.headers)


def entered(desk: Desk, **values: Any) -> str:
    answer = post(desk, **HEADPHONES | values)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["item"]["number"])


def item(desk: Desk, number: str) -> Any:
    return desk.get(f"/found-items/{number}").json()


def status_of(desk: Desk, reference: str) -> str:
    return str(desk.get(f"/cases/{reference}").json()["case"]["status"])


def told(visitor: Visitor) -> list[str]:
    """What the customer read about their case."""
    return [one["body"] for one in visitor.history()["messages"] if one["kind"] == "card"]


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@BOTH_STORES
def test_what_is_found_is_offered_to_the_case_linked_and_told_once(client, visitor, desk):
    reference, number = missed(client, visitor), entered(desk)

    [match] = item(desk, number)["matches"]
    assert (match["case"]["reference"], match["fit"]["level"]) == (reference, "likely")
    assert "Both are: headphones" in [one["words"]["en"] for one in match["fit"]["reasons"]]
    [offered] = desk.get(f"/cases/{reference}/found-items").json()["matches"]
    assert (offered["item"]["number"], offered["fit"]["points"]) == (number, match["fit"]["points"])

    linked = post(desk, f"/{number}/link", reference=reference, note="Ask for Li.")

    assert linked.status_code == 200, linked.text
    assert (linked.json()["item"]["state"], status_of(desk, reference)) == ("matched", "found")
    [news] = told(visitor)[1:]
    assert "Good news" in news and f"under the number {number}: 首都机场T3失物招领处" in news and "Ask for Li." in news
    assert desk.get(f"/cases/{reference}/found-items").json()["linked"]["number"] == number
    assert code_of(post(desk, f"/{number}/link", reference=reference)) == (409, "found_item_move_refused")
    assert len(told(visitor)) == 2


@BOTH_STORES
def test_a_wrong_match_is_undone_the_customer_hears_so_and_it_is_not_offered_again(client, visitor, desk):
    reference, number = missed(client, visitor), entered(desk)
    post(desk, f"/{number}/link", reference=reference)

    undone = post(desk, f"/{number}/unlink", note="Other serial number")

    assert (undone.json()["item"]["state"], status_of(desk, reference)) == ("kept", "searching")
    assert "turned out not to be yours" in told(visitor)[-1]
    assert undone.json()["matches"] == []
    assert desk.get(f"/cases/{reference}/found-items").json() == {"linked": None, "matches": []}
    deeds = [(one["deed"], one["agent_name"], one["note"]) for one in undone.json()["events"]]
    assert deeds == [("entered", "Mei", ""), ("linked", "Mei", ""), ("unlinked", "Mei", "Other serial number")]
    assert code_of(post(desk, f"/{number}/unlink")) == (409, "found_item_move_refused")


def test_what_is_handed_back_closes_the_case_and_is_final(client, visitor, desk):
    reference, number = missed(client, visitor), entered(desk)
    post(desk, f"/{number}/link", reference=reference)

    back = post(desk, f"/{number}/hand-back", note="Passport seen")

    assert (back.json()["item"]["state"], status_of(desk, reference)) == ("handed_back", "returned")
    for deed in ("hand-back", "dispose", "unlink"):
        assert code_of(post(desk, f"/{number}/{deed}"))[0] == 409
    assert post(desk, f"/{number}/link", reference=missed(client, visitor)).status_code == 409


def test_what_the_case_comes_to_by_itself_the_item_follows(client, visitor, desk):
    one, other = entered(desk), entered(desk, what="blue scarf", features="", place="MU5101")
    headphones = missed(client, visitor)
    scarf = missed(client, Visitor(client), item="blue scarf", place="MU5101", seat="")
    post(desk, f"/{one}/link", reference=headphones)
    post(desk, f"/{other}/link", reference=scarf)

    move(desk, headphones, "returned")
    move(desk, scarf, "searching")

    assert (item(desk, one)["item"]["state"], item(desk, other)["item"]["state"]) == ("handed_back", "kept")
    assert item(desk, other)["item"]["case"] is None


def test_what_was_given_up_can_still_turn_up(client, visitor, desk):
    reference = missed(client, visitor)
    move(desk, reference, "not_found")
    number = entered(desk)

    assert [one["case"]["reference"] for one in item(desk, number)["matches"]] == [reference]
    assert post(desk, f"/{number}/link", reference=reference).status_code == 200
    assert desk.get("/cases").json()["counts"]["open"] == 1


def test_a_case_that_was_told_by_hand_is_linked_without_another_word(client, visitor, desk):
    reference, number = missed(client, visitor), entered(desk)
    move(desk, reference, "found")

    linked = post(desk, f"/{number}/link", reference=reference)

    assert (linked.status_code, len(told(visitor))) == (200, 2)


def test_only_a_case_that_misses_something_and_has_nothing_yet_is_linked(client, visitor, desk):
    number, second = entered(desk), entered(desk)
    bag, lost = reported(client, visitor), missed(client, visitor)

    assert code_of(post(desk, f"/{number}/link", reference=bag)) == (409, "nothing_missed")
    assert code_of(post(desk, f"/{number}/link", reference="LI000000")) == (404, "case_not_found")
    assert code_of(post(desk, "/FD000000/link", reference=lost)) == (404, "found_item_not_found")
    post(desk, f"/{number}/link", reference=lost)
    refused = post(desk, f"/{second}/link", reference=lost)
    assert (*code_of(refused), refused.json()["error"]["details"]["linked"]) == (409, "found_item_move_refused", number)
    assert code_of(post(desk, f"/{number}/dispose")) == (409, "found_item_move_refused")
    move(desk, withdrawn := missed(client, Visitor(client)), "withdrawn")
    assert code_of(post(desk, f"/{second}/link", reference=withdrawn)) == (409, "case_move_refused")
    assert item(desk, second)["item"]["state"] == "kept"
    assert desk.get(f"/cases/{bag}/found-items").json() is None


@BOTH_STORES
def test_two_agents_link_at_once_and_one_of_them_is_told(client, visitor, desk):
    number, other = entered(desk), Desk(client, "tom@example.com")
    references = missed(client, visitor), missed(client, Visitor(client))

    with ThreadPoolExecutor(2) as both:
        pairs = zip((desk, other), references, strict=True)
        codes = list(both.map(lambda pair: post(pair[0], f"/{number}/link", reference=pair[1]).status_code, pairs))

    assert sorted(codes) == [200, 409]
    assert sorted(status_of(desk, one) for one in references) == ["found", "registered"]


def test_the_list_is_searched_in_both_languages_by_number_and_by_state(client, desk):
    one, other = entered(desk), entered(desk, what="blue scarf", features="wool", place="Gate B12")
    post(desk, f"/{other}/dispose", note="Given to charity")

    def numbers(query: str) -> list[str]:
        return [row["number"] for row in desk.get(f"/found-items?{query}").json()["items"]]

    assert numbers("") == [one]
    assert numbers("state=any") == [other, one]
    assert numbers("state=disposed&q=SCARF b12") == [other]
    assert numbers("q=耳机") == numbers(f"q={one.lower()}") == [one]
    assert numbers("q=%25") == [one] and numbers("q=umbrella") == []
    assert desk.get("/found-items").json()["counts"] == {"kept": 1, "matched": 0, "handed_back": 0, "disposed": 1}
    first = desk.get("/found-items?state=any&limit=1").json()
    assert numbers(f"state=any&limit=1&cursor={first['next']}") == [one]


def test_what_is_written_down_is_corrected_by_whoever_saw_the_newest(client, desk):
    number = entered(desk)
    body = HEADPHONES | {"features": "  Sony \n WH-1000 ", "expected_version": item(desk, number)["item"]["version"]}
    put = lambda: desk.browser.put(f"/v1/desk/found-items/{number}", json=body, headers=desk.headers)  # noqa: E731

    changed, late = put(), put()

    assert changed.json()["item"]["features"] == "Sony WH-1000"
    assert code_of(late) == (409, "found_item_changed")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("what", "  "),
        ("what", "x" * 201),
        ("place", ""),
        ("kept_at", None),
        ("found_on", "2026-02-31"),
        ("found_on", (TODAY + timedelta(days=2)).isoformat()),
    ],
)
def test_what_cannot_be_right_is_named(client, desk, field, value):
    refused = post(desk, **HEADPHONES | {field: value})

    assert code_of(refused) == (422, "invalid_request")
    assert [one["field"] for one in refused.json()["error"]["details"]["fields"]] == [field]


def test_a_photo_is_put_to_it_shown_and_taken_away(client, desk):
    number = entered(desk)
    path = f"/v1/desk/found-items/{number}/photo"

    put = desk.browser.put(path, files={"file": ("it.png", picture())}, headers=desk.headers)

    assert put.json()["item"]["has_photo"] is True
    shown = desk.browser.get(path)
    assert (shown.headers["Content-Type"], shown.content[:2]) == ("image/jpeg", b"\xff\xd8")
    bad = desk.browser.put(path, files={"file": ("it.pdf", b"%PDF-1.7")}, headers=desk.headers)
    assert code_of(bad) == (415, "file_type_unsupported")
    gone = desk.browser.delete(path, headers=desk.headers)
    assert gone.json()["item"]["has_photo"] is False
    assert desk.browser.get(path).status_code == 404


def test_nobody_else_reads_or_writes_them(client, visitor, desk):
    number = entered(desk)

    assert client.get("/v1/desk/found-items").status_code == 401
    assert client.get(f"/v1/desk/found-items/{number}", headers=visitor.headers).status_code == 401
    assert desk.browser.post(f"/v1/desk/found-items/{number}/dispose", json={}).status_code == 403


def test_what_is_gone_long_ago_is_forgotten_and_what_is_kept_stays(client, desk):
    gone, kept = entered(desk), entered(desk)
    post(desk, f"/{gone}/dispose")
    with unit_of_work() as session:
        session.scalars(select(FoundItem).where(FoundItem.number == gone)).one().closed_at -= timedelta(days=800)

    with unit_of_work() as session:
        [one] = [one for one in retention.kept() if one.name == "found_items"]
        retention.sweep(session, one, now=utc_now())

    with reading() as session:
        assert list(session.scalars(select(FoundItem.number))) == [kept]
        assert session.scalar(select(func.count()).select_from(FoundItemEvent)) == 1
        assert session.scalars(select(Retired).where(Retired.kind == "found_items")).one().remaining == 0


def test_erasing_the_customer_leaves_the_thing_without_a_case(client, visitor, desk):
    reference, number = missed(client, visitor), entered(desk)
    post(desk, f"/{number}/link", reference=reference)

    with unit_of_work() as session:
        case = cases.get_by_reference(session, reference)
        erasing.forget_talks(session, personal_data.scope_of(session, case.customer_id), requests=())

    assert (item(desk, number)["item"]["state"], item(desk, number)["item"]["case"]) == ("matched", None)
    assert post(desk, f"/{number}/unlink").json()["item"]["state"] == "kept"

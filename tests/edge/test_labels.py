"""Labels and notes: what the team marks and writes, where everybody finds it."""

import uuid

import pytest

from crm import events
from crm.events import Name
from crm.store import reading
from tests.edge.conftest import Desk, Visitor

both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def label(desk, visitor, name="follow_up", on=True):
    return desk.do(visitor.conversation_id, "label", label=name, on=on)


def listed(desk, **query):
    asked = "&".join(f"{key}={value}" for key, value in {"view": "all", **query}.items())
    return [one["id"] for one in desk.get(f"/conversations?{asked}").json()["conversations"]]


@pytest.fixture
def spoken(visitor, assistant):
    """A customer who has written."""
    visitor.send("hello")
    return visitor


def test_a_label_is_shown_wherever_the_conversation_is_and_in_the_order_of_the_sites_list(spoken, desk):
    label(desk, spoken, "key_customer")

    marked = label(desk, spoken, "follow_up")

    assert marked.json()["conversation"]["labels"] == ["follow_up", "key_customer"]
    assert desk.get("/conversations?view=all").json()["conversations"][0]["labels"] == ["follow_up", "key_customer"]
    assert desk.get(f"/conversations/{spoken.conversation_id}").json()["conversation"]["labels"] == [
        "follow_up",
        "key_customer",
    ]
    assert "follow_up" in {one["name"] for one in desk.get("/catalogue").json()["labels"]}


@both_stores
def test_the_list_has_those_alone_that_wear_the_label_now(client, desk, assistant):
    worn, taken_off, again, never = visitors = [Visitor(client) for _ in range(4)]
    for one in visitors:
        one.send("hello")
    for one, changes in ((worn, [True]), (taken_off, [True, False]), (again, [True, False, True])):
        for on in changes:
            label(desk, one, on=on)

    assert set(listed(desk, label="follow_up")) == {worn.conversation_id, again.conversation_id}
    assert listed(desk, label="key_customer") == listed(desk, label="no_such") == []
    assert len(listed(desk)) == len(visitors)
    assert never.conversation_id in listed(desk)


def test_the_same_again_changes_nothing_and_who_did_it_stays_known(spoken, desk):
    for on in (False, True, True, False, False):
        assert label(desk, spoken, on=on).status_code == 200

    with reading() as session:
        changes = [one for one in events.of(session, _id(spoken)) if one.name in (Name.LABELLED, Name.UNLABELLED)]
    assert [(one.name, one.data["label"]) for one in changes] == [
        ("labelled", "follow_up"),
        ("unlabelled", "follow_up"),
    ]
    assert {str(one.agent_id) for one in changes} == {desk.agent["id"]}


def test_a_label_that_there_is_not_is_refused_and_customers_see_none(spoken, desk):
    assert label(desk, spoken, "nonsense").json()["error"]["code"] == "invalid_request"

    label(desk, spoken)

    assert "follow_up" not in str(spoken.history())
    assert spoken.client.post(f"/v1/desk/conversations/{spoken.conversation_id}/label").status_code in (401, 422)


def test_a_label_moves_no_conversation_and_begins_no_clock(spoken, desk):
    before = desk.get(f"/conversations/{spoken.conversation_id}").json()["conversation"]

    after = label(desk, spoken).json()["conversation"]

    assert {**before, "labels": ["follow_up"]} == after


def test_what_colleagues_wrote_about_a_customer_stands_beside_every_conversation_with_them(client, spoken, desk):
    other = Visitor(client)
    other.send("hello")
    desk.do(spoken.conversation_id, "note", text="Prefers to be called in the evening.")
    desk.do(other.conversation_id, "note", text="Somebody else.")
    Desk(client, "ana@example.com").do(spoken.conversation_id, "note", text="Has a second bag.")

    notes = desk.get(f"/conversations/{spoken.conversation_id}").json()["notes"]

    assert [(one["author_name"], one["body"]) for one in notes] == [
        ("Ana", "Has a second bag."),
        ("Mei", "Prefers to be called in the evening."),
    ]


def _id(visitor):
    return uuid.UUID(visitor.conversation_id)

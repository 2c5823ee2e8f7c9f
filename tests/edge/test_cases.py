"""What agents and customers may count on once a case is open."""

import uuid
from datetime import timedelta

import pytest

from crm import case_kinds, cases
from crm.base import utc_now
from crm.cases import Case
from crm.conversations import Conversation
from crm.store import unit_of_work
from tests.edge import umbrella
from tests.edge.conftest import Desk, Visitor
from tests.edge.umbrella import Sheet, together
from tests.unit.crm.test_files import picture

WORKFLOWS = {name: kind.workflow for name, kind in case_kinds.kinds().items()}

KIND = "seat_request"
BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def opened(visitor: Visitor, **more) -> str:
    """A case of this visitor's; its reference."""
    with unit_of_work() as session:
        conversation = session.get_one(Conversation, uuid.UUID(visitor.conversation_id))
        known = {
            "kind": KIND,
            "workflow": WORKFLOWS[more.get("kind", KIND)],
            "reference": cases.new_reference("RQ"),
            "customer_id": conversation.customer_id,
            "conversation_id": conversation.id,
            "title": {"zh": "选座：靠窗", "en": "A seat at the window"},
            "details": [{"label": {"zh": "座位", "en": "Seat"}, "value": {"zh": "靠窗", "en": "Window"}}],
        }
        return cases.open_case(session, **known | more).reference


def code_of(response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def act(desk: Desk, reference: str, verb: str, **body):
    return desk.browser.post(f"/v1/desk/cases/{reference}/{verb}", json=body, headers=desk.headers)


def read(desk: Desk, reference: str):
    return desk.get(f"/cases/{reference}").json()


def found(desk: Desk, **query: str) -> list[str]:
    listed = desk.browser.get("/v1/desk/cases", params=query).json()
    return [case["reference"] for case in listed["cases"]]


def test_nobody_sees_or_moves_a_case_without_signing_in(client, visitor):
    reference = opened(visitor)

    assert code_of(client.get("/v1/desk/cases")) == (401, "not_signed_in")
    assert code_of(client.get(f"/v1/desk/cases/{reference}")) == (401, "not_signed_in")
    for verb in ("move", "note", "assign"):
        assert code_of(client.post(f"/v1/desk/cases/{reference}/{verb}", json={})) == (401, "not_signed_in")
    assert code_of(client.get(f"/v1/chat/cases/{reference}/receipt.pdf")) == (401, "token_invalid")


def test_another_sites_page_moves_nothing(visitor, desk):
    reference = opened(visitor)
    desk.headers = {}

    assert code_of(act(desk, reference, "move", to="in_progress", expected_version=1)) == (403, "forbidden")
    assert read(desk, reference)["case"]["status"] == "submitted"


def test_an_unknown_case_does_not_exist(desk, visitor, client):
    assert code_of(desk.get("/cases/RQ000000")) == (404, "case_not_found")
    assert code_of(act(desk, "RQ000000", "move", to="done", expected_version=1)) == (404, "case_not_found")
    unknown = client.get("/v1/chat/cases/RQ000000/receipt.pdf", headers=visitor.headers)
    assert code_of(unknown) == (404, "case_not_found")


def test_a_case_shows_its_whole_story(visitor, desk):
    due = utc_now() + timedelta(days=3)
    deadline = {"kind": "reply", "due_on": due.date().isoformat(), "basis": {"zh": "甲", "en": "A"}, "rule": None}
    reference = opened(visitor, due_at=due, deadlines=[deadline])

    story = read(desk, reference.lower())

    case = story["case"]
    assert case | {"status": "submitted", "version": 1, "kind": KIND, "closed_at": None, "assignee": None} == case
    assert case["title"] == {"zh": "选座：靠窗", "en": "A seat at the window"}
    assert case["details"][0]["label"]["en"] == "Seat"
    assert case["deadlines"] == [deadline]
    assert case["conversation_id"] == visitor.conversation_id
    assert "in_progress" in case["allowed_moves"]
    assert "done" not in case["allowed_moves"]
    assert {"submitted", "in_progress", "done"} <= set(story["status_labels"])
    assert [(e["actor"], e["from"], e["to"]) for e in story["events"]] == [("customer", None, "submitted")]
    assert (story["parent"], story["children"], story["files"]) == (None, [], [])


@BOTH_STORES
def test_a_move_is_written_down_and_the_customer_hears_of_it(visitor, desk):
    reference = opened(visitor)

    moved = act(desk, reference, "move", to="in_progress", note="Asked the gate.", expected_version=1)

    assert moved.status_code == 200, moved.text
    assert (moved.json()["case"]["status"], moved.json()["case"]["version"]) == ("in_progress", 2)
    event = moved.json()["events"][-1]
    assert (
        event
        | {
            "actor": "agent",
            "agent_name": "Mei",
            "from": "submitted",
            "to": "in_progress",
            "note": "Asked the gate.",
        }
        == event
    )
    [told] = [message for message in visitor.history()["messages"] if message["kind"] == "card"]
    assert (told["author"], told["data"]["card"]["reference"]) == ("bot", reference)
    assert "Asked the gate." in told["body"]


@pytest.mark.parametrize("to", ["submitted", "done", "nonsense"])
def test_a_case_does_not_go_where_it_cannot(visitor, desk, to):
    reference = opened(visitor)

    refused = act(desk, reference, "move", to=to, expected_version=1)

    assert code_of(refused) == (409, "case_move_refused")
    assert refused.json()["error"]["details"] == {"from": "submitted", "to": to}
    assert read(desk, reference)["case"]["version"] == 1
    assert len(visitor.history()["messages"]) == 1


def test_who_looked_at_an_older_state_does_not_move_it(visitor, desk, other_desk):
    reference = opened(visitor)
    act(desk, reference, "move", to="in_progress", expected_version=1)

    assert code_of(act(other_desk, reference, "move", to="refused", expected_version=1)) == (409, "case_move_refused")
    assert act(other_desk, reference, "move", to="refused", expected_version=2).status_code == 200


@BOTH_STORES
def test_of_two_who_move_at_once_one_does(visitor, desk, other_desk):
    reference = opened(visitor)
    moves = [
        lambda who=who: act(who, reference, "move", to="in_progress", expected_version=1) for who in (desk, other_desk)
    ]

    answers = [response.status_code for response in together(moves)]

    assert sorted(answers) == [200, 409]
    assert read(desk, reference)["case"]["version"] == 2


def test_the_end_closes_a_case(visitor, desk):
    reference = opened(visitor)
    act(desk, reference, "move", to="in_progress", expected_version=1)

    done = act(desk, reference, "move", to="done", expected_version=2).json()["case"]

    assert done["closed_at"]
    assert found(desk) == []
    assert found(desk, status="closed") == found(desk, status="any") == [reference]


def test_a_note_is_for_the_team_alone(visitor, desk):
    reference = opened(visitor)

    noted = act(desk, reference, "note", text="  The customer is tall.  ").json()

    event = noted["events"][-1]
    assert event | {"note": "The customer is tall.", "public": False, "to": None, "agent_name": "Mei"} == event
    assert "tall" not in str(visitor.history())
    assert code_of(act(desk, reference, "note", text=" ")) == (422, "invalid_request")


def test_a_case_changes_hands(visitor, desk, other_desk):
    reference = opened(visitor)

    taken = act(desk, reference, "assign", agent_id=desk.agent["id"]).json()

    assert taken["case"]["assignee"]["name"] == "Mei"
    assert found(desk, assignee="me") == [reference]
    assert found(other_desk, assignee="me") == []
    assert act(other_desk, reference, "assign", agent_id=None).json()["case"]["assignee"] is None
    assert code_of(act(desk, reference, "assign", agent_id=str(uuid.UUID(int=1)))) == (404, "agent_not_found")


@BOTH_STORES
def test_the_list_finds_and_counts(client, visitor, desk):
    soon, late = utc_now() + timedelta(hours=1), utc_now() - timedelta(hours=1)
    window, refund = opened(visitor, due_at=soon), opened(visitor, kind="refund_request", due_at=late)
    later = opened(visitor, title={"zh": "换个位置", "en": "100% legroom"})
    act(desk, window, "assign", agent_id=desk.agent["id"])

    assert found(desk) == [refund, window, later]
    assert found(desk, kind="refund_request") == [refund]
    assert found(desk, q=window.lower()) == [window]
    assert found(desk, q="换个") == found(desk, q="100% LEG") == [later]
    assert found(desk, q="l_groom") == found(desk, q="%groom") == []
    assert desk.get("/cases").json()["counts"] == {"open": 3, "mine": 1, "overdue": 1}


def test_a_case_names_its_family(visitor, desk):
    mother = opened(visitor)
    with unit_of_work() as session:
        parent = cases.get_by_reference(session, mother)
        child = cases.open_case(
            session,
            kind=KIND,
            workflow=WORKFLOWS[KIND],
            reference=cases.new_reference("RQ"),
            customer_id=parent.customer_id,
            conversation_id=parent.conversation_id,
            title=parent.title,
            details=[],
            parent=parent,
        ).reference

    assert [one["reference"] for one in read(desk, mother)["children"]] == [child]
    assert read(desk, child)["parent"]["reference"] == mother


def test_a_case_shows_the_pictures_of_the_form_it_came_from(client, visitor, desk, tmp_path, monkeypatch):
    from crm import verticals

    umbrella.put_definition(tmp_path, monkeypatch)
    reference = opened(visitor)

    def submit(session, form, conversation, values, now):
        return {"reference": reference, "kind": KIND}

    monkeypatch.setattr(verticals, "forms", lambda: {"umbrella": umbrella.Handler(umbrella.check, submit)})
    with unit_of_work() as session:
        sheet = Sheet(client, visitor.headers, umbrella.open_form(session, visitor.conversation_id))
    photo = sheet.upload(picture(), conversation_id=visitor.conversation_id).json()
    assert sheet.submit(**umbrella.GOOD, photos=[photo["id"]]).status_code == 200

    [shown] = read(desk, reference)["files"]

    assert shown["url"] == f"/v1/desk/files/{photo['id']}"
    assert desk.browser.get(shown["url"]).status_code == 200


def test_another_visitors_receipt_does_not_exist(client, visitor):
    reference = opened(visitor)

    refused = client.get(f"/v1/chat/cases/{reference}/receipt.pdf", headers=Visitor(client).headers)

    assert code_of(refused) == (404, "case_not_found")


def test_a_reference_can_be_read_out():
    references = {cases.new_reference("RQ") for _ in range(500)}

    assert len(references) == 500
    assert not set("".join(reference[2:] for reference in references)) & set("ILOU")
    assert all(set(reference[2:]) & set("0123456789") for reference in references), "a digit tells it from a word"


def test_a_case_that_was_closed_may_be_taken_up_again(visitor):
    reference = opened(visitor, kind="bag_damaged")
    workflow = WORKFLOWS["bag_damaged"]
    with unit_of_work() as session:
        case: Case = cases.get_by_reference(session, reference)
        for to in ("assessing", "compensation", "closed"):
            cases.move(session, case, to, workflow=workflow, actor="system")
        assert case.closed_at
        cases.move(session, case, "assessing", workflow=workflow, actor="system")
        assert (case.closed_at, case.version) == (None, 5)

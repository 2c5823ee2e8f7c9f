"""What may be counted on when customers ask for their data or its erasure: it happens, and only then is told."""

import uuid

import pytest

from crm import (
    cases,
    data_requests,
    erasure,
    events,
)
from crm.base import utc_now
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.known_customer import (
    ABOUT,
    MARKER,
    PERSONAL,
    close,
    confirm,
    do,
    everything_in_files,
    everything_in_the_store,
    live_with,
    request,
    said_last,
    settle,
)
from tests.edge.test_casework import reported

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@BOTH_STORES
def test_after_erasing_nothing_personal_is_found_in_any_table_or_file(client, visitor, desk, assistant, tmp_path):
    report = live_with(client, visitor, desk)
    close(desk, report)
    copy, reference = request(visitor, "see"), request(visitor, "erase")
    confirm(desk, copy)
    assert do(desk, copy, "export").status_code == 200
    before = everything_in_the_store()
    assert all(word in before for word in PERSONAL)
    assert MARKER.encode() in everything_in_files(tmp_path / "var" / "mail")
    confirm(desk, reference)

    erased = do(desk, reference, "erase")

    assert erased.status_code == 200, erased.text
    after = everything_in_the_store()
    assert [word for word in PERSONAL if word in after] == []
    assert erased.json()["case"]["status"] == "done"
    assert settle() == 1
    assert visitor.conversation_id in assistant.asked[-1]["conversation_ids"]
    files = everything_in_files(tmp_path)
    assert [word for word in PERSONAL if word.encode() in files] == []


@BOTH_STORES
def test_what_stays_is_a_tombstone_and_figures_that_name_nobody(client, visitor, desk, other_desk):
    close(desk, live_with(client, visitor, desk))
    with reading() as session:
        happened = len(events.of(session, uuid.UUID(visitor.conversation_id)))
    reference = request(visitor, "erase")
    confirm(desk, reference)

    detail = do(desk, reference, "erase").json()

    left = detail["erasure"]
    assert (left["agent_name"], left["kept"]) == ("Mei", [])
    assert left["counts"]["messages"] > 5 and left["counts"]["cases"] == 2 and left["counts"]["preferences"] == 1
    assert left["finished_at"] and not left["settled_at"]
    assert [one["value"]["en"] for one in detail["case"]["details"]] == ["Delete my data"]
    with reading() as session:
        kept = events.of(session, uuid.UUID(visitor.conversation_id))
    assert len(kept) > happened
    told = said_last(visitor)["body"]
    assert reference in told and "Deleted: " in told and "All that stays" in told
    assert other_desk.get(f"/conversations/{visitor.conversation_id}").status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_open_case_is_kept_until_it_is_closed_and_the_customer_is_told_both_times(client, desk, language):
    first = Visitor(client, language=language)
    first.send(f"an old matter: {MARKER}")
    report = reported(client, first, **ABOUT)
    reference = request(first, "erase")
    confirm(desk, reference)

    detail = do(desk, reference, "erase").json()

    assert detail["case"]["status"] == "in_progress" and detail["erasure"]["finished_at"] is None
    [kept] = detail["erasure"]["kept"]
    assert kept["reference"] == report and kept["until"]
    told = said_last(first)["body"]
    assert report in told and {"zh": "保留到办结为止", "en": "kept until it is closed"}[language] in told
    with unit_of_work() as session:
        assert data_requests.finish_erasures(session, now=utc_now()) == 0
    close(desk, report)
    with unit_of_work() as session:
        assert data_requests.finish_erasures(session, now=utc_now()) == 1
        assert data_requests.finish_erasures(session, now=utc_now()) == 0
    assert MARKER not in everything_in_the_store()
    assert desk.get(f"/cases/{reference}").json()["case"]["status"] == "done"
    assert {"zh": "已办结", "en": "is done"}[language] in said_last(first)["body"]


@BOTH_STORES
def test_erasing_twice_erases_once(client, visitor, desk):
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)
    first = do(desk, reference, "erase").json()
    told = len(visitor.history()["messages"])

    again = do(desk, reference, "erase")

    assert again.status_code == 200
    assert again.json()["erasure"]["counts"] == first["erasure"]["counts"]
    assert len(visitor.history()["messages"]) == told


def test_a_crash_midway_erases_nothing_and_the_next_try_everything(client, visitor, desk, monkeypatch):
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)
    with monkeypatch.context() as broken:
        broken.setattr(data_requests.case_presenter, "say", lambda *_, **__: 1 / 0)
        assert do(desk, reference, "erase").status_code == 500
    assert MARKER in everything_in_the_store()
    assert desk.get(f"/cases/{reference}").json()["erasure"] is None

    assert do(desk, reference, "erase").status_code == 200

    assert MARKER not in everything_in_the_store()


@BOTH_STORES
def test_an_assistant_that_is_away_is_asked_again_until_it_has_forgotten(client, visitor, desk, assistant):
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)
    do(desk, reference, "erase")
    assistant.respond = lambda question: 503

    assert settle() == 0
    assert desk.get(f"/cases/{reference}").json()["erasure"]["settled_at"] is None

    assistant.respond = assistant.echo
    assert (settle(), settle()) == (1, 0)
    assert desk.get(f"/cases/{reference}").json()["erasure"]["settled_at"]


def test_somebody_elses_data_stays(client, visitor, desk):
    other = Visitor(client)
    other.send("my own heron")
    report = reported(client, other, surname="Heron", email="heron@example.org")
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)

    do(desk, reference, "erase")

    assert "my own heron" in [one["body"] for one in other.history()["messages"]]
    assert desk.get(f"/cases/{report}").status_code == 200


@pytest.mark.parametrize(
    ("wish", "deed", "code"), [("see", "export", "copy_first"), ("erase", "erase", "erasure_first")]
)
def test_nothing_is_done_before_it_is_known_who_asks_nor_told_before_it_is_done(visitor, desk, wish, deed, code):
    visitor.send(MARKER)
    reference = request(visitor, wish)

    early = do(desk, reference, deed)

    assert (early.status_code, early.json()["error"]["code"]) == (409, "identity_not_confirmed")
    confirm(desk, reference)
    version = desk.get(f"/cases/{reference}").json()["case"]["version"]
    body = {"to": "done", "expected_version": version}
    told = desk.browser.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk.headers)
    assert (told.status_code, told.json()["error"]["code"]) == (409, code)
    other = {"export": "erase", "erase": "export"}[deed]
    assert do(desk, reference, other).status_code == 409
    stale = desk.browser.post(
        f"/v1/desk/cases/{reference}/{deed}", json={"expected_version": version - 1}, headers=desk.headers
    )
    assert stale.json()["error"]["code"] == "case_move_refused"
    assert desk.browser.post(f"/v1/desk/cases/{reference}/{deed}", json=body).status_code == 403
    with reading() as session:
        assert erasure.of_case(session, cases.get_by_reference(session, reference)) is None


def test_what_is_held_is_erased_only_once_the_hold_is_lifted(client, visitor, desk):
    supervisor = Desk(client, "ana@example.com")
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)
    with reading() as session:
        customer_id = str(cases.get_by_reference(session, reference).customer_id)
    body = {"customer_id": customer_id, "reason": "court file 12/26"}
    held = supervisor.browser.post("/v1/desk/holds", json=body, headers=supervisor.headers).json()

    detail = do(desk, reference, "erase").json()

    assert (detail["case"]["status"], detail["erasure"]["finished_at"]) == ("in_progress", None)
    assert MARKER in everything_in_the_store()
    supervisor.browser.delete(f"/v1/desk/holds/{held['id']}", headers=supervisor.headers)
    with unit_of_work() as session:
        assert data_requests.finish_erasures(session, now=utc_now()) == 1
    assert MARKER not in everything_in_the_store()
    assert desk.get(f"/cases/{reference}").json()["case"]["status"] == "done"

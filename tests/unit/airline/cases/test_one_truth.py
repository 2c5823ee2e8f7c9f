"""Bag and report tell one story: where a scanner sees the bag, the case follows."""

import uuid
from datetime import timedelta

import pytest

from airline.bags.timeline import timeline
from airline.cases import reports, subscriptions
from airline.ingest import ingest
from crm import case_presenter
from crm.cases import events
from tests.unit.airline.forms import NOW, report, talk

TAG = "0784555666"
CHECKED_IN = f"""BSM
.V/1LPEK
.F/CZ673/20NOV/LHR/Y
.N/{TAG}001
.P/1CHEN/LINMS
ENDBSM"""


def scan(kind: str, at: str, more: str = "") -> str:
    return f"{kind}\n.V/1L{at}\n.J/S///21NOV/100000Z/T2\n.F/CZ673/20NOV/LHR/Y\n{more}ENDBPM".replace(
        "ENDBPM", f"END{kind}"
    )


@pytest.fixture
def missing(session):
    made = ingest(session, text=CHECKED_IN, received_at=NOW - timedelta(days=2))
    conversation = talk(session)
    reported = reports.of_case(session, report(session, conversation))
    reported.bag_id = next(iter(made.bags))
    reported.airport = "LHR"
    session.flush()
    return reported


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (scan("BPM", "LHR", f".N/{TAG}001\n"), "received_at_airport"),
        (scan("BPM", "PEK", f".B/OND/{TAG}001\n"), "located"),
        (scan("BPM", "PEK", f".N/{TAG}001\n"), "reported"),
    ],
)
def test_the_case_is_where_the_bag_is(session, missing, told, state):
    seen = ingest(session, text=told, received_at=NOW)

    subscriptions.announce_changes(session, bags=seen.bags, now=NOW)

    assert missing.case.status == state
    card = case_presenter.card(session, missing.case, "en")
    assert [step["state"] for step in card["steps"] if step["label"] == card["status"]] == ["current"]


def test_a_case_that_is_ahead_of_its_bag_stays(session, missing):
    seen = ingest(session, text=scan("BPM", "LHR", f".N/{TAG}001\n"), received_at=NOW)
    subscriptions.announce_changes(session, bags=seen.bags, now=NOW)
    before = len(events(session, missing.case))

    bag = session.get_one(reports.Bag, uuid.UUID(str(missing.bag_id)))
    moved = reports.follow_bag(session, missing, timeline(session, bag=bag))

    assert (moved, len(events(session, missing.case))) == (False, before)

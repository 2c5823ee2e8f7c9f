"""Tracing texts and reports: written in where the bag and its owner agree, told to the customer, and never guessed."""

from datetime import timedelta

import pytest

from airline.cases import reports
from airline.ingest.doors import take_in
from crm import cases
from crm.messages import Kind
from tests.unit.airline.forms import NOW, put_bag, report, said, talk

OHD = "OHD CDGAF10231\n.NM/ZHANG\n.TN/0784123456001\n.FD/CZ673/21NOV"
FWD = "FWD CDGAF10231\n.NM/ZHANG\n.TN/0784123456001\n.FD/AF1680/22NOV\n.RT/CDGLHR"


def tell(session, text, hours=1):
    return take_in(session, text=text, received_at=NOW + timedelta(hours=hours), door="baggage")


def notes(session, case):
    return [event.note for event in cases.events(session, case) if event.actor == "system" and event.note]


def cards(session, conversation):
    return [message.body for message in said(session, conversation) if message.kind == Kind.CARD]


@pytest.mark.parametrize(("language", "found"), [("en", "has been found"), ("zh", "找到了")])
def test_a_bag_on_hand_moves_its_report_and_is_told(session, language, found):
    conversation = talk(session, language)
    case = report(session, conversation)
    assert reports.of_case(session, case).bag_id is None

    tell(session, OHD)

    assert reports.of_case(session, case).bag_id is not None
    assert case.status == "located"
    assert any("CDGAF10231" in note for note in notes(session, case))
    assert any(found in body for body in cards(session, conversation))


def test_a_bag_sent_on_moves_it_further(session):
    conversation = talk(session)
    case = report(session, conversation)
    tell(session, OHD)

    tell(session, FWD, hours=3)

    assert case.status == "forwarding"
    assert any("AF1680" in body for body in cards(session, conversation))


def test_somebody_elses_name_on_the_same_tag_is_nobodys_news(session):
    conversation = talk(session)
    case = report(session, conversation)

    tell(session, OHD.replace("ZHANG", "OKAFOR"))

    assert (case.status, notes(session, case)) == ("reported", [])
    assert reports.of_case(session, case).bag_id is None


def test_a_tag_alone_is_not_enough(session):
    conversation = talk(session)
    case = report(session, conversation)

    tell(session, OHD.replace(".NM/ZHANG\n", ""))

    assert (case.status, notes(session, case)) == ("reported", [])


def test_without_a_name_the_bags_own_name_counts(session):
    conversation = talk(session)
    put_bag(session)
    case = report(session, conversation)

    tell(session, OHD.replace(".NM/ZHANG\n", ""))

    assert case.status == "located"


def test_the_same_reference_needs_the_name_or_the_tag_too(session):
    conversation = talk(session)
    case = report(session, conversation)

    tell(session, f"AHL {case.reference}\n.NM/OKAFOR")
    assert notes(session, case) == []

    tell(session, f"AHL {case.reference}\n.NM/ZHANG")
    assert len(notes(session, case)) == 1


def test_the_same_text_again_is_written_once(session):
    conversation = talk(session)
    case = report(session, conversation)

    tell(session, OHD)
    again = tell(session, OHD, hours=2)

    assert (again.duplicates, len(notes(session, case))) == (1, 1)


def test_damage_is_told_to_whoever_follows(session):
    conversation = talk(session)
    case = report(session, conversation)
    tell(session, OHD)

    tell(session, OHD.replace("OHD", "DPR"), hours=4)

    assert any("recorded damage" in body for body in cards(session, conversation))
    assert case.status == "located"

"""Reports: a reference, a case with its last days, the bag they are about, and corrections that leave a trace."""

import re
from datetime import date

import pytest

from airline.cases import bag_forms, reports
from crm import case_kinds, cases, casework
from crm.errors import FormClosed
from tests.unit.airline.forms import REPORT, open_form, put_bag, report, said, send, talk

WORKFLOWS = {name: kind.workflow for name, kind in case_kinds.kinds().items()}

REFERENCE = re.compile(r"[A-Z]{3}[A-Z0-9]{2}\d{5}")


def correction(session, conversation, case, **values):
    """The correction form as the assistant opens it, sent with some answers changed."""
    known = reports.of_case(session, case)
    form = bag_forms.open_report_form(
        session, conversation_id=conversation.id, message_id=None, values=reports.as_values(known), corrects=known
    )
    return send(session, form, {"agree": True, **values})


def test_gives_a_reference_of_airport_airline_and_five_digits(session):
    case = report(session, talk(session))

    assert REFERENCE.fullmatch(case.reference)
    assert case.reference.startswith("LHRCZ")
    assert (case.kind, case.status) == ("bag_missing", "reported")


def test_never_gives_a_reference_twice(session, monkeypatch):
    monkeypatch.setattr("secrets.randbelow", lambda most: 7)
    conversation = talk(session)

    first, second = report(session, conversation), report(session, conversation)

    assert first.reference == "LHRCZ00007"
    assert second.reference == "LHRCZ00000"


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Bag not arrived · CZ673 · blue hard suitcase"), ("zh", "行李未到 · CZ673 · 蓝色硬壳箱")],
)
def test_tells_the_customer_and_shows_the_case(session, language, title):
    conversation = talk(session, language)

    case = report(session, conversation)

    shown, asked = said(session, conversation)
    assert case.reference in shown.body
    assert shown.data["card"]["title"] == title
    assert [step["state"] for step in shown.data["card"]["steps"]] == ["current", "next", "next"]
    assert f'/correct_report{{"report_reference": "{case.reference}"}}' in {
        choice["payload"] for choice in asked.data["choices"]
    }


def test_keeps_everything_the_customer_said_for_agents_in_both_languages(session):
    case = report(session, talk(session))

    lines = {detail["label"]["en"]: detail["value"] for detail in case.details}
    assert lines["Bag"] == {"zh": "蓝色 · 硬壳箱 · Rimowa", "en": "Blue · Hard suitcase · Rimowa"}
    assert lines["Flight"] == {"zh": "CZ673 · 2026年11月21日", "en": "CZ673 · 21 November 2026"}
    assert lines["Delivery address"] == REPORT["address"]
    assert "Damage" not in lines


def test_names_the_last_days_with_the_rule_they_come_from(session):
    case = report(session, talk(session))

    lost, action = case.deadlines
    assert (lost["kind"], lost["due_on"]) == ("deemed_lost", "2026-12-12")
    assert (action["kind"], action["due_on"]) == ("action", "2028-11-21")
    assert "Montreal" in lost["basis"]["en"] and "蒙特利尔" in lost["basis"]["zh"]


def test_the_time_for_a_claim_starts_when_the_bag_is_delivered(session):
    case = report(session, talk(session))

    for state in ("tracing", "located", "delivered"):
        event = cases.move(session, case, state, workflow=WORKFLOWS[case.kind], actor="system")
        casework.notify(session, case, event)

    assert {one["kind"] for one in case.deadlines} == {"notice", "action"}
    assert reports.of_case(session, case).received_on is not None


def test_damage_counts_from_the_day_the_bag_was_received(session):
    case = report(session, talk(session), kind="damaged", received_on="2026-11-22", damage=["wheel"])

    assert (case.deadlines[0]["kind"], case.deadlines[0]["due_on"]) == ("notice", "2026-11-29")


@pytest.mark.parametrize("surname", ["Zhang", "张", "张伟", "ZHANG WEI"])
def test_finds_the_bag_that_tag_and_surname_name(session, surname):
    put_bag(session)

    made = reports.of_case(session, report(session, talk(session), surname=surname))

    assert made.bag_id is not None
    assert (made.origin, made.destination) == ("PEK", "LHR")


@pytest.mark.parametrize(
    "given", [{"surname": "Smith"}, {"tags": ["0784999999"]}, {"flight_date": "2026-11-10"}, {"tags": []}]
)
def test_takes_the_report_all_the_same_when_no_bag_of_ours_fits(session, given):
    put_bag(session)

    made = reports.of_case(session, report(session, talk(session), **given))

    assert made.bag_id is None
    assert REFERENCE.fullmatch(made.case.reference)


def test_finds_the_reports_that_wait_for_a_bag(session):
    put_bag(session)
    made = reports.of_case(session, report(session, talk(session)))

    assert made in reports.waiting_for(session, {made.bag_id})
    cases.move(session, made.case, "withdrawn", workflow=WORKFLOWS["bag_missing"], actor="customer")
    assert made not in reports.waiting_for(session, {made.bag_id})


def test_a_correction_changes_the_report_and_leaves_a_trace(session):
    conversation = talk(session)
    case = report(session, conversation)

    assert correction(session, conversation, case, colour="red", phone="+44 20 7946 0018") == {}

    made = reports.of_case(session, case)
    assert (made.colour, made.phone, made.brand) == ("red", "+442079460018", "Rimowa")
    assert case.title["en"] == "Bag not arrived · CZ673 · red hard suitcase"
    note = cases.events(session, case)[-1]
    assert (note.actor, note.note) == ("customer", "Corrected by the customer: colour, phone")
    assert len(cases.of_conversation(session, conversation.id)) == 1


def test_a_correction_that_changes_nothing_is_not_in_the_history(session):
    conversation = talk(session)
    case = report(session, conversation)

    assert correction(session, conversation, case) == {}

    assert len(cases.events(session, case)) == 1
    assert "Nothing changed" in [message.body for message in said(session, conversation)][-2]


def test_a_corrected_surname_finds_the_bag(session):
    put_bag(session)
    conversation = talk(session)
    case = report(session, conversation, surname="Zang")

    correction(session, conversation, case, surname="Zhang")

    assert reports.of_case(session, case).bag_id is not None


def test_a_correction_cannot_turn_one_kind_of_report_into_another(session):
    conversation = talk(session)
    case = report(session, conversation)

    wrong = correction(session, conversation, case, kind="damaged", damage=["wheel"], received_on="2026-11-22")

    assert set(wrong) == {"kind"}


def test_once_the_bag_is_found_its_address_is_changed_with_a_code_alone(session):
    conversation = talk(session)
    case = report(session, conversation)
    for state in ("tracing", "located"):
        cases.move(session, case, state, workflow=WORKFLOWS[case.kind], actor="system")

    assert set(correction(session, conversation, case, email="thief@example.com")) == {"email"}


def test_a_closed_report_takes_no_correction(session):
    conversation = talk(session)
    case = report(session, conversation)
    cases.move(session, case, "withdrawn", workflow=WORKFLOWS[case.kind], actor="customer")

    with pytest.raises(FormClosed):
        correction(session, conversation, case, colour="red")


def test_a_new_report_never_inherits_the_answers_of_a_correction(session):
    conversation = talk(session)
    known = reports.of_case(session, report(session, conversation))
    ways = {"conversation_id": conversation.id, "message_id": None}

    bag_forms.open_report_form(session, **ways, values=reports.as_values(known), corrects=known)
    form = bag_forms.open_report_form(session, **ways, values={"kind": "damaged"})

    assert form.values == {"kind": "damaged"}
    assert form.facts["reference"] is None


def test_keeps_what_was_typed_when_the_same_form_is_opened_again(session):
    ways = {"conversation_id": talk(session).id, "message_id": None}

    first = bag_forms.open_report_form(session, **ways, values={"kind": "missing"})
    first.values = {**first.values, "brand": "Rimowa"}
    again = bag_forms.open_report_form(session, **ways, values={"kind": "missing", "flight": "CA981"})

    assert (again.id, again.values["brand"], again.values["flight"]) == (first.id, "Rimowa", "CA981")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "damaged", "damage": ["wheel"]}, "received_on"),
        ({"kind": "damaged", "damage": ["wheel"], "received_on": "2026-11-10"}, "received_on"),
        ({"flight_date": "2026-12-24"}, "flight_date"),
        ({"address": "🏠🏠🏠"}, "address"),
        ({"address": "here"}, "address"),
        ({"tags": ["07841234567890"]}, "tags"),
        ({"airport": "LON"}, "airport"),
        ({"kind": "contents_missing", "received_on": "2026-11-22"}, "missing_items"),
        ({"agree": False}, "agree"),
    ],
)
def test_says_what_is_wrong_and_keeps_the_rest(session, given, field):
    form = open_form(session, talk(session), "bag_report")

    wrong = send(session, form, {**REPORT, **given})

    assert set(wrong) == {field}
    assert (form.status, form.values["brand"]) == ("open", "Rimowa")


def test_takes_emoji_out_of_an_address_and_shows_how_it_reads(session):
    conversation = talk(session)

    case = report(session, conversation, address="🏠 12 Rosemary Lane 🌹, Bath")

    assert reports.of_case(session, case).address == "12 Rosemary Lane, Bath"
    assert "12 Rosemary Lane, Bath" in said(session, conversation)[0].body


def test_flying_east_over_the_date_line_one_has_the_bag_the_day_before(session):
    values = {**REPORT, "kind": "damaged", "damage": ["zip"], "flight_date": "2026-11-21", "received_on": "2026-11-20"}

    assert send(session, open_form(session, talk(session), "bag_report"), values) == {}


def test_the_report_as_the_form_shows_it_is_what_was_reported(session):
    made = reports.of_case(session, report(session, talk(session)))

    shown = reports.as_values(made)

    assert {name: shown[name] for name in REPORT if name != "agree"} == {
        k: v for k, v in REPORT.items() if k != "agree"
    }
    assert made.flight_date == date(2026, 11, 21)

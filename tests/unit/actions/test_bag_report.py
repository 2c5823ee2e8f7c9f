"""Reporting, looking up, claiming and delivering: the form that opens, what it knows already, and who may do it."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.memory import remember
from airline.bags.bags import Bag
from airline.cases import bag_forms
from airline.flights.flights import FlightLeg
from airline.ingest import ingest
from crm import case_kinds, cases, conversations, forms
from crm.base import utc_now
from crm.store import unit_of_work
from tests.unit.actions.conftest import put_articles, put_bag, put_message, recorded
from tests.unit.airline.forms import REPORT

WORKFLOWS = {name: kind.workflow for name, kind in case_kinds.kinds().items()}


def entity(name, value):
    return {"entity": name, "value": value}


def put_report(conversation=None, **values):
    """A report made in a conversation: (conversation, reference)."""
    conversation = conversation or put_message()[0]
    with unit_of_work() as session:
        talk = conversations.get(session, conversation)
        made = bag_forms.file_report(session, conversation=talk, values={**REPORT, **values}, now=utc_now())
        return conversation, made.case.reference


def move(reference, *states):
    with unit_of_work() as session:
        case = cases.get_by_reference(session, reference)
        for state in states:
            cases.move(session, case, state, workflow=WORKFLOWS[case.kind], actor="system")


def shown(turn):
    """What was attached: {"form": …} or {"card": …} in order."""
    return [said["custom"]["attach"]["data"] for said in turn.said if "attach" in (said.get("custom") or {})]


def form_of(turn):
    """The form that the answer shows."""
    (found,) = (data["form"] for data in shown(turn) if "form" in data)
    with unit_of_work() as session:
        return forms.get(session, uuid.UUID(found["id"]))


def bag_id(lpn="0784123456"):
    with unit_of_work() as session:
        return str(session.scalars(select(Bag.id).where(Bag.lpn == lpn)).one())


def payloads(turn):
    return [button["payload"] for said in turn.said for button in said.get("buttons") or []]


@pytest.mark.parametrize(
    ("intent", "kind", "response"),
    [
        ("bag_missing", "missing", "utter_report_missing"),
        ("bag_damaged", "damaged", "utter_report_damaged"),
        ("bag_contents_missing", "contents_missing", "utter_report_contents_missing"),
    ],
)
def test_opens_the_form_with_kind_words_and_the_deadline(act, intent, kind, response):
    conversation, message = put_message()

    turn = act("action_bag_report", intent=intent, text="…", sender=str(conversation), message=message)

    assert turn.responses == [response, "utter_report_deadline"]
    assert form_of(turn).values == {"kind": kind}
    assert "Montreal" in turn.said[2]["deadline"]
    assert f'/{intent}{{"bag_choice": "explain"}}' in payloads(turn)


def test_fills_in_the_bag_shown_a_moment_ago(act):
    put_bag()
    conversation, message = put_message()

    turn = act(
        "action_bag_report",
        intent="bag_missing",
        slots={"last_bag": remember(bag_ids=[bag_id()])},
        sender=str(conversation),
        message=message,
    )

    values = form_of(turn).values
    assert (values["tags"], values["flight"], values["airport"]) == (["0784123456"], "CZ673", "LHR")
    assert values["surname"] == "Zhang"


def deadline(act, route, *, intent="bag_missing"):
    """What is said about time to the owner of a bag that goes this way: PEK>JFK>LAX."""
    airports = route.split(">")
    flown = f"{utc_now():%d%b}".upper()
    onward = "".join(f".O/UA{100 + place}/{flown}/{airport}\n" for place, airport in enumerate(airports[2:]))
    text = f"BSM\n.V/1L{airports[0]}\n.F/UA88/{flown}/{airports[1]}\n{onward}.N/0784123456001\n.P/ZHANG/WEI\nENDBSM"
    with unit_of_work() as session:
        ingest(session, text=text, received_at=utc_now())
        plan(session, "UA88", airports[0], airports[1])
    conversation, message = put_message()
    slots = {"last_bag": remember(bag_ids=[bag_id()])}
    turn = act("action_bag_report", intent=intent, slots=slots, sender=str(conversation), message=message)
    return turn.said[-1].get("deadline") or ""


def plan(session, flight, origin, destination):
    """The first flight, as it is planned."""
    now = utc_now()
    hours = 9 if "LHR" in (origin, destination) else 14
    leg = FlightLeg(flight=flight, date=now.date(), origin=origin, destination=destination)
    leg.departs_at, leg.arrives_at = now - timedelta(hours=hours), now
    session.add(leg)


@pytest.mark.parametrize(
    ("route", "hours"),
    [("JFK>LAX", "12 hours"), ("LHR>JFK", "15 hours"), ("LHR>JFK>LAX", "15 hours"), ("JFK>LAX>PEK", "30 hours")],
)
def test_names_the_hours_after_which_a_bag_fee_is_refunded_under_us_rules(act, route, hours):
    assert f"more than {hours} late" in deadline(act, route)


@pytest.mark.parametrize(("route", "intent"), [("PEK>LHR", "bag_missing"), ("JFK>LAX", "bag_damaged")])
def test_no_bag_fee_is_named_elsewhere_or_for_another_trouble(act, route, intent):
    assert "14 CFR 260" not in deadline(act, route, intent=intent)


def test_where_a_country_is_no_party_the_convention_is_not_named(act):
    assert "Montreal" not in deadline(act, "PEK>IKA")


def test_fills_in_what_the_customer_has_just_said_instead(act):
    put_bag()
    conversation, message = put_message()
    today = utc_now().date()
    said = [
        entity("bag_tag", "0784999999"),
        entity("flight_number", "CA981"),
        entity("date", (today - timedelta(days=1)).isoformat()),
        entity("surname", "Li"),
    ]

    turn = act(
        "action_bag_report",
        intent="bag_missing",
        slots={"last_bag": remember(bag_ids=[bag_id()])},
        entities=said,
        sender=str(conversation),
        message=message,
    )

    values = form_of(turn).values
    assert (values["tags"], values["flight"], values["surname"]) == (["0784999999"], "CA981", "Li")
    assert "airport" not in values


def test_does_not_take_a_day_to_come_for_the_flights(act):
    conversation, message = put_message()
    tomorrow = (utc_now() + timedelta(days=1)).date().isoformat()

    turn = act(
        "action_bag_report",
        intent="bag_missing",
        entities=[entity("date", tomorrow)],
        sender=str(conversation),
        message=message,
    )

    assert "flight_date" not in form_of(turn).values


def test_opens_one_form_however_often_the_turn_is_retried(act):
    conversation, message = put_message()

    first, again = (
        act("action_bag_report", intent="bag_missing", sender=str(conversation), message=message) for _ in range(2)
    )

    assert form_of(first).id == form_of(again).id


def test_shows_the_report_that_was_made_already(act):
    conversation, reference = put_report()

    turn = act("action_bag_report", intent="bag_missing", text="my bag still isn't here", sender=str(conversation))

    assert turn.responses == ["utter_report_known", "utter_report_next"]
    assert turn.attached["card"]["reference"] == reference
    assert '/bag_missing{"bag_choice": "another"}' in payloads(turn)


@pytest.mark.parametrize("said", [[entity("bag_choice", "another")], [entity("bag_tag", "0784999999")]])
def test_opens_a_new_form_for_another_bag(act, said):
    conversation, _ = put_report()
    text = "report another one, 0784999999"

    turn = act("action_bag_report", text=text, intent="bag_missing", entities=said, sender=str(conversation))

    assert form_of(turn).facts["reference"] is None


@pytest.mark.parametrize(
    ("text", "looks"),
    [("everyone else has theirs and I'm still here, 0784123456", True), ("report it missing, 0784123456", False)],
)
def test_looks_a_tag_up_before_it_opens_a_report_unless_a_report_is_wished(act, text, looks):
    conversation, _ = put_message()
    tag = [entity("bag_tag", "0784123456")]

    turn = act("action_bag_report", text=text, intent="bag_missing", entities=tag, sender=str(conversation))

    assert (turn.slots.get("bag_reference") == "0784123456") == looks
    assert bool([data for data in shown(turn) if "form" in data]) != looks


@pytest.mark.parametrize(
    ("scan", "name", "looks"),
    [
        (".B/OFF/0784123456001", "Okafor", True),
        (".N/0784123456001", "Okafor", False),
        # Whoever has the name wrong learns nothing of the bag.
        (".B/OFF/0784123456001", "Smith", False),
    ],
)
def test_a_bag_that_was_left_behind_is_shown_to_its_owner_and_any_other_reported(act, scan, name, looks):
    conversation, _ = put_message()
    put_bag(surname="OKAFOR")
    now = utc_now()
    message = f"BPM\n.V/1LPEK\n.J/S///{now:%d%b}/{now:%H%M}00Z/S2\n.F/CZ673/{now:%d%b}/LHR\n{scan}\nENDBPM"
    with unit_of_work() as session:
        ingest(session, text=message.upper(), received_at=now)
    said = [entity("bag_tag", "0784123456"), entity("surname", name)]
    text = f"0784123456 {name}, the belt has stopped and mine never came"

    turn = act("action_bag_report", text=text, intent="bag_missing", entities=said, sender=str(conversation))

    assert (turn.slots.get("bag_reference") == "0784123456") == looks
    assert bool([data for data in shown(turn) if "form" in data]) != looks


def test_explains_instead_when_asked_to(act):
    put_articles()
    conversation, _ = put_message()

    turn = act(
        "action_bag_report",
        intent="bag_missing",
        entities=[entity("bag_choice", "explain")],
        sender=str(conversation),
    )

    assert turn.responses == ["utter_article"]


def test_answers_what_an_article_answers_in_so_many_words(act):
    put_articles()
    conversation, _ = put_message()

    turn = act(
        "action_bag_report",
        intent="bag_missing",
        text="my bag was never found, it's been three weeks",
        sender=str(conversation),
    )

    assert turn.responses == ["utter_article"]


def test_gives_the_article_in_a_console(act):
    put_articles()

    assert act("action_bag_report", intent="bag_missing", sender="default").responses == ["utter_article"]


def test_opens_a_correction_with_everything_filled_in(act):
    conversation, reference = put_report()

    turn = act(
        "action_correct_report",
        intent="correct_report",
        entities=[entity("report_reference", reference)],
        sender=str(conversation),
    )

    form = form_of(turn)
    assert form.facts["reference"] == reference
    assert form.values["address"] == REPORT["address"]


def test_a_reference_and_a_surname_are_not_enough_to_correct(act):
    _, reference = put_report()
    elsewhere, _ = put_message()
    proved = {"last_report": remember(reference=reference, case_id="…")}

    turn = act(
        "action_correct_report",
        intent="correct_report",
        entities=[entity("report_reference", reference)],
        slots=proved,
        sender=str(elsewhere),
    )

    assert turn.responses == ["utter_correct_with_person"]
    assert shown(turn) == []


def test_a_closed_report_is_not_corrected(act):
    conversation, reference = put_report()
    move(reference, "withdrawn")

    turn = act("action_correct_report", intent="correct_report", sender=str(conversation))

    assert turn.responses == ["utter_report_over"]


def validate(act, form, *given, **turn):
    filled = dict(given)
    after = [{"event": "action", "name": form}, *({"event": "slot", "name": k, "value": v} for k, v in given)]
    return act(f"validate_{form}", slots=filled, after=after, **turn)


GIVEN = {"surname": "Zhang"}


def test_tells_how_a_report_is_going_by_reference_and_surname(act):
    _, reference = put_report()
    move(reference, "tracing", "located")
    elsewhere, message = put_message()

    turn = act(
        "action_bag_report_status",
        slots={**GIVEN, "report_reference": reference},
        intent="inform",
        sender=str(elsewhere),
        message=message,
    )

    assert turn.responses == ["utter_report_status", "utter_report_next"]
    assert "found" in turn.said[0]["sentence"]
    assert turn.attached["card"]["receipt"] is False
    assert turn.slots["last_report"]["reference"] == reference
    assert turn.slots["report_reference"] is None
    assert not [payload for payload in payloads(turn) if "correct_report" in payload]
    assert recorded(elsewhere) == ["report_looked_up"]


@pytest.mark.parametrize("given", [{"surname": "Smith"}, {"report_reference": "LHRCZ99999"}])
def test_answers_a_wrong_surname_and_an_unknown_reference_alike(act, given):
    _, reference = put_report()

    turn = act("action_bag_report_status", slots={**GIVEN, "report_reference": reference, **given}, intent="inform")

    assert turn.responses == ["utter_report_not_found"]
    assert shown(turn) == []


def test_pauses_after_too_many_tries(act):
    _, reference = put_report()
    sender = str(uuid.uuid4())
    for number in range(5):
        wrong = {"surname": "Wrong", "report_reference": f"LHRCZ0000{number}"}
        act("action_bag_report_status", slots=wrong, intent="inform", sender=sender)

    right = {"surname": "Zhang", "report_reference": reference}
    turn = act("action_bag_report_status", slots=right, intent="inform", sender=sender)

    assert turn.responses == ["utter_too_many_attempts"]


def test_asks_nothing_where_the_report_was_made_in_this_conversation(act):
    conversation, reference = put_report()

    form = validate(act, "bag_report_form", intent="bag_report_status", sender=str(conversation))
    turn = act("action_bag_report_status", intent="bag_report_status", sender=str(conversation))

    assert form.slots["requested_slot"] is None
    assert turn.attached["card"]["reference"] == reference
    assert turn.attached["card"]["receipt"] is True


def test_asks_for_reference_and_surname_otherwise(act):
    put_report()

    first = validate(act, "bag_report_form", intent="bag_report_status")
    then = validate(act, "bag_report_form", ("report_reference", "lhr cz 12345"), intent="inform")

    assert first.slots["requested_slot"] == "report_reference"
    assert then.slots["report_reference"] == "LHRCZ12345"


def test_says_what_is_wrong_with_a_reference(act):
    form = validate(act, "bag_report_form", ("report_reference", "LHRCZ1234"), intent="inform")

    assert form.responses == ["utter_report_reference_invalid"]
    assert form.slots["report_reference"] is None


def test_opens_a_claim_filled_in_from_the_report(act):
    conversation, reference = put_report()

    turn = act("action_bag_claim", intent="bag_expense", sender=str(conversation))

    form = form_of(turn)
    assert turn.responses == ["utter_claim_for_report"]
    assert form.facts["reference"] == reference
    assert (form.values["about"], form.values["flight"], form.values["email"]) == (
        "essentials",
        "CZ673",
        REPORT["email"],
    )


def test_shows_no_contact_details_to_whoever_only_knows_reference_and_surname(act):
    _, reference = put_report()
    elsewhere, _ = put_message()

    turn = act(
        "action_bag_claim",
        intent="open_claim",
        entities=[entity("report_reference", reference)],
        slots={"last_report": remember(reference=reference, case_id="…")},
        sender=str(elsewhere),
    )

    values = form_of(turn).values
    assert values["reference"] == reference
    assert not {"email", "phone"} & set(values)


def test_a_reference_in_a_payload_proves_nothing(act):
    _, reference = put_report()
    elsewhere, _ = put_message()

    turn = act(
        "action_bag_claim", intent="open_claim", entities=[entity("report_reference", reference)], sender=str(elsewhere)
    )

    assert turn.responses == ["utter_claim"]
    assert form_of(turn).facts["reference"] is None
    assert form_of(turn).values == {}


def test_claims_for_a_lost_bag_as_lost(act):
    conversation, reference = put_report()
    move(reference, "tracing", "declared_lost")

    turn = act("action_bag_claim", intent="open_claim", sender=str(conversation))

    assert form_of(turn).values["about"] == "lost"


def test_takes_a_claim_without_a_report(act):
    conversation, _ = put_message()

    turn = act(
        "action_bag_claim",
        intent="bag_expense",
        entities=[entity("flight_number", "CA981")],
        sender=str(conversation),
    )

    assert turn.responses == ["utter_claim"]
    assert form_of(turn).values == {"flight": "CA981"}


def test_opens_the_delivery_form_for_a_report_of_this_conversation(act):
    conversation, reference = put_report()
    move(reference, "tracing", "located")

    turn = act("action_bag_delivery", intent="bag_delivery_change", sender=str(conversation))

    assert turn.responses == ["utter_delivery"]
    assert turn.said[0]["email"] == "z***i@example.com"
    form = form_of(turn)
    assert (form.name, form.facts["reference"]) == ("delivery_change", reference)
    assert form.values["address"] == REPORT["address"]


def test_shows_no_address_to_whoever_only_knows_reference_and_surname(act):
    _, reference = put_report()
    elsewhere, _ = put_message()

    turn = act(
        "action_bag_delivery",
        intent="inform",
        slots={**GIVEN, "report_reference": reference},
        sender=str(elsewhere),
    )

    assert form_of(turn).values == {}


@pytest.mark.parametrize("states", [("tracing", "located", "received_at_airport", "out_for_delivery"), ("withdrawn",)])
def test_says_when_it_is_too_late(act, states):
    conversation, reference = put_report()
    move(reference, *states)

    turn = act("action_bag_delivery", intent="bag_delivery_change", sender=str(conversation))

    assert turn.responses == ["utter_delivery_too_late"]
    assert shown(turn) == []


def test_a_wrong_surname_changes_no_delivery(act):
    _, reference = put_report()
    elsewhere, _ = put_message()

    turn = act(
        "action_bag_delivery",
        intent="inform",
        slots={"surname": "Smith", "report_reference": reference},
        sender=str(elsewhere),
    )

    assert turn.responses == ["utter_report_not_found"]


@pytest.mark.parametrize(
    ("text", "entities", "filled"),
    [
        ("CZ673 zhang", [entity("flight_number", "CZ673"), entity("surname", "zhang")], {"flight", "surname"}),
        ("zhang", [], {"surname"}),
        ("0784123456", [entity("bag_tag", "0784123456")], {"tags"}),
    ],
)
def test_what_answers_the_open_report_is_put_into_it(act, text, entities, filled):
    conversation, message = put_message()
    sender = str(conversation)
    opened = form_of(act("action_bag_report", intent="bag_missing", sender=sender, message=message))

    turn = act("action_inform", text=text, intent="inform", entities=entities, sender=sender)

    assert turn.responses == ["utter_report_filled_in"]
    assert form_of(turn).id == opened.id
    assert filled <= set(form_of(turn).values)


def test_without_an_open_report_a_flight_is_a_question_about_the_flight(act):
    conversation, _ = put_message()
    said = [entity("flight_number", "CZ673"), entity("surname", "zhang")]

    turn = act("action_inform", text="CZ673 zhang", intent="inform", entities=said, sender=str(conversation))

    assert (turn.followup, turn.responses) == ("flight_status_form", [])

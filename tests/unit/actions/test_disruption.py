"""What is owed for a late flight: from the law when the flight is known, from the article when it is not."""

from datetime import timedelta

import pytest

from actions.memory import remember
from airline.demo.flights import seed_demo_flights
from airline.flights.flights import FlightLeg, around
from crm.base import utc_now
from crm.store import reading, unit_of_work

from .conftest import put_articles, put_message, recorded

CARE, MONEY = "action_disruption_care", "action_compensation"


@pytest.fixture
def flights(store):
    with unit_of_work() as session:
        seed_demo_flights(session, now=utc_now())
    put_articles()


def named(flight, text="", **more):
    return {"text": text, "entities": [{"entity": "flight_number", "value": flight}], **more}


def route(origin, destination):
    ends = {"origin": origin, "destination": destination}
    return [{"entity": "city", "value": airports, "role": role} for role, airports in ends.items()]


def shown(flight):
    with reading() as session:
        (leg,) = around(session, flight=flight, now=utc_now())
    return {"last_flight": remember(flight=flight, date=leg.date.isoformat(), leg=leg.origin)}


def sentence(turn):
    return turn.said[0]["sentence"]


def test_a_late_flight_from_the_eu_names_the_most_and_the_conditions(act, flights):
    turn = act(MONEY, intent="compensation", **named("CA936", "CA936 was late, what do I get"))

    assert turn.responses == ["utter_rights"]
    assert "up to €600" in sentence(turn)
    assert "unless" in sentence(turn)
    assert "technical work" in sentence(turn)
    assert "eur-lex" in sentence(turn)


def test_the_same_in_chinese(act, flights):
    turn = act(MONEY, intent="compensation", **named("CA936", "CA936晚了，赔多少", slots={"language": "zh"}))

    assert "最高可获600欧元" in sentence(turn)
    assert "人工" in sentence(turn)


def test_the_flight_shown_last_is_meant(act, flights):
    turn = act(MONEY, intent="compensation", text="do I get money", slots=shown("CA856"))

    assert "up to £520" in sentence(turn)
    assert "14 days" in sentence(turn)


def test_a_flight_no_law_covers_says_why_and_what_does(act, flights):
    turn = act(MONEY, intent="compensation", **named("CZ673", "CZ673 compensation"))

    assert "€" not in sentence(turn) and "£" not in sentence(turn)
    assert "up to 6,303 SDR" in sentence(turn)


def test_a_late_bag_goes_by_the_convention_and_not_by_eu261(act, flights):
    turn = act(MONEY, intent="compensation", **named("CA936", "my suitcase came late on CA936, what do I get"))

    assert turn.responses == ["utter_bag_rights"]
    assert "1,519 SDR" in sentence(turn) and "per passenger" in sentence(turn)
    assert "€" not in sentence(turn) and "261" not in sentence(turn)


def test_a_flight_that_does_not_touch_the_named_place_is_another_flight(act, flights):
    text = "CA936 from Rome was late, what do I get"
    turn = act(MONEY, intent="compensation", **{**named("CA936", text), "entities": [
        {"entity": "flight_number", "value": "CA936"}, {"entity": "city", "value": "CIA FCO", "role": "origin"},
    ]})  # fmt: skip

    assert turn.responses[0] == "utter_flight_unknown"
    assert "utter_rights" not in turn.responses


def test_a_domestic_bag_has_no_figure_that_we_know(act, flights):
    turn = act(MONEY, intent="compensation", **named("MU5137", "行李晚到赔多少", slots={"language": "zh"}))

    assert "人工" in sentence(turn)
    assert "1,519" not in sentence(turn) and "100" not in sentence(turn)


def test_a_bag_between_countries_that_are_not_both_parties_has_no_figure(act, flights):
    now = utc_now()
    with unit_of_work() as session:
        leg = FlightLeg(flight="CA7451", date=now.date(), origin="PEK", destination="IKA")
        leg.departs_at, leg.arrives_at = now, now + timedelta(hours=9)
        session.add(leg)

    turn = act(MONEY, intent="compensation", **named("CA7451", "my suitcase came late on CA7451, what do I get"))

    assert turn.responses == ["utter_bag_rights"]
    assert "may not apply" in sentence(turn) and "SDR" not in sentence(turn)


@pytest.mark.parametrize("action", [CARE, MONEY])
def test_without_a_flight_the_article_answers(act, flights, action):
    intent = "disruption_care" if action == CARE else "compensation"

    turn = act(action, intent=intent, text="my flight was late")

    assert turn.responses == ["utter_article"]
    assert turn.attached["article"]["key"] == intent


def test_a_route_from_the_uk_is_enough(act, flights):
    turn = act(
        MONEY,
        intent="compensation",
        text="how much for a delay from London to Beijing",
        entities=route("LGW LHR", "PEK PKX"),
    )

    assert turn.responses == ["utter_rights"]
    assert "up to £520" in sentence(turn)


def test_a_route_to_the_uk_depends_on_the_airline(act, flights):
    turn = act(
        MONEY,
        intent="compensation",
        text="从北京飞伦敦延误能赔多少",
        entities=route("PEK PKX", "LGW LHR"),
        slots={"language": "zh"},
    )

    assert turn.responses == ["utter_rights"]
    assert "看由谁承运" in sentence(turn)


def test_on_an_airline_that_is_named_a_route_has_one_law(act, flights):
    for airline, law in (("Air China", "neither"), ("British Airways", "UK261")):
        text = f"five hours late from Beijing to London on {airline}, am I owed anything"
        turn = act(MONEY, intent="compensation", text=text, entities=route("PEK PKX", "LGW LHR"))

        assert law in sentence(turn)


def test_an_unknown_flight_gets_the_article(act, flights):
    turn = act(MONEY, intent="compensation", **named("ZZ1", "compensation"))

    assert turn.responses == ["utter_flight_unknown", "utter_article"]


@pytest.mark.parametrize("action", [CARE, MONEY])
def test_a_certificate_is_its_own_question(act, flights, action):
    intent = "disruption_care" if action == CARE else "compensation"

    turn = act(action, intent=intent, **named("CA936", "I need a delay certificate for CA936"))

    assert turn.attached["article"]["key"] == "disruption_certificate"


def test_care_by_law_where_one_covers_the_flight(act, flights):
    turn = act(CARE, intent="disruption_care", **named("CA856", "CA856 is cancelled, who pays the hotel"))

    assert turn.responses == ["utter_care"]
    assert "UK261" in sentence(turn) and "whatever the cause" in sentence(turn)


def test_care_by_our_own_conditions_elsewhere(act, flights):
    turn = act(CARE, intent="disruption_care", **named("CZ673", "CZ673 is late, do I get a meal"))

    assert turn.attached["article"]["key"] == "disruption_care"


def test_on_board_the_law_of_the_airport_is_told_for_the_flight(act, flights):
    turn = act(CARE, intent="disruption_care", **named("CA855", "CA855: three hours on the tarmac, can we get off"))

    assert "CCAR-300" in sentence(turn) and "Beijing" in sentence(turn)
    assert "from 3 hours" in sentence(turn) and "30 minutes" in sentence(turn)
    assert turn.slots["focus"][0]["kind"] == "flight"


def test_after_landing_the_law_is_that_of_the_place(act, flights):
    asked = named("CA983", "CA983在停机坪上三个小时了，能下去吗", slots={"language": "zh"})

    turn = act(CARE, intent="disruption_care", **asked)

    assert "14 CFR 259.4" in sentence(turn) and "4小时" in sentence(turn)


@pytest.mark.parametrize("text", ["stuck on the plane for two hours, no water", "CA856: stuck on the plane for hours"])
def test_on_board_the_article_answers_where_no_law_is_known(act, flights, text):
    asked = named("CA856", text) if "CA856" in text else {"text": text}

    turn = act(CARE, intent="disruption_care", **asked)

    assert turn.attached["article"]["key"] == "disruption_tarmac"


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("CA987 is late because of fog, who pays the hotel", "passengers pay", "provides"),
        ("CA987 has a technical fault, who pays the hotel", "the airline provides", "passengers pay"),
    ],
)
def test_in_china_the_cause_says_who_pays(act, flights, text, said, unsaid):
    turn = act(CARE, intent="disruption_care", **named("CA987", text))

    assert turn.responses == ["utter_care"]
    assert "CCAR-300" in sentence(turn) and said in sentence(turn) and unsaid not in sentence(turn)
    assert "from 2 hours" in sentence(turn)


def test_a_domestic_flight_that_is_diverted_is_looked_after_whatever_the_cause(act, flights):
    asked = named("MU5137", "MU5137备降了，住宿要自己出钱吗", slots={"language": "zh"})

    turn = act(CARE, intent="disruption_care", **asked)

    assert "不论什么原因" in sentence(turn) and "第29条" in sentence(turn)


def test_what_happens_next_to_a_diverted_flight_is_told_of_that_flight(act, flights):
    turn = act(CARE, intent="disruption_care", **named("MU5137", "MU5137 diverted, what now"))

    assert "Tianjin" in sentence(turn)


def test_what_was_explained_is_recorded(act, flights):
    conversation, message = put_message()

    act(MONEY, intent="compensation", sender=str(conversation), message=message, **named("CA936", "compensation"))

    assert recorded(conversation) == ["rights_explained"]


def test_says_that_the_records_are_away(act, tmp_path):
    from crm.store import open_store

    open_store(f"sqlite:///{tmp_path / 'empty.db'}")

    assert act(MONEY, intent="compensation", **named("CA936")).responses == ["utter_store_away"]
    assert act(CARE, intent="disruption_care", **named("CA936")).responses == ["utter_store_away"]


def test_an_old_memory_is_not_used(act, flights):
    old = {"flight": "CA936", "date": "2026-11-22", "leg": "FRA", "at": (utc_now() - timedelta(hours=1)).isoformat()}

    turn = act(MONEY, intent="compensation", text="what am I owed", slots={"last_flight": old})

    assert turn.responses == ["utter_article"]

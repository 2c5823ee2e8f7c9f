"""What is asked about a flight, a booking, a form, an article or a right on the screen, and what is answered."""

import uuid
from datetime import timedelta

import numpy as np
import pytest

from actions.article_facets import holding
from actions.flight_answers import flight_item
from actions.focus import item
from actions.memory import remember
from airline.bookings import bookings
from airline.demo.bookings import seed_demo_bookings
from airline.demo.flights import seed_demo_flights
from airline.flights.flights import PlannedLeg, around
from airline.ingest.movements import plan
from airline.places.airports import local_time
from crm import forms, retrieval
from crm.base import utc_now
from crm.store import reading, unit_of_work

from .conftest import put_articles, put_message

ASK = "action_follow_up"


@pytest.fixture
def world(store):
    with unit_of_work() as session:
        seed_demo_flights(session, now=utc_now())
        seed_demo_bookings(session, now=utc_now())
    put_articles()


def leg(flight):
    with reading() as session:
        return around(session, flight=flight, now=utc_now())[0]


def ask(act, facet, *shown, kind="flight", text="", language="en", entities=(), slots=None):
    said = [{"entity": "facet", "value": facet}, {"entity": "focus_kind", "value": kind}, *entities]
    known = {"focus": list(shown), "language": language, **(slots or {})}
    return act(ASK, intent="follow_up", text=text, entities=said, slots=known)


def of(act, facet, flight, **more):
    return ask(act, facet, flight_item(leg(flight)), **more)


def words(turn):
    return turn.said[0].get("sentence") or turn.responses[0]


def proved(locator="K7M2QX", surname="ZHANG"):
    return {"last_booking": remember(locator=locator, surname=surname)}


@pytest.mark.parametrize(
    ("facet", "flight", "en", "zh"),
    [
        ("why", "MU5137", "weather at the destination", "目的地天气"),
        ("why", "CA856", "No reason has been given", "还没有给出原因"),
        ("why", "CA987", "isn't late", "没有晚点"),
        ("when", "CA987", "Los Angeles", "洛杉矶"),
        ("when", "CA856", "cancelled", "已取消"),
        ("when", "BA560", "should leave", "起飞"),
        ("how_long", "CA855", "gate closes", "登机口"),
        ("boarding", "CA855", "the gate closes at", "登机口"),
        ("boarding", "CA856", "cancelled", "已取消"),
        ("arrival", "LH720", "should land at", "到达"),
        ("arrival", "BA560", "that makes about", "大约"),
        ("arrival", "CA856", "cancelled", "已取消"),
        ("still_time", "CA987", "Check-in for CA987", "CA987"),
        ("documents", "CA987", "passport", "护照"),
        ("still_time", "LH720", "before departure", "起飞前"),
        ("how_long", "LH720", "until it lands", "离到达"),
        ("terminal", "CA987", "Terminal 3", "3号航站楼"),
        ("gate", "BA560", "A12", "A12"),
        ("gate", "CA987", "hasn't been announced", "还没有公布"),
        ("belt", "CZ673", "belt 3", "3号转盘"),
        ("belt", "LH720", "hasn't landed", "还没到"),
        ("where", "LH720", "in the air", "途中"),
        ("where", "MU5137", "Tianjin", "天津"),
        ("what_next", "CA856", "another flight", "另一个航班"),
        ("what_next", "MU5137", "needn't buy a ticket", "不用您另外买票"),
        ("care", "CA856", "UK261", "英国261"),
        ("care", "BA560", "Not yet", "还没有"),
        ("money", "CA856", "£520", "520英镑"),
        ("money", "CZ673", "No fixed amount", "没有规定固定金额"),
        ("who", "CA987", "Air China", "中国国际航空"),
        ("notify", "CZ673", "is over", "行程已经结束"),
        ("done", "CA987", "hasn't left", "还没有起飞"),
        ("late", "BA560", "late", "晚点"),
        ("late", "CA987", "planned to leave", "计划"),
        ("again_late", "BA560", "can't promise", "不能保证"),
        ("walks_out", "CZ673", "passport control", "边检"),
        ("flight_time", "CZ673", "takes about 11 h", "全程大约11小时"),
        ("landed", "CZ673", "arrived", "到达"),
        ("landed", "LH720", "Not yet", "还没有"),
        ("quiet", "CA987", "utter_flight_unfollowed", "utter_flight_unfollowed"),
        ("normal", "BA560", "aren't guaranteed", "不作保证"),
        ("normal", "LH720", "No need to worry", "不用担心"),
        ("direct", "CZ673", "no change of plane", "不用转机"),
        ("local_time", "CZ673", "All times are local", "当地时间"),
        ("how_far", "CZ673", "no map", "没有机场地图"),
        ("screens", "BA560", "screens", "大屏"),
    ],
)
def test_a_flight_is_answered_first_and_without_its_card_again(act, world, facet, flight, en, zh):
    english, chinese = (of(act, facet, flight, language=language) for language in ("en", "zh"))

    assert en in words(english)
    assert zh in words(chinese)
    assert not english.attachments


def test_when_it_gets_there_leads_with_the_arrival(act, world):
    turn = of(act, "when", "CA987", text="when does it land")

    assert words(turn).startswith("CA987 should land at")


def test_the_next_flight_comes_with_its_card_and_into_focus(act, world):
    turn = of(act, "other", "CA855", text="下一班是几点", language="zh")

    assert "下一班是CA937" in words(turn)
    assert turn.attached["card"]["flight"] == "CA937"
    assert turn.slots["focus"][0]["ids"][0] == "CA937"


def test_tomorrow_is_the_same_flight_on_that_day(act, world):
    day = leg("CA937").date + timedelta(days=1)

    turn = of(act, "other_day", "CA937", entities=[{"entity": "date", "value": day.isoformat()}])

    assert turn.attached["card"]["date"] == day.isoformat()


def test_another_place_from_the_same_airport(act, world):
    place = [{"entity": "city", "value": "LAX", "role": "destination"}]

    turn = of(act, "same_for", "CA855", entities=place)

    assert turn.attached["card"]["flight"] == "CA987"


def test_the_way_back_is_that_of_the_booking(act, world):
    turn = of(act, "return_leg", "CZ673", slots=proved())

    assert "CZ674" in words(turn)
    assert turn.slots["focus"][0]["ids"][0] == "CZ674"


def test_after_a_boarding_pass_nothing_on_it_is_asked_again(act, world):
    read = {"booking_reference": "K7M2QX", "surname": "ZHANG"}

    turn = of(act, "return_leg", "CZ673", slots=read)

    assert "CZ674" in words(turn)
    assert turn.slots["last_booking"]["locator"] == "K7M2QX"


def test_what_stood_on_a_pass_is_known_when_its_bag_was_looked_up_meanwhile(act, world):
    turn = of(act, "return_leg", "CZ673", slots={"last_pass": remember(locator="K7M2QX", surname="ZHANG")})

    assert "CZ674" in words(turn)
    assert turn.slots["last_booking"]["locator"] == "K7M2QX"


def test_a_wrong_name_on_a_pass_opens_no_booking(act, world):
    for slots in (
        {"booking_reference": "K7M2QX", "surname": "NOBODY"},
        {"last_pass": remember(locator="K7M2QX", surname="NOBODY")},
    ):
        assert "CZ674" not in words(of(act, "return_leg", "CZ673", slots=slots))


def test_without_a_booking_the_way_back_is_asked_for(act, world):
    assert "booking reference" in words(of(act, "return_leg", "CZ673"))


def test_the_connection_is_reckoned_from_the_booking(act, world):
    turn = of(act, "connection", "BA178", slots=proved("R5W9HD", "SMITH"))

    assert "BA560" in words(turn)


def test_the_booking_in_focus_implies_its_flight(act, world):
    turn = ask(act, "terminal", item("booking", "H3V6YP"), slots=proved("H3V6YP", "WANG"))

    assert "Terminal 1" in words(turn)


@pytest.mark.parametrize(
    ("facet", "text", "expected"),
    [
        ("when", "", "CZ674"),
        ("other", "and the other one", "CZ673"),
        ("other", "and the second flight?", "CZ674"),
        ("return_leg", "", "CZ674"),
        ("seat", "", "No seat"),
        ("reference", "", "K7M2QX"),
        ("how_much", "how much to change it", "CNY 400"),
        ("done", "", "confirmed"),
        ("who", "", "China Southern"),
        ("when", "when does check-in open", "check-in"),
        ("what_next", "", "Check-in"),
        ("passengers", "", "one passenger"),
        ("direct", "", "CZ674 goes from London Heathrow to Beijing Capital"),
        ("flight_time", "", "10 h 30 min"),
        ("how_long", "", "10 h 30 min"),
        ("late", "", "CZ674 leaves"),
        ("missed", "", "before departure"),
        ("terminal", "", "set close to departure"),
        ("check_in", "how early must I be at the airport", "3 hours before departure"),
        ("untouched", "", "Nothing has been changed"),
        ("local_time", "", "local"),
        ("local_time", "what time is that, theirs or mine", "CZ674 leaves"),
        ("how_long", "how long till the money is back on my card", "7 working days"),
        ("when", "when did the way out leave", "CZ673"),
        ("not_before", "", "surname"),
    ],
)
def test_a_proved_booking_answers(act, world, facet, text, expected):
    turn = ask(act, facet, item("booking", "K7M2QX"), kind="booking", text=text, slots=proved())

    assert expected in words(turn)


def test_nothing_of_a_booking_is_told_that_was_not_proved(act, world):
    turn = ask(act, "reference", item("booking", "K7M2QX"), kind="booking")

    assert "K7M2QX" not in words(turn)


def test_nothing_is_known_at_first_and_never_a_name(act, world):
    assert "haven't told me anything" in words(ask(act, "known", kind="self"))
    known = words(ask(act, "known", kind="self", slots=proved()))
    assert "K7M2QX" in known and "ZHANG" not in known


@pytest.mark.parametrize(
    ("name", "expected"), [("rebook_request", "CNY 1,000"), ("refund_request", "CNY 400"), ("seat_request", "")]
)
def test_how_much_about_a_form_is_its_own_fee(act, world, name, expected):
    turn = ask(act, "how_much", item("form", name, "1"), kind="form")

    assert expected in words(turn)
    assert "kg" not in words(turn)


def test_the_weather_takes_the_cash_and_leaves_the_care(act, world):
    shown = leg("CA936")
    right = item("right", shown.flight, shown.date.isoformat(), shown.origin, regime="EU261")

    turn = ask(act, "same_for", right, kind="right", text="要是因为天气呢", language="zh")

    assert "没有现金补偿" in words(turn) and "餐食" in words(turn)


def test_what_is_new_of_a_flight_comes_with_its_card(act, world):
    turn = of(act, "news", "BA560")

    assert "BA560" in words(turn)
    assert turn.attachments


def test_of_a_flight_that_has_left_when_to_be_there_is_asked_by_whoever_meets_somebody(act, world):
    turn = of(act, "still_time", "LH720", text="when do I have to be there")

    assert "arrivals hall" in words(turn)


def test_a_flight_that_is_named_goes_on_from_the_one_on_the_screen(act, world):
    named = [{"entity": "flight_number", "value": "BA560"}]

    turn = of(act, "connection", "CZ673", text="I've got BA560 after that, do I make it", entities=named)

    assert "BA560" in words(turn)


@pytest.mark.parametrize(("language", "amount"), [("en", "€300"), ("zh", "300欧元")])
def test_a_way_round_that_is_little_later_gives_half(act, world, language, amount):
    shown = leg("CA936")
    right = item("right", shown.flight, shown.date.isoformat(), shown.origin, regime="EU261")

    assert amount in words(ask(act, "reduced", right, kind="right", language=language))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("and if it was the weather?", "passengers pay for them"),
        ("what if it was a technical fault", "the airline provides meals or a room"),
    ],
)
def test_below_a_right_in_china_the_cause_says_who_pays(act, world, text, said):
    shown = leg("CA987")
    right = item("right", shown.flight, shown.date.isoformat(), shown.origin, regime=None)

    for below in (right, item("right", "law/cn_delay")):
        assert said in words(ask(act, "why", below, kind="right", text=text))


def test_below_a_right_elsewhere_the_cause_is_one_for_money(act, world):
    shown = leg("CA936")
    right = item("right", shown.flight, shown.date.isoformat(), shown.origin, regime="EU261")

    turn = ask(act, "why", right, kind="right", text="and if it was the weather?")

    assert "extraordinary" in words(turn) and "CCAR" not in words(turn)


def test_a_cause_that_the_chinese_order_does_not_name_is_left_open(act, world):
    turn = ask(act, "why", item("right", "law/cn_delay"), kind="right", text="and if it was a strike?")

    assert "CCAR" not in words(turn)


def test_care_of_a_domestic_flight_that_was_diverted_is_free_whatever_the_cause(act, world):
    turn = of(act, "care", "MU5137", text="住宿谁付", language="zh")

    assert "天津" in words(turn) and "不论什么原因" in words(turn)


def test_the_law_on_board_in_china_is_asked_for_below_that_of_the_us(act, world):
    turn = ask(act, "domestic_too", item("right", "law/us_tarmac"), kind="right", text="and within China?")

    assert "CCAR-300" in words(turn) and "3 hours" in words(turn)


def test_what_was_bought_for_a_late_bag_is_claimed_and_is_no_meal(act, world):
    turn = ask(act, "care", item("right", "law/us_bag_fee"), kind="right", text="and the clothes I bought?")

    assert "claimed with the receipts" in words(turn)


def test_below_a_right_how_long_a_refund_takes_is_told_of_the_refund(act, world):
    turn = ask(act, "when", item("right", "law/eu261"), kind="right", text="退的票款几天到", language="zh")

    assert "工作日" in words(turn)


def test_what_holds_for_every_bag_is_read_out_of_the_article_below_bags(act, world, monkeypatch):
    asked = "will it be gone by the time i get there"
    monkeypatch.setattr(retrieval, "_alike", [like(asked)])

    turn = ask(act, "detail", item("bag"), kind="bag", text=asked)

    assert "baggage desk" in words(turn)


def like(question):
    """The assistant's part: a passage is like a question where it is asked for in these words."""

    async def alike(index, _question):
        near = [float(any(question in one for one in said)) for said in index.sentences]
        return np.array([near, near])

    return alike


@pytest.mark.parametrize("facet", ["why", "how_much", "how_to", "when", "who", "normal", "other", "done", "care"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_right_answers(act, world, facet, language):
    shown = leg("CA936")
    right = item("right", shown.flight, shown.date.isoformat(), shown.origin, regime="EU261")

    turn = ask(act, facet, right, kind="right", language=language)

    assert turn.responses == ["utter_shown_answer"]


def test_the_sentence_of_the_article_that_has_the_amount(act, world):
    turn = ask(act, "how_much", item("article", "rebook", intent="rebook"), kind="article", text="how much")

    assert "CNY 400" in words(turn)
    assert "Tickets bought from an agent" not in words(turn)


def test_an_article_offers_the_job_it_is_about(act, world):
    turn = ask(act, "how_to", item("article", "refund", intent="refund"), kind="article", text="how do I do that")

    assert "look up your booking" in words(turn)
    assert turn.buttons == ['/look_up_booking{"booking_wish": "refund"}']


def test_what_an_article_does_not_say_is_said_to_be_missing(act, world):
    turn = ask(act, "belt", item("article", "refund", intent="refund"), kind="article", text="which belt")

    assert "isn't in what I just showed you" in words(turn)


@pytest.mark.parametrize(
    ("body", "facet", "expected"),
    [
        ("It is free of charge. It takes 7 working days. Ask the staff.", "how_long", "It takes 7 working days."),
        ("It is free of charge. It takes 7 working days. Ask the staff.", "how_much", "It is free of charge."),
        ("免费办理。7个工作日内退款。请找柜台。", "when", "7个工作日内退款。"),
        ("免费办理。7个工作日内退款。请找柜台。", "where", "请找柜台。"),
        ("Nothing of the kind is said.", "how_much", None),
    ],
)
def test_the_sentence_that_holds_the_answer(body, facet, expected):
    assert holding(body, facet) == expected


def test_a_flight_shown_is_put_into_focus(act, world):
    turn = act(
        "action_flight_status", intent="flight_status", slots={"flight_asked": {"flight": "CA987", "date": None}}
    )

    assert turn.slots["focus"][0]["kind"] == "flight"
    assert turn.slots["focus"][0]["ids"][0] == "CA987"


@pytest.mark.parametrize("text", ["move my return flight one day later", "回程往后推一天"])
def test_the_way_back_a_day_later_fills_the_form(act, world, text):
    conversation, message = put_message()
    with reading() as session:
        back = bookings.source(session).bookings("K7M2QX")[0].segments[1]

    more = {"slots": proved(), "sender": str(conversation), "message": message}
    turn = act("action_booking_request", intent="request_rebook", text=text, **more)

    with reading() as session:
        filled = forms.get(session, uuid.UUID(turn.attached["form"]["id"])).values
    assert filled["flight"] == "CZ674"
    assert filled["new_date"] == (back.departs.date() + timedelta(days=1)).isoformat()
    assert turn.slots["focus"][0]["kind"] == "form"


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [("en", "how long until I get the money back", "7 working days"), ("zh", "那就退了吧 多久到账", "7个工作日")],
)
def test_under_a_cancelled_flight_how_long_the_money_takes_is_told_with_the_way_to_it(act, world, language, text, told):
    turn = of(act, "how_long", "CA856", text=text, language=language)

    assert told in words(turn)
    assert [button["payload"] for button in turn.said[0]["buttons"]] == ["/refund", "/rebook"]


def test_a_day_without_flights_after_a_cancelled_one_is_requested_for_free(act, world):
    day = (utc_now() + timedelta(days=300)).date().isoformat()

    turn = of(act, "other_day", "CA856", text="can I change it to then", entities=[{"entity": "date", "value": day}])

    assert "changing is free" in words(turn)
    assert turn.said[0]["buttons"][0]["payload"] == "/rebook"


def test_under_a_form_the_page_that_explains_it_is_asked(act, world):
    asked = [{"entity": "article", "value": "bag_damaged"}]

    turn = ask(act, "detail", item("form", "bag_report", "x"), kind="article", text="and the tag?", entities=asked)

    assert "Keep the bag and its tag" in words(turn)


@pytest.mark.parametrize(
    ("text", "facet", "flight"),
    [
        ("when does the evening one land", "arrival", "BA548"),
        ("早的那班呢", "other_day", "BA554"),
        ("the later flight", "other", "BA548"),
    ],
)
def test_of_flights_that_were_shown_together_one_is_picked_by_when_it_goes(act, world, text, facet, flight):
    turn = ask(act, facet, flight_item(leg("BA554")), flight_item(leg("BA548")), text=text)

    assert flight in words(turn)
    assert turn.slots["focus"][0]["ids"][0] == flight


def test_the_other_of_two_flights_that_were_spoken_of_is_the_one_before(act, world):
    turn = ask(act, "other", flight_item(leg("MU551")), flight_item(leg("CA987")), text="and the other one?")

    assert "CA987" in words(turn)


def test_the_planned_times_are_told_of_a_flight_that_is_late(act, world):
    late = leg("BA560")
    planned, expected = (local_time(one, "LHR").strftime("%H:%M") for one in (late.departs_at, late.expected_departure))

    assert planned != expected
    assert planned in words(of(act, "planned", "BA560")) and expected not in words(of(act, "planned", "BA560"))


def test_what_is_offered_instead_of_a_cancelled_flight_costs_nothing(act, world):
    off = leg("CA856")
    day = timedelta(days=1)
    with unit_of_work() as session:
        ends = {"origin": off.origin, "destination": off.destination}
        times = {"departs_at": off.departs_at + day, "arrives_at": off.arrives_at + day}
        plan(session, [PlannedLeg(flight="CA938", **ends, **times)])
    shown = (flight_item(leg("CA938")), flight_item(off))

    assert "CA856 has been cancelled" in words(ask(act, "how_much", *shown, text="and how much is that going to be"))
    assert "has been cancelled" not in words(ask(act, "how_much", shown[0], text="and how much is that going to be"))


@pytest.mark.parametrize(("facet", "en", "zh"), [("incoming", "I don't have", "没有"), ("bus", "can't see", "查不到")])
def test_what_is_not_known_of_a_flight_is_said_to_be_unknown(act, world, facet, en, zh):
    assert en in words(of(act, facet, "MU551"))
    assert zh in words(of(act, facet, "MU551", language="zh"))

"""Questions of law asked plainly: figures of the day, and nothing that was not checked."""

from datetime import date

import pytest

from actions.focus import item
from actions.law import denied_sentence, law_sentence, topic_of

LAW, BUMPED = "action_law", "action_denied_boarding"
TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what is the Montreal limit for a bag", "montreal"),
        ("蒙特利尔公约行李赔多少", "montreal"),
        ("liability for luggage on US domestic flights", "us_bag"),
        ("美国国内航班行李责任上限", "us_bag"),
        ("has EU261 been changed", "eu261"),
        ("欧盟261改了吗", "eu261"),
        ("is UK261 still in force", "uk261"),
        ("国内航班延误法律怎么规定", "cn_delay"),
        ("新民航法改了什么", "prc_law"),
        ("what is an SDR", "sdr"),
        ("when is the bag fee refunded in the US", "us_bag_fee"),
        ("美国行李晚到多久退行李费", "us_bag_fee"),
        ("I paid for a bag to Boston and it was two days late, do I get that back", "us_bag_fee"),
        ("14 CFR 260: how soon is a ticket refunded in America", "us_refund"),
        ("美国取消航班多久退票款", "us_refund"),
        ("what is the most I get for a lost suitcase", "bag"),
        ("行李丢了最多赔多少", "bag"),
        ("what are the US rules on tarmac delays", "us_tarmac"),
        ("美国停机坪延误的规定是什么", "us_tarmac"),
        ("how long may they keep us on the plane in China", "cn_tarmac"),
        ("国内机上延误是怎么规定的", "cn_tarmac"),
        ("we are stuck on the plane, what does the law say", "tarmac"),
        ("飞机上关了三个小时，法律怎么说", "tarmac"),
        ("what does chinese law say about meals when a flight is delayed", "cn_care"),
        ("国内航班延误法律规定管饭吗", "cn_care"),
        ("CCAR-300怎么规定的", "cn_care"),
        ("is there a 24 hour rule in the US when I cancel", "us_24h"),
        ("法律规定买票24小时内能取消吗", "us_24h"),
        ("can I cancel 24 hours before departure by US law", "us_delay"),
        ("how soon must a US airline answer a complaint", "us_complaint"),
        ("美国航空公司多久要答复投诉", "us_complaint"),
        ("can you tell us the rules", None),
    ],
)
def test_the_law_that_is_meant(text, topic):
    assert topic_of(text) == topic


def where(*route):
    return [
        {"entity": "airport", "value": value, "role": role}
        for value, role in zip(route, ("origin", "destination"), strict=True)
    ]


@pytest.mark.parametrize(
    ("route", "said", "unsaid"),
    [
        (("PEK", "LHR"), "1,519 SDR", "may not apply"),
        (("PEK", "IKA"), "may not apply", "SDR"),
        (("FNJ", "PEK"), "may not apply", "SDR"),
        (("JFK", "LAX"), "US$4,700", "SDR"),
        (("PEK", "CAN"), "CAAC", "SDR"),
        (("PEK", "HKG"), "CAAC", "may not apply"),
    ],
)
def test_for_a_route_the_limit_is_that_of_its_law(act, route, said, unsaid):
    turn = act(LAW, intent="law_question", text="how much at most for a lost bag", entities=where(*route))

    assert said in turn.said[0]["sentence"]
    assert unsaid not in turn.said[0]["sentence"]


@pytest.mark.parametrize(
    ("topic", "english", "chinese"),
    [
        ("us_tarmac", ("within 2 hours", "within 3 hours", "or 4 on"), ("2小时", "3小时", "4小时")),
        ("cn_tarmac", ("from 2 hours", "from 3 hours", "30 minutes"), ("满2小时", "满3小时", "每30分钟")),
        ("us_24h", ("7 days", "24 hours"), ("7天", "24小时")),
        ("us_complaint", ("30 days", "60 days"), ("30天", "60天")),
    ],
)
def test_what_holds_on_board_and_what_is_promised_has_its_figures(topic, english, chinese):
    said = {language: law_sentence(topic, language, date(2026, 12, 1)) for language in ("en", "zh")}

    assert all(part in said["zh"] for part in chinese)
    assert all(part in said["en"] for part in english)
    assert "–" not in said["en"] + said["zh"]


def test_what_was_not_read_is_in_no_answer():
    on = date(2026, 12, 1)
    promised = law_sentence("us_tarmac", "en", on) + law_sentence("us_complaint", "en", on)

    assert "30 minutes" not in law_sentence("us_tarmac", "en", on) and "24 hours" not in promised
    assert "20" not in law_sentence("cn_care", "en", on).replace("CCAR-300", "")


def test_on_board_the_law_is_that_of_the_airport_that_is_named(act):
    for airport, said, unsaid in (("JFK", "259.4", "CCAR"), ("PEK", "CCAR-300", "259.4")):
        where_from = [{"entity": "airport", "value": airport, "role": "origin"}]
        text = "we sit on the plane for four hours, what does the law say"
        turn = act(LAW, intent="law_question", text=text, entities=where_from)

        assert said in turn.said[0]["sentence"] and unsaid not in turn.said[0]["sentence"]


def test_without_an_airport_both_laws_are_told(act):
    turn = act(LAW, intent="law_question", text="tarmac delay, what does the law say")

    assert "CCAR-300" in turn.said[0]["sentence"] and "259.4" in turn.said[0]["sentence"]


def test_us_refunds_have_their_hours_and_days():
    ticket, fee = law_sentence("us_refund", "en", TODAY), law_sentence("us_bag_fee", "zh", TODAY)

    assert all(part in ticket for part in ("3 hours", "6 hours", "7 business days", "20 calendar days", "in full"))
    assert all(part in fee for part in ("12小时", "15小时", "30小时", "不超过12小时"))
    assert "–" not in law_sentence("us_delay", "en", TODAY)


def test_the_limit_is_that_of_the_day():
    assert "1,519 SDR" in law_sentence("montreal", "en", TODAY)
    assert "1,288 SDR" in law_sentence("montreal", "en", date(2024, 6, 1))


def test_drawing_rights_are_told_in_dollars_with_the_day_of_the_rate():
    said = law_sentence("sdr", "en", TODAY)

    assert "18 October 2024" in said and "2,030" in said and "rough" in said


def test_no_figure_is_named_before_it_was_law():
    assert "1,075" not in denied_sentence("US", "en", date(2024, 1, 1))
    assert "1.33" not in law_sentence("sdr", "en", date(2023, 1, 1))


def test_the_reform_is_said_not_to_be_in_force():
    for language in ("en", "zh"):
        said = law_sentence("eu261", language, TODAY)
        assert "300" not in said
        assert ("not in force" in said) or ("还没有生效" in said)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("bumped in the US, what do I get", "en", "US$2,150"),
        ("在美国被超售了", "zh", "2,150美元"),
        ("denied boarding in Europe", "en", "€600"),
        ("从英国出发被拒载", "zh", "520英镑"),
        ("they bumped me", "en", "US$1,075"),
        ("I'm at Gatwick and they won't let me on", "en", "£520"),
        ("人在法兰克福，从法兰克福飞被超售了", "zh", "600欧元"),
    ],
)
def test_denied_boarding_goes_by_the_place_of_departure(act, text, language, expected):
    turn = act(BUMPED, intent="denied_boarding", text=text, slots={"language": language})

    assert expected in turn.said[0]["sentence"]
    assert turn.slots["focus"][0]["kind"] == "right"


def test_denied_boarding_by_the_route_that_is_named(act):
    route = [{"entity": "city", "value": "JFK", "role": "origin"}]

    turn = act(BUMPED, intent="denied_boarding", text="overbooked from New York", entities=route)

    assert "400%" in turn.said[0]["sentence"]


def test_how_much_that_is_in_dollars_follows_the_limit(act):
    told = act(LAW, intent="law_question", text="Montreal limit for a bag")
    asked = [{"entity": "facet", "value": "how_much"}, {"entity": "focus_kind", "value": "right"}]

    turn = act(
        "action_follow_up", intent="follow_up", text="how much is that in dollars", entities=asked, slots=told.slots
    )

    assert "2,030" in turn.said[0]["sentence"]


def test_how_much_about_denied_boarding_is_its_own_amount(act):
    asked = [{"entity": "facet", "value": "how_much"}, {"entity": "focus_kind", "value": "right"}]
    slots = {"focus": [item("right", "denied_boarding", regime="UK261")]}

    turn = act("action_follow_up", intent="follow_up", text="how much", entities=asked, slots=slots)

    assert "£520" in turn.said[0]["sentence"]

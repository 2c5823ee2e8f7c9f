"""The price of a customer's own bags, computed from what they say of them, in both languages."""

import re

import pytest

from .conftest import put_articles

FEE = "action_bag_fee"
WEIGHT = re.compile(r"(\d+) ?(?:kg|公斤)")
COUNT = re.compile(r"(\d+|[一两三]) ?(?:bags|suitcases|件)")
HAN = {"一": "1", "两": "2", "三": "3"}


@pytest.fixture(autouse=True)
def articles(store):
    put_articles()


def named(text):
    """The weights and numbers of bags that the assistant finds in a message."""
    weights = [("weight", one.span(), f"{one[1]} kg") for one in WEIGHT.finditer(text)]
    counts = [("count", one.span(), HAN.get(one[1], one[1])) for one in COUNT.finditer(text)]
    return [{"entity": kind, "value": value, "start": at[0], "end": at[1]} for kind, at, value in weights + counts]


def to(airports):
    return {"entity": "city", "value": airports, "role": "destination"}


def ask(act, text, *places, slots=None, intent="bag_excess_fee"):
    return act(FEE, intent=intent, text=text, entities=[*named(text), *places], slots=slots)


def said(turn):
    (one,) = turn.said
    return one["sentence"]


LONDON = "LCY LGW LHR LTN SEN STN"


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("2 suitcases, 27 kg and 18 kg, in economy", "CNY 600"),
        ("what is it for 3 bags of 20 kg each", "CNY 1,000"),
        ("3 bags", "CNY 1,000"),
        ("mine is 5 kg over", "CNY 600"),
        ("how much is an extra bag", "CNY 1,000"),
        ("31kg and 31kg in business class", "Nothing to pay"),
        ("a case of 90x60x30 cm", "CNY 800"),
    ],
)
def test_the_sum_for_what_is_named(act, text, total):
    assert total in said(ask(act, text, to(LONDON)))


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("飞伦敦两件，一件27公斤一件18公斤", "600元"),
        ("三件20公斤的", "1,000元"),
        ("超了5公斤", "600元"),
        ("多带一件多少钱", "1,000元"),
    ],
)
def test_the_same_in_chinese(act, text, total):
    assert total in said(ask(act, text, to(LONDON), slots={"language": "zh"}))


def test_one_more_and_another_cabin_are_added_to_what_was_computed(act):
    first = ask(act, "27 kg and 18 kg to London", to(LONDON))
    more = ask(act, "and a third one of 10 kg?", slots=first.slots)
    business = ask(act, "and in business?", slots=more.slots, intent="bag_allowance")

    assert "CNY 600" in said(first) and "in Business the bags may weigh" in said(first)
    assert "Together CNY 1,600" in said(more)
    assert "Together CNY 1,000" in said(business)


def test_a_unit_that_is_said_once_holds_for_all_of_them(act):
    listed = ask(act, "three cases of 21, 17 and 12 kg to London", to(LONDON))
    beside = ask(act, "飞伦敦，一件26公斤另一件12", to(LONDON), slots={"language": "zh"})

    assert "21 kg" in said(listed) and "17 kg" in said(listed) and "CNY 1,000" in said(listed)
    assert "26公斤" in said(beside) and "12公斤" in said(beside) and "600元" in said(beside)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("what if I move 4 kilos into the light one", "Nothing to pay"),
        ("把4公斤匀到小箱子里呢", "Nothing to pay"),
        ("if I take 4 kilos out", "Nothing to pay"),
        ("拿出4公斤呢", "Nothing to pay"),
        ("and if I leave one at home", "Nothing to pay"),
        ("少带一件呢", "Nothing to pay"),
        ("move 30 kilos into the other one", "CNY 600"),
    ],
)
def test_what_is_repacked_or_left_at_home_is_reckoned_anew(act, text, total):
    first = ask(act, "26 kg and 15 kg to London", to(LONDON))

    assert total in said(ask(act, text, slots=first.slots))


def test_one_of_them_is_made_lighter(act):
    first = ask(act, "26 kg and 15 kg to London", to(LONDON))
    lighter = ask(act, "and if I get the 26 one down to 22 kg?", slots=first.slots)

    assert "Together CNY 600" in said(first)
    assert "Nothing to pay" in said(lighter) and "15 kg" in said(lighter)


def test_weights_are_understood_without_their_unit_once_bags_are_spoken_of(act):
    first = ask(act, "26 kg and 15 kg to London", to(LONDON))
    packed = ask(act, "ok now one is 22 and the other 19", slots=first.slots)

    assert "Nothing to pay" in said(packed)


@pytest.mark.parametrize(("text", "total"), [("想多托一件", "1,000元"), ("要是再加两件呢", "2,000元")])
def test_more_than_is_free_is_counted_beside_it(act, text, total):
    assert total in said(ask(act, text, to(LONDON), slots={"language": "zh"}))


def test_without_a_route_both_are_told(act):
    told = said(ask(act, "one bag of 25 kg"))

    assert "on international flights" in told and "on flights within China" in told
    assert "CNY 600" in told and "CNY 75" in told


@pytest.mark.parametrize(
    "text", ["what do you charge for heavy bags", "is a 9 kg backpack too heavy", "2 bags of golf clubs"]
)
def test_what_says_too_little_or_goes_by_other_rules_gets_the_article(act, text):
    assert ask(act, text).responses == ["utter_article"]

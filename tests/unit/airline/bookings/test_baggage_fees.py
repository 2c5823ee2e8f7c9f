"""The price of checked bags: every fee of the conditions, their sum, and what is not taken at any price."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.bookings import fee_presenter
from airline.bookings.baggage_fees import Bag, area_between, quote

AREAS, CABINS = ("international", "domestic"), ("economy", "business")
BAGS = st.lists(
    st.builds(
        Bag,
        st.none() | st.decimals(min_value=1, max_value=60, places=1),
        st.none() | st.integers(min_value=60, max_value=300),
    ),
    max_size=8,
)


def bags(*weights):
    return [Bag(Decimal(str(kg)) if kg else None) for kg in weights]


@pytest.mark.parametrize(
    ("weights", "area", "cabin", "total"),
    [
        ((23, 23), "international", "economy", 0),
        ((26, 19), "international", "economy", 600),
        ((26, 19, 10), "international", "economy", 1600),
        ((26, 27), "international", "economy", 1200),
        ((32, 32), "international", "business", 0),
        ((20, 20, 28), "international", "economy", 1600),
        ((20,), "domestic", "economy", 0),
        ((23,), "domestic", "economy", 45),
        ((20.4,), "domestic", "economy", 15),
        ((None, None), "domestic", "economy", 300),
        ((25, 25), "domestic", "economy", 450),
        ((30, 30, 30), "domestic", "business", 300),
    ],
)
def test_fees_add_up(weights, area, cabin, total):
    assert quote(bags(*weights), area=area, cabin=cabin).total == total


def test_a_large_bag_costs_more_beside_its_weight():
    assert quote([Bag(Decimal(25), 170)], area="international", cabin="economy").total == 1400
    assert quote([Bag(None, 170)], area="domestic", cabin="economy").total == 200
    assert quote([Bag(None, 158)], area="domestic", cabin="economy").total == 0


def test_what_is_over_the_last_limit_has_no_price():
    told = quote(bags(33, 20), area="international", cabin="business")

    assert told.refused and told.total == 0
    assert "not taken as checked baggage" in fee_presenter.steps(told, "en")
    assert "不能托运" in fee_presenter.steps(told, "zh")
    assert "Nothing to pay" not in fee_presenter.steps(told, "en")


@given(BAGS, st.sampled_from(AREAS), st.sampled_from(CABINS))
def test_the_sum_is_that_of_the_steps_and_no_more_bags_cost_less(some, area, cabin):
    told = quote(some, area=area, cabin=cabin)

    assert told.total == sum(fee.amount for _, fees in told.bags for fee in fees)
    assert len(told.bags) == len(some)
    assert quote([*some, Bag()], area=area, cabin=cabin).total >= told.total
    for language in ("zh", "en"):
        lines = fee_presenter.steps(told, language).split("\n")
        assert len(lines) >= 1 + len(some)


@pytest.mark.parametrize(
    ("ends", "area"),
    [
        ([{"PEK", "PKX"}, {"LHR"}], "international"),
        ([set(), {"LHR", "LGW"}], "international"),
        ([{"PEK"}, {"SHA", "PVG"}], "domestic"),
        ([set(), {"SHA"}], None),
        ([set(), set()], None),
    ],
)
def test_the_area_follows_from_the_ends(ends, area):
    assert area_between(ends) == area


def test_each_step_is_said_in_both_languages():
    told = quote(bags(26, 19, 10), area="international", cabin="economy")

    english, chinese = fee_presenter.steps(told, "en"), fee_presenter.steps(told, "zh")
    assert english.split("\n") == [
        "In Economy on international flights, 2 checked bags of up to 23 kg each are free.",
        "The 26 kg bag: over 23 kg, CNY 600.",
        "The 19 kg bag: included.",
        "The 10 kg bag: one bag more than is free, CNY 1,000.",
        "Together CNY 1,600, one way, paid at the check-in counter.",
    ]
    assert chinese.split("\n") == [
        "国际航班经济舱可免费托运2件，每件不超过23公斤。",
        "26公斤的那件：超过23公斤，超重费600元。",
        "19公斤的那件：免费。",
        "10公斤的那件：超件费1,000元。",
        "合计1,600元（单程），在值机柜台支付。",
    ]


def test_bags_of_one_weight_are_told_apart_by_their_place():
    told = quote(bags(23, 23, 30), area="international", cabin="economy")

    assert fee_presenter.steps(told, "en").split("\n")[1:4] == [
        "Bag 1, 23 kg: included.",
        "Bag 2, 23 kg: included.",
        "The 30 kg bag: one bag more than is free, CNY 1,000; over 23 kg, CNY 600.",
    ]
    assert "第2件（23公斤）：免费。" in fee_presenter.steps(told, "zh")


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("cabin", CABINS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_more_would_cost_is_what_a_quote_would_say(area, cabin, language):
    free = quote([], area=area, cabin=cabin).free
    one_more = quote([Bag()] * (free.pieces + 1), area=area, cabin=cabin).total
    heavier = quote([Bag(Decimal(free.kg + 1))], area=area, cabin=cabin)

    said = fee_presenter.beyond(area, cabin, language)

    assert f"{one_more:,}" in said
    assert "32" in said if heavier.refused else f"{heavier.total:,}" in said

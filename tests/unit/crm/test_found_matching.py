"""When something found is offered for something missed, in both languages, and what the desk is told of why."""

from datetime import date

import pytest

from crm.found_matching import compare, read

DAY = date(2026, 11, 20)


def fit(lost: tuple[str, str], found: tuple[str, str], *, found_on: date | None = DAY):
    return compare(read(*lost, DAY), read(*found, found_on))


@pytest.mark.parametrize(
    ("lost", "found"),
    [
        (("black Sony headphones", "CA1234"), ("黑色索尼头戴式耳机", "CA1234 座椅口袋")),
        (("我的蓝色围巾", "MU5101"), ("navy scarf", "MU 5101, overhead locker")),
        (("棕色钱包，里面有银行卡", "首都机场安检口"), ("brown wallet with bank card", "PEK security")),
        (("iPhone 15, red case", "lounge at Pudong"), ("Apple phone", "PVG lounge")),
        (("儿童毛绒玩具熊", "CZ3101 12A"), ("teddy bear", "CZ3101, seat 12A")),
        (("墨镜，雷朋", "登机口B12"), ("Ray-Ban sunglasses", "gate B12")),
    ],
)
def test_what_is_the_same_in_the_other_language_is_likely(lost, found):
    assert fit(lost, found).level == "likely"


@pytest.mark.parametrize(
    ("lost", "found"),
    [
        (("black headphones", "CA1234"), ("black umbrella", "CA1234")),
        (("钱包", "虹桥机场"), ("黑色背包", "虹桥机场")),
        (("a green jumper", "gate B12"), ("red gloves", "gate B12")),
    ],
)
def test_another_thing_at_the_same_place_is_not_offered(lost, found):
    match = fit(lost, found)

    assert match.level is None
    assert "things_differ" in [one.kind for one in match.reasons]


def test_another_colour_brand_and_flight_each_take_points_and_say_so():
    same = fit(("black Sony headphones", "CA1234"), ("black Sony headphones", "CA1234"))
    other = fit(("black Sony headphones", "CA1234"), ("white Bose headphones", "CA1235"))

    assert (same.points, other.points) == (100, 5)
    assert {one.kind for one in other.reasons if one.points < 0} == {"colours_differ", "brands_differ", "mark_differs"}


def test_nothing_is_found_before_it_is_missed_but_a_day_off_is_no_matter():
    headphones = ("black headphones", "CA1234")

    points = {day: fit(headphones, headphones, found_on=date(2026, 11, day)).points for day in (10, 19, 20, 24)}

    assert (points[10], points[19], points[20], points[24]) == (25, 90, 90, 83)


def test_every_reason_is_said_in_both_languages():
    reasons = {one.kind: one.words for one in fit(("black headphones", "PEK"), ("黑色耳机", "首都机场")).reasons}

    assert reasons["things"] == {"zh": "都是耳机", "en": "Both are: headphones"}
    assert reasons["mark"] == {"zh": "机场相同：PEK", "en": "Same airport: PEK"}
    assert sum(one.points for one in fit(("black headphones", "PEK"), ("黑色耳机", "首都机场")).reasons) == 77


def test_a_wallet_is_no_bag_and_headphones_are_no_phone():
    assert read("钱包", "", None).named["things"] == {"wallet"}
    assert read("headphones", "", None).named["things"] == {"headphones"}
    assert read("手机壳", "", None).named["things"] == {"phone case"}


def test_what_the_list_has_no_word_for_is_found_by_its_own_words():
    assert fit(("a didgeridoo with carvings", "CA1234"), ("carved didgeridoo, with carvings", "CA1234")).level
    assert fit(("马头琴", "CA1234"), ("一把马头琴", "CA1234")).level


def test_an_empty_description_fits_nothing():
    assert compare(read("", "", None), read("black headphones", "CA1234", DAY)).level is None

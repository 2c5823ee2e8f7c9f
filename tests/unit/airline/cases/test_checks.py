"""Airline fields: tidy values from what people type, and a sentence that helps for what cannot be right."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airline.cases.checks import CHECKS, without_emoji
from crm.fields import Field, FieldError

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def check(kind, value, **field):
    asked = Field(key=kind, type=kind, label={"zh": kind, "en": kind}, **field)
    return CHECKS[kind](value, asked, NOW, "Asia/Shanghai")


def refused(kind, value, **field):
    with pytest.raises(FieldError) as caught:
        check(kind, value, **field)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "flight"),
    [
        ("CA981", "CA981"),
        ("ca 981", "CA981"),
        ("ＣＡ９８１", "CA981"),
        ("CCA981", "CA981"),
        ("CA0981", "CA981"),
        ("9C-8870", "9C8870"),
        ("MU551D", "MU551D"),
    ],
)
def test_reads_a_flight_in_every_spelling(typed, flight):
    assert check("flight", typed) == flight


@pytest.mark.parametrize("typed", ["981", "CA", "CA98123", "ZZZ981", "CA000", "Air China 981", "🛫"])
def test_refuses_what_is_no_flight(typed):
    error = refused("flight", typed)

    assert error.key == "flight_invalid"
    assert "CA981" in error.sentence("zh") and "CA981" in error.sentence("en")


@pytest.mark.parametrize("typed", ["PEK", "pek ", "ＬＨＲ", "SHA"])
def test_takes_an_airport(typed):
    assert check("airport", typed) in {"PEK", "LHR", "SHA"}


@pytest.mark.parametrize(("city", "airport"), [("LON", "LHR"), ("bjs", "PKX"), ("TYO", "HND"), ("NYC", "EWR")])
def test_asks_which_airport_of_a_city_is_meant(city, airport):
    error = refused("airport", city)

    assert error.key == "airport_is_city"
    assert airport in error.sentence("zh") and airport in error.sentence("en")


def test_does_not_know_every_three_letters():
    assert refused("airport", "QQQ").key == "airport_unknown"
    assert refused("airport", "Heathrow").key == "airport_unknown"


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        (["0784123456"], ["0784123456"]),
        (["０７８４１２３４５６", "cz 123456"], ["0784123456", "CZ123456"]),
        ("0784123456，0784123457", ["0784123456", "0784123457"]),
        ("0784123456\n0784123456", ["0784123456"]),
        (["0784 123456"], ["0784123456"]),
    ],
)
def test_reads_tags_each_once(typed, tags):
    assert check("tags", typed) == tags


@pytest.mark.parametrize(
    ("typed", "key", "english", "chinese"),
    [
        ("123456789", "tag_one_short", "9 digits", "9位"),
        ("07841234567", "tag_one_long", "11 digits", "11位"),
        ("9991234567890", "tag_is_ticket", "e-ticket", "客票号"),
        ("02207501805003", "tag_fourteen", "14 digits", "14位"),
        ("1234", "tag_wrong_length", "4 digits", "4位"),
        ("0000000000", "tag_not_read", "scanner", "扫描器"),
        ("my tag", "tag_invalid", "10 digits", "10位"),
    ],
)
def test_says_what_is_wrong_with_a_tag(typed, key, english, chinese):
    error = refused("tags", [typed])

    assert error.key == key
    assert english in error.sentence("en")
    assert chinese in error.sentence("zh")


def test_takes_no_more_tags_than_the_form_allows():
    assert refused("tags", [f"078412345{n}" for n in range(4)], max=3).key == "too_many"


@pytest.mark.parametrize(("typed", "locator"), [("nk7r2t", "NK7R2T"), (" NK7 R2T", "NK7R2T")])
def test_reads_a_booking_reference(typed, locator):
    assert check("locator", typed) == locator


@pytest.mark.parametrize("typed", ["123456", "NK7R2", "NK7R2TT"])
def test_refuses_what_is_no_booking_reference(typed):
    assert refused("locator", typed).key == "locator_invalid"


@pytest.mark.parametrize("typed", ["LHRBA12345", "lhr ba 12345", "PVG9C12345"])
def test_reads_a_file_reference(typed):
    assert check("file_reference", typed) == typed.replace(" ", "").upper()


@pytest.mark.parametrize("typed", ["LHRBA1234", "L1RBA12345", "hello"])
def test_refuses_what_is_no_file_reference(typed):
    assert refused("file_reference", typed).key == "reference_invalid"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12 Rosemary Lane, Bath", "12 Rosemary Lane, Bath"),
        ("🏨 Hotel Lux 🌟, 5 Rue Cler, Paris", "Hotel Lux, 5 Rue Cler, Paris"),
        ("上海市浦东新区世纪大道1号👍🏽", "上海市浦东新区世纪大道1号"),
        ("№ 7, 〒100-0001 千代田区1️⃣", "№ 7, 〒100-0001 千代田区1"),
        ("Flat 2 👨‍👩‍👧\n\n10 Mill Road", "Flat 2\n10 Mill Road"),
    ],
)
def test_takes_an_address_and_leaves_the_emoji_out(typed, kept):
    assert check("address", typed) == kept


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("🏠🏡🏘️", "address_without_words"),
        ("!!! ???", "address_without_words"),
        ("home", "address_too_short"),
        ("北京", "address_too_short"),
        ("🏠 hotel", "address_too_short"),
    ],
)
def test_asks_for_an_address_that_a_courier_finds(typed, key):
    assert refused("address", typed).key == key


@settings(deadline=None)
@given(st.text())
def test_taking_emoji_out_twice_is_taking_them_out_once(text):
    assert without_emoji(without_emoji(text)) == without_emoji(text)


@settings(deadline=None)
@given(st.sampled_from(sorted(CHECKS)), st.one_of(st.text(), st.integers(), st.lists(st.text())))
def test_every_answer_is_tidied_or_refused_with_a_sentence(kind, typed):
    try:
        check(kind, typed)
    except FieldError as error:
        assert error.sentence("zh") and error.sentence("en")


@settings(deadline=None)
@given(st.sampled_from(sorted(CHECKS)), st.text())
def test_a_tidy_value_stays_as_it_is(kind, typed):
    try:
        tidy = check(kind, typed)
    except FieldError:
        return
    assert check(kind, tidy) == tidy

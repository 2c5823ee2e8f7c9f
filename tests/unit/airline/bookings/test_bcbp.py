"""Boarding passes (IATA Resolution 792): the samples read, what is broken is named with its place, nothing crashes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.access.references import RecordLocator
from airline.bookings.bcbp import BoardingPass, Unreadable, parse

TODAY = date(2026, 11, 22)
# From the documentation of the npm package bcbp (MIT).
SHORT = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100"
VERSIONED = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 106>60000"


def leg(*, locator="K7M2QX", origin="PEK", destination="LHR", flight="CZ 0673 ", day=326, seat="032K"):
    return f"{locator:7}{origin}{destination}{flight}{day:03}Y{seat:4}0118 1"


def items(ticket="", *, marketing="CZ", flyer="CZ 1234567890", allowance="20K"):
    listed = f"{ticket:13}  {marketing:3}{flyer[:3]:3}{flyer[3:]:16} {allowance:3}Y"
    return f"{len(listed):02X}{listed}"


def about(issued="6325", tags=("0784123456002",)):
    message = f"1WW{issued:4}BCZ {''.join(f'{tag:13}' for tag in tags)}"
    return f">6{len(message):02X}{message}"


def conditional(*parts):
    text = "".join(parts)
    return f"{len(text):02X}{text}"


def written(*legs, name="ZHANG/WEIMR", security=""):
    return f"M{len(legs)}{name:20}E{''.join(legs)}{security}"


FULL = written(
    leg() + conditional(about(), items("7841234567890")),
    leg(origin="LHR", destination="FCO", flight="BA 0560 ", day=327, seat="011F") + conditional(items()),
    security="^164GIWVC5EH7JNT684FVNJ91W2QA4DVN5J8K4F0L0GEQ3DF5TGBN8709HKT5D3DW3GBHFCVHMY7J5T6HFR41W2",
)


@pytest.mark.parametrize("text", [SHORT, VERSIONED, SHORT + "\r\n"])
def test_reads_the_sample(text):
    read = parse(text, today=TODAY)

    (only,) = read.legs
    assert (read.surname, read.given, read.electronic) == ("DESMARAIS", "LUC", True)
    assert (only.flight, only.origin, only.destination, only.seat) == ("AC834", "YUL", "FRA", "1A")
    assert only.date == date(2026, 8, 14)
    assert read.locator == RecordLocator("ABC123")
    assert read.tags == ()


def test_reads_several_legs_tags_and_what_is_conditional():
    read = parse(FULL, today=TODAY)

    assert (read.surname, read.given) == ("ZHANG", "WEI")
    assert [one.flight for one in read.legs] == ["CZ673", "BA560"]
    assert [one.date for one in read.legs] == [date(2026, 11, 22), date(2026, 11, 23)]
    assert [tag.lpn for tag in read.tags] == ["0784123456", "0784123457"]
    assert (read.legs[0].ticket, read.legs[0].frequent_flyer) == ("7841234567890", "CZ1234567890")
    assert (read.legs[0].allowance, read.issued) == ("20K", date(2026, 11, 21))


def test_reads_four_legs():
    legs = [leg(flight=f"CZ {number:04} ") + "00" for number in (1, 22, 333, 4444)]

    assert [one.flight for one in parse(written(*legs), today=TODAY).legs] == ["CZ1", "CZ22", "CZ333", "CZ4444"]


@pytest.mark.parametrize(
    ("name", "surname", "given"),
    [
        ("ADAMS/ANNAMS", "ADAMS", "ANNA"),
        ("SMITH", "SMITH", ""),
        ("O'BRIEN/MARY JANEMRS", "O'BRIEN", "MARY JANE"),
        ("WILLIAMS/DR", "WILLIAMS", "DR"),
    ],
)
def test_strips_titles_from_the_given_name_alone(name, surname, given):
    read = parse(written(leg() + "00", name=name), today=TODAY)

    assert (read.surname, read.given) == (surname, given)


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (1, date(2026, 12, 31), date(2027, 1, 1)),
        (365, date(2027, 1, 1), date(2026, 12, 31)),
        (366, date(2028, 12, 30), date(2028, 12, 31)),
        (60, date(2028, 3, 1), date(2028, 2, 29)),
        (226, date(2026, 11, 22), date(2026, 8, 14)),
    ],
)
def test_takes_the_year_that_is_nearest(day, today, expected):
    assert parse(written(leg(day=day) + "00"), today=today).legs[0].date == expected


def test_a_flight_is_never_before_the_pass_was_issued():
    read = parse(written(leg(day=10) + conditional(about(issued="6340"), items())), today=date(2026, 12, 6))

    assert (read.issued, read.legs[0].date) == (date(2026, 12, 6), date(2027, 1, 10))


@pytest.mark.parametrize(
    ("text", "position", "field"),
    [
        ("", 1, "format code"),
        ("X1", 1, "format code"),
        ("M0DESMARAIS/LUC", 2, "number of legs"),
        ("M5DESMARAIS/LUC", 2, "number of legs"),
        (SHORT[:10], 3, "passenger name"),
        (SHORT.replace("YUL", "Y1L"), 31, "from airport"),
        (SHORT.replace("0834", "08A4"), 40, "flight number"),
        (SHORT.replace(" 226", " 000"), 45, "date of flight"),
        (SHORT.replace(" 226", " 367"), 45, "date of flight"),
        (SHORT.replace(" 226", " 366"), 45, "date of flight"),
        (SHORT[:-2] + "G0", 59, "size of conditional part"),
        (SHORT[:-2] + "F0>6", 61, "conditional part"),
        (VERSIONED.replace(">", "<"), 61, "beginning of version number"),
        (SHORT.replace("M1", "M2"), 61, "booking reference"),
        (written(leg() + conditional(about(tags=("07841234560",)), items())), 76, "bag tag"),
    ],
)
def test_says_where_it_breaks_and_in_which_field(text, position, field):
    with pytest.raises(Unreadable) as caught:
        parse(text, today=TODAY)

    assert (caught.value.position, caught.value.field) == (position, field)
    assert f"position {position}, {field}" in str(caught.value)


def test_blanks_cut_off_at_the_end_do_no_harm():
    whole = written(leg() + conditional(about(), items(flyer="", allowance="")[:-1] + " "))

    assert parse(whole.rstrip(), today=TODAY) == parse(whole, today=TODAY)


@pytest.mark.parametrize("tag", ["0000000000001", "0000000000000", " " * 13])
def test_a_tag_that_was_not_read_is_none(tag):
    assert parse(written(leg() + conditional(about(tags=(tag,)), items())), today=TODAY).tags == ()


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        assert isinstance(parse(text, today=TODAY), BoardingPass)
    except Unreadable as error:
        assert 1 <= error.position <= len(text) + 1


@given(st.integers(0, len(FULL) - 1), st.characters(min_codepoint=32, max_codepoint=126))
def test_one_wrong_character_is_read_or_refused(place, character):
    text = FULL[:place] + character + FULL[place + 1 :]
    try:
        assert isinstance(parse(text, today=TODAY), BoardingPass)
    except Unreadable as error:
        assert 1 <= error.position <= len(text) + 43


@given(st.integers(0, len(FULL)))
def test_any_beginning_is_read_or_refused(length):
    try:
        parse(FULL[:length], today=TODAY)
    except Unreadable as error:
        assert error.position <= length + 43


@given(
    st.dates(date(2001, 1, 1), date(2098, 12, 31)),
    st.integers(1, 9999),
    st.integers(-170, 170),
    st.sampled_from(["K7M2QX", "ABCDEF", ""]),
)
def test_what_is_written_is_read_again(today, number, ahead, locator):
    day = today + timedelta(days=ahead)
    text = written(leg(locator=locator, flight=f"MU {number:04} ", day=day.timetuple().tm_yday) + "00")

    (only,) = parse(text, today=today).legs

    assert (only.flight, only.date.timetuple().tm_yday) == (f"MU{number}", day.timetuple().tm_yday)
    assert only.locator == (RecordLocator(locator) if locator else None)

"""Boarding passes (IATA Resolution 792): the samples read, what is broken is named with its place, nothing crashes."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.access.references import RecordLocator
from airline.bookings.bcbp import LONGEST, BoardingPass, Unreadable, looks_like, parse

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
        (SHORT[:45], 45, "date of flight"),
        (SHORT.replace("YULFRA", " " * 6), 31, "from airport"),
        (SHORT.replace("DESMARAIS/", "DESM4RAIS/"), 3, "passenger name"),
        (SHORT.replace("M1", "M2"), 61, "booking reference"),
        (SHORT + "Y" * 4000, 2001, "length"),
    ],
)
def test_says_where_it_breaks_and_in_which_field(text, position, field):
    with pytest.raises(Unreadable) as caught:
        parse(text, today=TODAY)

    assert (caught.value.position, caught.value.field) == (position, field)
    assert f"position {position}, {field}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "position", "field"),
    [
        (SHORT[:-2] + "G0", 59, "size of conditional part"),
        (SHORT[:-2] + "F0>6", 61, "conditional part"),
        (VERSIONED.replace(">", "<"), 61, "beginning of version number"),
        (VERSIONED.replace("60000", "6G000"), 63, "size of structured message"),
        (SHORT.replace("EABC123 ", "EAB/123 "), 24, "booking reference"),
        (SHORT.replace("YUL", "   "), 31, "from airport"),
        (SHORT.replace("FRA", "   "), 34, "to airport"),
        (SHORT.replace("0834 ", "     "), 40, "flight number"),
        (SHORT.replace("F001A", "F0*1A"), 49, "seat number"),
        (SHORT[:50], 49, "seat number"),
        (SHORT[:54], 53, "check-in sequence"),
        (SHORT.replace("DESMARAIS/LUC", " " * 13), 3, "passenger name"),
        (SHORT + "surplus", 61, "security data"),
        (written(leg() + conditional(about(tags=("07841234560",)), items())), 76, "bag tag"),
        (written(leg() + conditional(about(issued="63X5"), items())), 68, "date of issue"),
        (written(leg() + conditional(about(issued="6999"), items())), 68, "date of issue"),
        (written(leg() + conditional(about(), items("784 234567890"))), 91, "ticket number"),
        (written(leg() + conditional(about(), items("78A1234567890"))), 91, "conditional items"),
    ],
)
def test_one_bad_field_is_left_out_and_named(text, position, field):
    read = parse(text, today=TODAY)

    assert [(one.position, one.field) for one in read.left_out] == [(position, field)]
    assert read.legs[0].date in (date(2026, 8, 14), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Date and sequence that are padded with blanks, on either side.
        ("M1MEIER/ANNA          EX2K3TU VIEGRZOS 0975   9M3C  012  100", ("OS975", 9, "3C", "12", "1")),
        ("M1MEIER/ANNA          EX2K3TU VIEGRZOS 0975 9  M3C    12 100", ("OS975", 9, "3C", "12", "1")),
        # One character of the airline's own; nothing after the compartment; neither size nor anything after it.
        ("M1MEIER/ANNA MRS      EX2K3TU VIEGRZOS 0975 198M3C  012  3010", ("OS975", 198, "3C", "12", "3")),
        ("M1MEIER/ANNA          EX2K3TU VIEGRZOS 0975 110Y", ("OS975", 110, "", "", "")),
        ("M1MEIER/ANNA          E       VIEGRZOS 0975 277Y032C001401", ("OS975", 277, "32C", "140", "1")),
        # The number in five digits, and at either edge of its field; the carrier in three letters.
        ("M1MEIER/ANNA          EX2K3TU VIEGRZOS 00975277Y032C0014 100", ("OS975", 277, "32C", "14", "1")),
        ("M1MEIER/ANNA          EX2K3TU VIEGRZOS 975  277Y032C0014 100", ("OS975", 277, "32C", "14", "1")),
        ("M1MEIER/ANNA          EX2K3TU VIEGRZOS   975277Y032C0014 100", ("OS975", 277, "32C", "14", "1")),
        ("M1MEIER/ANNA          EX2K3TUAVIEGRZAUA0975B277Y032C0014 100", ("AUA975B", 277, "32C", "14", "1")),
        # In small letters, and with another sign in place of the E.
        ("m1Meier/Anna          ex2k3tu viegrzos 0975 277y032c0014 100", ("OS975", 277, "32C", "14", "1")),
        ("M1MEIER/ANNA          QX2K3   VIEGRZOS 0975 277Y032C0014 100", ("OS975", 277, "32C", "14", "1")),
        # Without the blank after the sequence, and with a size that does not count what follows.
        ("M1MEIER/ANNA          EX2K3TU VIEGRZOS 0975 277Y032C0014100>60000", ("OS975", 277, "32C", "14", "1")),
        ("\ufeff M1MEIER/ANNA          EX2K3TU\xa0VIEGRZOS 0975 277Y032C0014 100\n", ("OS975", 277, "32C", "14", "1")),
    ],
)
def test_reads_what_airlines_print(text, expected):
    read = parse(text, today=TODAY)

    (only,) = read.legs
    assert (only.flight, only.day_of_year, only.seat, only.sequence, only.status) == expected
    assert (read.surname, read.given, only.origin, only.destination) == ("MEIER", "ANNA", "VIE", "GRZ")
    assert read.left_out == () or read.left_out[0].field == "beginning of version number"


@pytest.mark.parametrize("locator", ["X2K3", "X2K3T", "X2K3TU", "X2K3TUV"])
def test_reads_booking_references_of_other_lengths(locator):
    assert parse(written(leg(locator=locator) + "00"), today=TODAY).locator == RecordLocator(locator)


@pytest.mark.parametrize(
    ("tags", "count"),
    [
        (("0784123456001",), 1),
        (("0784123456",), 1),
        (("0784123456901",), 901),
        (("0784123456002", "0784200000", "0784300000003"), 6),
        (("0            ",), 0),
    ],
)
def test_counts_the_bag_tags(tags, count):
    assert len(parse(written(leg() + conditional(about(tags=tags), items())), today=TODAY).tags) == count


def test_the_airlines_own_text_is_kept_and_tells_nothing():
    own = "3JIJI7O4M28C"

    read = parse(written(leg() + conditional(own)), today=TODAY)

    assert (read.legs[0].airline_use, read.tags, read.issued) == (own, (), None)


def test_a_version_without_its_sign_is_read():
    text = written(leg() + conditional(about().removeprefix(">"), items("7841234567890")))

    read = parse(text, today=TODAY)

    assert (read.issued, read.legs[0].ticket, len(read.tags)) == (date(2026, 11, 21), "7841234567890", 2)


@pytest.mark.parametrize("size", ["FF", "03", "ZZ"])
def test_a_wrong_size_does_not_hide_the_next_leg(size):
    first = leg() + conditional(about(), items())
    text = written(first[:35] + size + first[37:], leg(origin="LHR", destination="FCO", flight="BA 0560 ") + "00")

    read = parse(text, today=TODAY)

    assert [one.flight for one in read.legs] == ["CZ673", "BA560"]
    assert "size of conditional part" in [one.field for one in read.left_out]


@pytest.mark.parametrize("locator", ["K7M2QX", "K7M2Q", "K7M2QXY"])
@pytest.mark.parametrize("name", ["ZHANG/WEIMR", "WILLIAMSON/CHRISTOPH", "ANA ANDRE"])
@pytest.mark.parametrize("seat", ["032K", "3C", ""])
def test_blanks_that_a_web_page_has_swallowed_are_put_back(locator, name, seat):
    whole = written(leg(locator=locator, seat=seat) + conditional(about(), items("7841234567890")), name=name)

    read, collapsed = parse(whole, today=TODAY), parse(" ".join(whole.split()), today=TODAY)

    assert (collapsed.surname, collapsed.given, collapsed.tags) == (read.surname, read.given, read.tags)
    assert (collapsed.electronic, collapsed.issued, collapsed.locator) == (True, read.issued, read.locator)
    one, other = collapsed.legs[0], read.legs[0]
    assert (one.flight, one.date, one.seat, one.sequence) == (other.flight, other.date, other.seat, other.sequence)
    assert one.ticket == other.ticket == "7841234567890"
    assert "blanks are missing" in [left.reason for left in collapsed.left_out]


def test_a_ticket_number_is_never_taken_for_a_tag_where_blanks_are_missing():
    whole = written(leg() + conditional(about(tags=("",)), items("7841234567890")))

    assert parse(" ".join(whole.split()), today=TODAY).tags == ()


def test_several_legs_survive_the_loss_of_blanks():
    read = parse(" ".join(FULL.split()), today=TODAY)

    assert [(one.flight, one.seat) for one in read.legs] == [("CZ673", "32K"), ("BA560", "11F")]
    assert len(read.tags) == 2


@pytest.mark.parametrize("text", [SHORT, FULL, " ".join(SHORT.split()), SHORT.lower(), SHORT[:48]])
def test_a_pass_is_told_from_other_codes(text):
    assert looks_like(text)


@pytest.mark.parametrize("text", ["", "https://example.org/M1", "M&M", "S1" + SHORT[2:], SHORT[:40]])
def test_other_codes_are_no_pass(text):
    assert not looks_like(text)


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


NAMES = st.from_regex(r"[A-Z]{2,9}/[A-Z]{2,8}", fullmatch=True)
CODES = st.from_regex(r"[A-Z]{3}", fullmatch=True)
OWN = st.text("ABCXYZ0189*", max_size=20)
LEGS = st.builds(
    lambda start, end, flight, day, seat, ticket, own: (
        leg(origin=start, destination=end, flight=f"MU {flight:04} ", day=day, seat=seat),
        items(ticket) + own,
    ),
    CODES, CODES, st.integers(1, 9999), st.integers(1, 365), st.sampled_from(["032K", "1A", "INF", ""]),
    st.sampled_from(["7811234567890", ""]), OWN,
)  # fmt: skip


@given(NAMES, st.lists(LEGS, min_size=1, max_size=4), st.sampled_from(["", "^164GIWVC5"]))
def test_every_generated_pass_is_read_whole(name, legs, security):
    parts = [raw + conditional(about() if place == 0 else "", more) for place, (raw, more) in enumerate(legs)]

    read = parse(written(*parts, name=name, security=security), today=TODAY)

    assert (len(read.legs), len(read.tags), read.left_out, read.security) == (len(legs), 2, (), security)
    for one, (raw, more) in zip(read.legs, legs, strict=True):
        assert raw[7:13] == one.origin + one.destination
        assert (f"{one.day_of_year:03}", int(one.number)) == (raw[21:24], int(raw[16:20]))
        assert more.endswith(one.airline_use) and one.ticket == more[2:15].strip()


@given(st.integers(0, len(FULL) - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_nothing_is_dropped_silently(place, character):
    """A field that is no longer read as it was is another value, or is named."""
    text, whole = FULL[:place] + character + FULL[place + 1 :], parse(FULL, today=TODAY)
    try:
        read = parse(text, today=TODAY)
    except Unreadable:
        return

    gone = [one for one, now in zip(_values(whole), _values(read), strict=True) if one and not now]
    # Without the slash the whole name is the surname.
    gone = [one for one in gone if not (one == whole.given and one in read.surname)]
    # A shorter size makes the rest of a leg's items the airline's own: they are kept as such.
    assert not gone or read.left_out or any(one.airline_use for one in read.legs)


def _values(read):
    return [
        read.surname, read.given, read.issued, read.tags, read.locator, read.security,
        *(value for one in read.legs for value in dataclasses.astuple(one)),
    ]  # fmt: skip


@given(st.text("M12ABCZ0189 />^\xa0", max_size=300))
def test_what_looks_like_a_pass_is_read_or_refused(text):
    for written_out in (SHORT[:47] + text, text + SHORT, " ".join(FULL.split())[:60] + text):
        try:
            parse(written_out, today=TODAY)
        except Unreadable as error:
            assert error.position <= LONGEST + 1


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

"""Movement messages: every token read, refused with its place, and printed again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.ahm780.messages import MovementError, parse, render, split_messages
from airline.ahm780.tokens import (
    Arrival,
    Clock,
    Delay,
    Departure,
    DiversionReason,
    Estimate,
    Movement,
    Other,
    Passengers,
    Remark,
    Return,
    Unread,
)

SAMPLE = "MVT\nBA100/27.PPVMU.LHR\nAD1200/1210 EA1300 CDG\nDL72/0015\nPX145/12\nSI DEICING"


def test_reads_a_departure():
    message = parse(SAMPLE)

    assert (message.flight, message.day, message.registration, message.station) == ("BA100", 27, "PPVMU", "LHR")
    assert message.tokens == (
        Departure(Clock(12, 0), Clock(12, 10)),
        Estimate("EA", Clock(13, 0), "CDG"),
        Delay(("72",), (15,)),
        Passengers((145, 12)),
        Remark("DEICING"),
    )
    assert (message.tokens[3].seated, message.tokens[3].infants) == (145, 12)


def test_reads_a_message_on_one_line():
    assert parse(SAMPLE.replace("\n", " ")) == parse(SAMPLE)


def token(text):
    return parse(f"MVT\nBA100/27.PPVMU.LHR\n{text}").tokens


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("AD1200", Departure(Clock(12, 0))),
        ("AA1305/1312", Arrival(Clock(13, 5), Clock(13, 12))),
        ("AA2327", Arrival(Clock(23, 27))),
        ("ED151630", Estimate("ED", Clock(16, 30, 15))),
        ("EB1315", Estimate("EB", Clock(13, 15))),
        ("EO1215", Estimate("EO", Clock(12, 15))),
        ("EA1300CDG", Estimate("EA", Clock(13, 0), "CDG")),
        ("NI151800", Estimate("NI", Clock(18, 0, 15))),
        ("DL72", Delay(("72",))),
        ("DL31/62/0005/0110", Delay(("31", "62"), (5, 70))),
        ("DLWI/0030", Delay(("WI",), (30,))),
        ("DR71", DiversionReason("71")),
        ("PX145", Passengers((145,))),
        ("RR1225", Return("RR", Clock(12, 25))),
        ("FR1240/1250", Return("FR", Clock(12, 40), Clock(12, 50))),
        ("SI", Remark("")),
        ("SI WX BLW MINIMA AD1200", Remark("WX BLW MINIMA AD1200")),
        ("TOF12400", Other("TOF12400")),
        ("AD/1210", Departure(None, Clock(12, 10))),
        ("AA/1312", Arrival(None, Clock(13, 12))),
        ("AA1515/1520 FRA", Arrival(Clock(15, 15), Clock(15, 20), "FRA")),
        ("EA 1559DUS", Estimate("EA", Clock(15, 59), "DUS")),
        ("AD 1245/1253", Departure(Clock(12, 45), Clock(12, 53))),
        ("PX023", Passengers((23,))),
        ("DL 72/0015", Delay(("72",), (15,))),
        ("DL46/02/0005/0004", Delay(("46", "02"), (5, 4))),
        ("EDL15/0005", Delay(("15",), (5,), further=True)),
        ("DLA/02B//", Other("DLA/02B//")),
        ("DLA841/812/932/652", Other("DLA841/812/932/652")),
        ("RC0945 LHR", Other("RC0945 LHR")),
        ("CRT041530/041540", Other("CRT041530/041540")),
    ],
)
def test_reads_every_token(text, read):
    assert token(text) == (read,)


def test_a_next_information_time_is_no_estimate():
    (read,) = token("NI151800")

    assert read.kind == "NI"


def test_reads_a_diversion():
    message = parse("DIV\nBA100/27.PPVMU.LHR\nEA1300 LGW DR71")

    assert message.type == "DIV"
    assert message.tokens == (Estimate("EA", Clock(13, 0), "LGW"), DiversionReason("71"))


def test_passengers_for_several_airports_are_added_up():
    (read,) = token("PX12/134/10")

    assert (read.seated, read.infants) == (156, None)


def test_the_flight_line_may_name_the_month():
    assert parse("MVT\nBA100/27NOV.PPVMU.LHR\nAD1200").day == 27


@pytest.mark.parametrize("header", ["COR MVT", "COR\nMVT", "MVT COR"])
def test_reads_a_correction_however_it_is_marked(header):
    text = f"{header}\nBA100/27.PPVMU.LHR\nAD1201"

    assert parse(text).correction == "COR"
    assert split_messages(text) == [text]


def test_three_letter_airlines_become_two_letter_ones():
    assert parse("MVA\nCCA0981/22.B2487.PEK\nAD0100").flight == "CA981"
    assert parse("MVA\nJST0430/10.VHVGR.OOL\nAA2327").airline == "JQ"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, ""),
        ("HELLO", 1, ""),
        ("MVT", 1, ""),
        ("MVT\nBA100/27.PPVMU.LHR", 2, ""),
        ("MVT\nBA100/27.LHR\nAD1200", 2, "BA100/27.LHR"),
        ("MVT\nBA100/32.PPVMU.LHR\nAD1200", 2, "BA100/32.PPVMU.LHR"),
        ("MVT\nBA100/00.PPVMU.LHR\nAD1200", 2, "BA100/00.PPVMU.LHR"),
        ("MVT\nBA100/27.PPVMU.LHR\nAD2460", 3, "AD2460"),
        ("MVT\nBA100/27.PPVMU.LHR\nDL72/015", 3, "DL72/015"),
        ("MVT\nBA100/27.PPVMU.LHR\nDL/0015", 3, "DL/0015"),
        ("MVT\nBA100/27.PPVMU.LHR\nDL72/0075", 3, "DL72/0075"),
        ("MVT\nBA100/27.PPVMU.LHR\nPX1450", 3, "PX1450"),
        ("MVT\nBA100/27.PPVMU.LHR\n<script>", 3, "<script>"),
    ],
)
def test_says_where_and_why_it_cannot_read(text, line, word):
    with pytest.raises(MovementError) as refused:
        parse(text)

    assert (refused.value.line, refused.value.token) == (line, word)
    assert refused.value.sentence


@pytest.mark.parametrize(
    ("text", "line", "word", "kept"),
    [
        ("AD1200\nEA321300 CDG", 4, "EA321300", "CDG"),
        ("AD1200 CDG", 3, "CDG", ""),
        ("AD1200/1210\nDR7100", 4, "DR7100", ""),
        ("AD1200\nPX1450", 4, "PX1450", ""),
        ("AD1200\n?!", 4, "?!", ""),
        ("AD1200\nRR/1200", 4, "RR/1200", ""),
    ],
)
def test_one_unreadable_element_spoils_no_other(text, line, word, kept):
    read = token(text)

    assert isinstance(read[0], Departure)
    lost = [one for one in read if isinstance(one, Unread)]
    assert (lost[0].line, lost[0].text) == (line, word)
    assert all(one.reason for one in lost)
    assert [one.text for one in lost[1:]] == ([kept] if kept else [])


def test_minutes_without_a_code_are_kept_beside_the_delay():
    assert token("AD1200\nDL72/0015/0020")[1:] == (Delay(("72",), (15,)), Unread("0020"))


def test_a_mark_above_or_beside_the_identifier_is_no_part_of_the_flight():
    body = f"PDM\n{SAMPLE}\nPDM COR\n{SAMPLE}\nCOR PDM {SAMPLE}"

    plain, corrected, beside = map(parse, split_messages(body))

    assert (plain.correction, corrected.correction, beside.correction) == ("", "COR", "COR")
    assert plain == parse(SAMPLE)
    assert corrected == beside


def test_what_is_known_and_not_used_says_so():
    message = parse(f"{SAMPLE}\nDLA93A\nTOF6400\nXYZ12")

    assert [text for text, _ in message.kept] == ["DLA93A", "TOF6400", "XYZ12"]
    assert all(reason for _, reason in message.kept)


def test_cuts_a_body_into_messages_and_drops_envelopes():
    body = f"QU HDQOOQF\n.QXSXMXS 102327\n{SAMPLE}\n=\nnot a message\nCOR MVT\nBA100/27.PPVMU.LHR\nAD1201\n"

    cut = split_messages(body)

    assert cut == [SAMPLE, "not a message", "COR MVT\nBA100/27.PPVMU.LHR\nAD1201"]


clocks = st.builds(Clock, st.integers(0, 23), st.integers(0, 59), st.one_of(st.none(), st.integers(1, 31)))
maybe_clocks = st.one_of(st.none(), clocks)
stations = st.sampled_from(["LHR", "CDG", "PEK", "SIN"])
codes = st.one_of(st.integers(0, 99).map(lambda code: f"{code:02d}"), st.sampled_from(["WI", "AI", "93A"]))
delays = st.lists(st.tuples(codes, st.integers(0, 99 * 60 + 59)), min_size=1, max_size=4).flatmap(
    lambda told: st.sampled_from([len(told), 0]).map(
        lambda timed: Delay(tuple(code for code, _ in told), tuple(minutes for _, minutes in told[:timed]))
    )
)
tokens = st.one_of(
    st.builds(Departure, clocks, maybe_clocks),
    st.builds(Departure, st.none(), clocks),
    st.builds(Arrival, clocks, maybe_clocks, st.one_of(st.just(""), stations)),
    st.builds(Arrival, st.none(), clocks),
    st.builds(Estimate, st.sampled_from(["EA", "ED", "EB", "EO"]), clocks, st.one_of(st.just(""), stations)),
    st.builds(Estimate, st.just("NI"), clocks),
    delays,
    st.builds(DiversionReason, codes),
    st.builds(Passengers, st.lists(st.integers(0, 999), min_size=1, max_size=6).map(tuple)),
    st.builds(Return, st.sampled_from(["RR", "FR"]), clocks, maybe_clocks),
    st.builds(Remark, st.from_regex(r"[A-Z0-9]{1,8}( [A-Z0-9/.]{1,8}){0,4}", fullmatch=True)),
    st.builds(Other, st.sampled_from(["TOF12400", "FLD26", "CRT15", "RC0945 LHR", "DLA93A"])),
)
movements = st.builds(
    Movement,
    type=st.sampled_from(["MVT", "MVA", "DIV"]),
    airline=st.sampled_from(["BA", "CA", "9C", "3U"]),
    number=st.integers(1, 9999).map(str),
    suffix=st.sampled_from(["", "A"]),
    day=st.integers(1, 31),
    registration=st.sampled_from(["", "PPVMU", "B-2487"]),
    station=stations,
    tokens=st.lists(tokens, min_size=1, max_size=8).map(tuple),
    correction=st.sampled_from(["", "COR", "REV"]),
)


@given(movements)
def test_what_is_printed_reads_the_same_again(message):
    assert parse(render(message)) == message


@given(st.lists(movements, max_size=4))
def test_printed_messages_in_one_body_are_found_again(messages):
    body = "\n\n".join(render(message) for message in messages)

    assert [parse(text) for text in split_messages(body)] == messages


@given(st.lists(st.text(alphabet="ADELPXSIRC0123456789/ ?", max_size=14), max_size=8))
def test_nothing_that_was_written_is_lost(lines):
    body = " ".join(lines)

    read = parse(f"MVT\nBA100/27.PPVMU.LHR\nAD1200 {body}")

    printed = "".join(map(str, read.tokens[1:]))
    # PX012 is printed as PX12, and a slash that nothing follows is left out.
    assert re.sub("[^A-Z1-9?]", "", printed) == re.sub("[^A-Z1-9?]", "", body)


@given(st.text(alphabet="MVTDICORSADEL0123456789/. \n", max_size=80))
def test_any_text_is_read_or_refused(text):
    for cut in split_messages(text):
        try:
            again = parse(cut)
        except MovementError:
            continue
        assert parse(render(again)) == again

"""Movement messages: every token read, refused with its place, and printed again."""

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
        ("MVT\nBA100/27.PPVMU.LHR\nAD1200\nEA321300 CDG", 4, "EA321300"),
        ("MVT\nBA100/27.PPVMU.LHR\nDL72/015", 3, "DL72/015"),
        ("MVT\nBA100/27.PPVMU.LHR\nDL/0015", 3, "DL/0015"),
        ("MVT\nBA100/27.PPVMU.LHR\nDL72/0075", 3, "DL72/0075"),
        ("MVT\nBA100/27.PPVMU.LHR\nPX1450", 3, "PX1450"),
        ("MVT\nBA100/27.PPVMU.LHR\nAD1200 CDG", 3, "CDG"),
        ("MVT\nBA100/27.PPVMU.LHR\n<script>", 3, "<script>"),
    ],
)
def test_says_where_and_why_it_cannot_read(text, line, word):
    with pytest.raises(MovementError) as refused:
        parse(text)

    assert (refused.value.line, refused.value.token) == (line, word)
    assert refused.value.sentence


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
    st.builds(Arrival, clocks, maybe_clocks),
    st.builds(Estimate, st.sampled_from(["EA", "ED", "EB", "EO"]), clocks, st.one_of(st.just(""), stations)),
    st.builds(Estimate, st.just("NI"), clocks),
    delays,
    st.builds(DiversionReason, codes),
    st.builds(Passengers, st.lists(st.integers(0, 999), min_size=1, max_size=6).map(tuple)),
    st.builds(Return, st.sampled_from(["RR", "FR"]), clocks, maybe_clocks),
    st.builds(Remark, st.from_regex(r"[A-Z0-9]{1,8}( [A-Z0-9/.]{1,8}){0,4}", fullmatch=True)),
    st.builds(Other, st.sampled_from(["TOF12400", "FLD26", "CRT15"])),
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


@given(st.text(alphabet="MVTDICORSADEL0123456789/. \n", max_size=80))
def test_any_text_is_read_or_refused(text):
    for cut in split_messages(text):
        try:
            again = parse(cut)
        except MovementError:
            continue
        assert parse(render(again)) == again

"""Promises of the baggage message parser that hold for any message and any text."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from airline.rp1745 import Element, ParseError, parse, render, split_messages
from airline.rp1745.details import DETAILS, Detail
from airline.rp1745.elements import Flight, Irregularity, Other, Processing, TagRange, Version
from airline.rp1745.message import CHANGES, CONTROLS, PARTITIONED, TYPES, BaggageMessageText
from airline.rp1745.values import MONTHS, ClockTime, DayMonth
from tests.unit.airline import samples

AIRPORTS = st.sampled_from(["PEK", "LHR", "OSL", "TPE", "JFK", "ZRH"])
DATES = st.builds(DayMonth, st.integers(1, 28), st.integers(1, len(MONTHS)))
DESIGNATORS = st.from_regex(r"(CA|9C|DLH|U2)[0-9]{1,4}[A-Z]?", fullmatch=True)
# Text without the separator and without blanks at the edges, as a field has it.
WORDS = st.from_regex(r"([A-Z0-9<>&. ]{0,10}[A-Z0-9])?", fullmatch=True).map(str.strip)
LPNS = st.from_regex(r"[0-9]{4}[0-8][0-9]{5}", fullmatch=True).filter(lambda lpn: lpn != "0000000000")
COUNTS = st.integers(1, 9)
TIMES = st.builds(ClockTime, st.integers(0, 23), st.integers(0, 59), st.none() | st.integers(0, 59), st.booleans())
FLIGHTS = st.builds(Flight, DESIGNATORS, st.none() | DATES, AIRPORTS | st.just(""), WORDS, letter=st.sampled_from("IO"))
IRREGULARITIES = st.builds(Irregularity, st.sampled_from(["NAL", "OFF", "UNS", "OND", "ONA"]), LPNS, COUNTS)
SCANS = st.builds(Processing, WORDS, WORDS, WORDS, st.none() | DATES, st.none() | TIMES, WORDS, WORDS)


@st.composite
def details(draw: st.DrawFn) -> Detail:
    kind = draw(st.sampled_from(DETAILS))
    return kind(*(draw(WORDS) for _ in kind.__match_args__))


@st.composite
def blocks(draw: st.DrawFn, kind: str) -> list[Element]:
    """One passenger's: scan, flights, tags and whatever else."""
    counts = st.none() if kind == "BRQ" else COUNTS
    tags = st.builds(TagRange, LPNS, counts) | (st.nothing() if kind == "BRQ" else IRREGULARITIES)
    rest = details() | st.builds(Other, st.sampled_from(["Z", "ZZ", "A1B"]), st.just(("X",)))
    return [
        *draw(st.lists(SCANS, max_size=1)),
        draw(st.builds(Flight, DESIGNATORS, st.none() | DATES, AIRPORTS)),
        *draw(st.lists(FLIGHTS, max_size=3)),
        *draw(st.lists(tags, min_size=1, max_size=4)),
        *draw(st.lists(rest)),
    ]


@st.composite
def messages(draw: st.DrawFn, kinds: Sequence[str] = sorted(TYPES)) -> BaggageMessageText:
    kind = draw(st.sampled_from(kinds))
    part = draw(st.none() | st.integers(1, 99)) if kind in PARTITIONED else None
    final = part is None or draw(st.booleans())
    changes = {"BSM": CHANGES, "BTM": CHANGES, "BCM": CONTROLS}.get(kind, frozenset())
    change = draw(st.sampled_from(["", *sorted(changes)]))
    version = Version("1", draw(st.sampled_from(["L", "T", "X", "R", ""])), draw(AIRPORTS), part, draw(WORDS))
    body = [element for block in draw(st.lists(blocks(kind), min_size=1, max_size=2)) for element in block]
    return BaggageMessageText(kind, (version, *body), change, part, final)


@settings(max_examples=120, deadline=None)
@given(kind=st.sampled_from(sorted(TYPES)), data=st.data())
def test_what_is_printed_reads_back_the_same(kind, data):
    message = data.draw(messages([kind]))

    assert parse(render(message)) == message


@settings(max_examples=15, deadline=None)
@given(st.lists(messages(), max_size=3))
def test_a_body_falls_apart_into_its_messages(batch):
    texts = [render(message) for message in batch]

    assert split_messages("\r\n\r\n".join(texts)) == texts


LINES = st.one_of(
    st.sampled_from([*TYPES, "CHG", "DEL", "ENDBSM", "ENDPART1", ".", "./", ".//", ".N/", ".V/1LPEK", "QU AAAAAAA"]),
    st.sampled_from([line for text in samples.VALID.values() for line in text.split("\n")]),
    st.text(max_size=30),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_any_text_is_read_or_refused_with_a_reason(text):
    for chunk in [text, *split_messages(text)]:
        try:
            message = parse(chunk)
        except ParseError as refused:
            assert refused.reason
        else:
            assert parse(render(message)) == message


@settings(deadline=None)
@given(st.sampled_from(sorted(samples.VALID)), st.data())
def test_a_damaged_sample_never_makes_another_error(name, data):
    text = samples.VALID[name]
    at = data.draw(st.integers(0, len(text)))
    damaged = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 4)) :]

    try:
        parse(damaged)
    except ParseError as refused:
        assert refused.sentence

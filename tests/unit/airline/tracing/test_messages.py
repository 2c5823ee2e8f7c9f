"""Tracing texts: read as they were seen, with everything else kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.rp1745.values import DayMonth
from airline.tracing.messages import KINDS, TracedFlight, TracingError, begins, parse

OHD = "OHD LHRBA10231\n.NM/OKAFOR\n.TN/0125123456002\n.CT/BLK\n.FD/BA0117/16DEC\n.RT/LHRJFK\n.AG/LHRBA"


def test_reads_a_bag_on_hand():
    text = parse(OHD)

    assert (text.type, text.reference, text.station) == ("OHD", "LHRBA10231", "LHR")
    assert (text.surnames, text.tags) == (("OKAFOR",), ("0125123456", "0125123457"))
    assert (text.flights, text.route) == ((TracedFlight("BA117", DayMonth(16, 12)),), ("LHR", "JFK"))
    assert [line for line, _, _ in text.kept] == [4, 7]


@pytest.mark.parametrize("head", ["FWD\nLHRBA10231", "FWD LHRBA10231", "FWD/LHRBA10231"])
def test_the_reference_may_stand_on_its_own_line(head):
    text = parse(f"{head}\n.TN/BA123456\n.FD/BA175/17DEC\n.AH/JFKBA55555")

    assert (text.type, text.tags, text.files) == ("FWD", ("0125123456",), ("JFKBA55555",))


def test_a_quick_on_hand_is_one():
    assert parse("QOH LHRBA10231\n.TN/0125123456").type == "OHD"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the first line is not"),
        ("OHD", "the reference of the file is missing"),
        ("OHD\n.TN/0125123456", "the reference of the file is missing"),
        ("OHDX LHRBA10231", "the first line is not"),
        (f"OHD LHRBA10231\n.TN/{'/'.join(f'{n:010d}' for n in range(1, 40))}", "more than one file has"),
    ],
)
def test_says_why_it_cannot_read(text, reason):
    with pytest.raises(TracingError) as refused:
        parse(text)

    assert reason in refused.value.sentence


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (".TN/12", "is not a tag"),
        (".TN/0125123456000", "is not a tag"),
        (".FD/BA117/31FEB", "there is no such day"),
        (".FD/BRITISH", "is not a flight"),
        (".RT/LONDON HEATHROW", "is not a route"),
        (".ZZ/1", "do not know"),
        ("HELLO", "is no element"),
        (".NM/", "is empty"),
    ],
)
def test_one_bad_element_is_kept_and_spoils_nothing(line, reason):
    text = parse(f"OHD LHRBA10231\n.NM/OKAFOR\n{line}")

    assert text.surnames == ("OKAFOR",)
    ((number, kept, why),) = text.kept
    assert (number, kept) == (3, line)
    assert reason in why


@given(
    st.sampled_from([*KINDS, "AHL/", "XYZ"]),
    st.lists(st.text(alphabet="./NMTNFDRTAHIX0123456789 BALHR-\x00é", max_size=24), max_size=12),
)
def test_any_text_is_read_with_all_its_lines_or_refused(kind, lines):
    raw = "\n".join([f"{kind} LHRBA10231", *lines])
    try:
        text = parse(raw)
    except TracingError as refused:
        assert refused.sentence
        return
    assert begins(raw.split("\n")[0])
    used = re.compile(r"[./]?(NM|TN|FD|FO|BF|NF|RT|[A-Z]{2})[0-9]{0,2}[ /]")
    kept = {number for number, _, _ in text.kept}
    for number, line in enumerate(raw.split("\n")[1:], 2):
        assert number in kept or not line.strip() or line.strip().startswith("END") or used.match(line.strip())

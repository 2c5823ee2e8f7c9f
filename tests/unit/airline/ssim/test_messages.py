"""Schedule messages: what they change, and whatever else they say kept beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.ssim.changes import Stop, TimedLeg, WrittenDate
from airline.ssim.messages import ScheduleError, parse


def only(text):
    (change,) = parse(text).changes
    return change


def test_reads_a_cancellation_with_its_cause():
    change = only("ASM\nUTC\nCNL TECH/CREW\nBA0117/16DEC26 LHR/JFK")

    assert (change.action, change.flight, change.reasons) == ("CNL", "BA117", ("TECH", "CREW"))
    assert (change.first, change.last) == (WrittenDate(16, 12, 2026), WrittenDate(16, 12, 2026))
    assert change.only == (("LHR", "JFK"),)


def test_reads_a_period_with_its_legs():
    text = (
        "SSM\nLT\n17APR00001E002/029660-CZ6306/16APR\nRPL\nCZ6306\n16APR11 30APR11 6\nS 73G FAP\nHFE2050 XIY2220 7//C\n"
    )
    schedule = parse(f"{text}XIY0400/1 URC0710/1")

    (change,) = schedule.changes
    assert (schedule.in_utc, schedule.reference[:14]) == (False, "17APR00001E002")
    assert (change.first.year, change.last.day, change.days) == (2011, 30, "6")
    assert change.legs == (
        TimedLeg(Stop("HFE", 20, 50), Stop("XIY", 22, 20)),
        TimedLeg(Stop("XIY", 4, 0, later=1), Stop("URC", 7, 10, later=1)),
    )


@pytest.mark.parametrize(
    ("line", "departs", "arrives"),
    [
        ("FRA0900 MUC1000", Stop("FRA", 9, 0), Stop("MUC", 10, 0)),
        ("FRA 0900 MUC 1000 744 J", Stop("FRA", 9, 0), Stop("MUC", 10, 0)),
        ("FRA110900 MUC111000", Stop("FRA", 9, 0, 11), Stop("MUC", 10, 0, 11)),
        ("FRA2350/M1 MUC0050/0", Stop("FRA", 23, 50, later=-1), Stop("MUC", 0, 50, later=0)),
        ("FRA0900/0910 MUC1000", Stop("FRA", 9, 10), Stop("MUC", 10, 0)),
        ("FRA2300 MUC2400", Stop("FRA", 23, 0), Stop("MUC", 0, 0, later=1)),
    ],
)
def test_reads_times_as_they_are_written(line, departs, arrives):
    assert only(f"ASM\nUTC\nTIM\nLH400/11SEP\n{line}").legs == (TimedLeg(departs, arrives),)


def test_without_a_mode_utc_is_taken_and_that_is_said():
    schedule = parse("ASM\nCNL\nLH0400/12JAN")

    assert schedule.in_utc
    assert "taken as UTC" in schedule.kept[0].reason


def test_several_flights_and_parts_are_changes_of_their_own():
    schedule = parse("ASM\nUTC\nCNL\nBA117/16DEC\nBA175/16DEC\n//\nFLT\nBA9/16DEC BA19/16DEC\n//\nFLT\nBA8/16DEC\nBA18")

    assert [(one.action, one.flight, one.new_flight) for one in schedule.changes] == [
        ("CNL", "BA117", ""), ("CNL", "BA175", ""), ("FLT", "BA9", "BA19"), ("FLT", "BA8", "BA18"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "does not start"),
        ("ASM", 1, "nothing is said"),
        ("ASM\nUTC\nCNL\nHELLO", 4, "is not a flight"),
        ("ASM\nUTC\nCNL\nBA117/00DEC", 4, "no such day"),
        ("ASM\nUTC\nCNL\nBA117/16FOO", 4, "no such day"),
        ("SSM\nUTC\nCNL\nBA117\n31APR 01MAY 1", 5, "no such day"),
        ("SSM\nUTC\nCNL\nBA117\n01APR 01MAY 1/W2", 5, "day by day"),
        ("ASM\nUTC\nTIM\nBA117/16DEC\nLHR2500 JFK1200", 5, "not a time"),
        ("ASM\nUTC\nFLT\nBA117/16DEC", 3, "no new flight"),
    ],
)
def test_says_where_and_why_it_cannot_read(text, line, reason):
    with pytest.raises(ScheduleError) as refused:
        parse(text)

    assert refused.value.line == line
    assert reason in refused.value.sentence


WORDS = st.sampled_from(
    ["CNL", "TIM", "NEW", "RPL", "RIN", "FLT", "EQT", "REV", "//", "BA117/16DEC", "BA117", "16DEC26 20DEC26 135",
     "LHR0900 JFK1200", "LHR0900/1 JFK9999", "J 744", "SI A REMARK", "LHR/JFK", "30FEB", "UTC", "COR", "?", ""]
)  # fmt: skip


def test_a_remark_of_several_lines_is_kept_whole():
    schedule = parse("ASM\nUTC\nSI A REMARK\nTHAT GOES ON")

    assert [one.text for one in schedule.kept] == ["SI A REMARK", "THAT GOES ON"]


@given(st.sampled_from(["ASM", "SSM"]), st.lists(WORDS | st.text(max_size=12), max_size=14))
def test_any_text_is_read_or_refused_and_no_line_is_lost(kind, lines):
    raw = "\n".join([kind, "UTC", *lines])
    try:
        schedule = parse(raw)
    except ScheduleError as refused:
        assert refused.sentence
        return
    assert schedule.changes or schedule.kept
    told = " ".join(one.text for one in schedule.kept)
    for line in lines:
        # A line that nothing was made of stands in what was kept.
        if line in ("?", "J 744", "SI A REMARK"):
            assert line in told

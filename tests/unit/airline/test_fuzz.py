"""Whatever comes over the line: it is read or refused with a reason, kept either way, and breaks nothing."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from airline.bags.bags import Bag, BagEvent, BaggageMessage
from airline.bags.itinerary import path
from airline.bags.timeline import timeline
from airline.ingest import ingest
from airline.rp1745 import ParseError, parse, render, split_messages
from tests.unit.airline import samples

SAMPLES = st.sampled_from([*samples.VALID.values(), samples.ADDIS_BSM, samples.TWO_PASSENGERS_BLANKED])
CONTROLS = st.sampled_from(["\x00", "\x01", "\x02", "\x03", "\x1a", "\r", "\n", "\x85", "\u2028", "\ufeff", "\ud800"])
# Any moment that a clock may show, turns of years and leap days among them.
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2098, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A real message after a bad line: lines lost, doubled, swapped; characters cut, changed, put in."""
    lines = draw(SAMPLES).split("\n")
    for _ in range(draw(st.integers(0, 4))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "swap", "cut", "insert", "borrow", "digit"])):
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(other, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "insert":
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(CONTROLS | st.text(max_size=3)) + lines[at][place:]
            case "borrow":
                lines.insert(at, draw(st.sampled_from(draw(SAMPLES).split("\n"))))
            case "digit":
                lines[at] = lines[at].replace(draw(st.sampled_from("0123456789")), draw(st.sampled_from("09X/")))
    return "\n".join(lines)


ANYTHING = damaged() | st.text(max_size=80) | st.binary(max_size=120).map(lambda raw: raw.decode("utf-8", "replace"))


@settings(max_examples=400, deadline=None)
@given(ANYTHING)
@example("BSM\n.V/1LFRA\n.N/0220415965001\n.F/LH1/29FEB\nENDBSM")
@example("BPM\n.V/1LFRA/PART0\n.N/0220415965001\nENDBPM")
def test_a_text_is_read_or_refused_with_its_place(text):
    try:
        message = parse(text)
    except ParseError as refused:
        assert refused.sentence
        assert 0 <= refused.line <= text.replace("\r", "\n").count("\n") + 1
    else:
        assert parse(render(message)) == message
        assert all(len(lpn) == 10 and lpn.isdigit() for block in message.blocks() for lpn in block.lpns)


@settings(max_examples=300, deadline=None)
@given(st.lists(ANYTHING, max_size=4).map("\n".join))
def test_cutting_a_body_loses_no_line_that_is_about_a_bag(body):
    kept = "\n".join(split_messages(body))

    lines = [line.strip() for line in body.replace("\r", "\n").split("\n")]
    assert all(line in kept for line in lines if line.startswith((".N/", ".B/", ".F/")) and line.isprintable())


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(ANYTHING, max_size=5).map("\n".join), MOMENTS)
def test_every_text_is_accounted_for_and_every_bag_has_a_story(session, body, moment):
    savepoint = session.begin_nested()

    report = ingest(session, text=body, received_at=moment)
    again = ingest(session, text=body, received_at=moment)

    assert report.received == len(split_messages(body)) == report.parsed + report.quarantined + report.duplicates
    stored = dict(session.execute(select(BaggageMessage.status, func.count()).group_by(BaggageMessage.status)).all())
    assert (stored.get("parsed", 0), stored.get("quarantined", 0)) == (report.parsed, report.quarantined)
    assert (again.duplicates, again.bags) == (again.received, set())
    for bag in session.scalars(select(Bag)):
        told = timeline(session, bag=bag)
        assert len(told.steps) <= session.scalar(select(func.count()).where(BagEvent.bag_id == bag.id))
        assert len(path(bag.legs)) <= len(bag.legs)
    savepoint.rollback()
    session.expunge_all()

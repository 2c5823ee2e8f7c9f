"""Doors: whatever is posted where, each message is known by its identifier and accounted for once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from airline.bags.bags import Bag, BaggageMessage
from airline.bags.timeline import timeline
from airline.flights import presenter
from airline.flights.flights import FlightLeg, MovementMessage
from airline.ingest import intake, movements
from airline.ingest.doors import take_in
from tests.unit.airline import samples

NOW = datetime(2026, 12, 16, 8, 0, tzinfo=UTC)
MVT = "MVT\nBA117/16.GBZHA.LHR\nAD0807/0819 EA1530 JFK\nDLA93A"
ASM = "ASM\nUTC\nCNL\nBA0175/16DEC LHR/JFK"
OHD = "OHD LHRBA10231\n.NM/OKAFOR\n.TN/0125123456001\n.CT/BLK\n.FD/BA0117/16DEC\n.AG/LHRBA"
FWD = "FWD LHRBA10231\n.TN/0125123456001\n.FD/BA0175/17DEC\n.RT/LHRJFK"
BSM = "BSM\n.V/1LLHR\n.F/BA0117/16DEC/JFK/Y\n.N/0125123456001\n.P/OKAFOR/ADA\nENDBSM"
LDM = "LDM\nBA0117/16.GBZHA.Y180.2/6\n-JFK.150/0/0.T2850\nSI NIL"
OUT = "OUT\nBA119/16.GBZHA.LHR\n0907 JFK"


@pytest.mark.parametrize("door", ["baggage", "flights"])
def test_each_message_is_known_by_its_identifier(session, door):
    body = "\n\n".join(["what is this", MVT, BSM, ASM, OHD, f"COR\n{MVT}", LDM, OUT, FWD])

    taken = take_in(session, text=body, received_at=NOW, door=door)

    assert [result.type for result in taken.results] == [
        None, "MVT", "BSM", "ASM", "OHD", "MVT", "LDM", "OUT", "FWD",
    ]  # fmt: skip
    assert (taken.parsed, taken.quarantined) == (8, 1)
    junk = BaggageMessage if door == "baggage" else MovementMessage
    (waiting,) = session.scalars(select(junk).where(junk.status == "quarantined"))
    assert waiting.raw == "what is this"


def test_envelopes_between_kinds_are_dropped(session):
    body = (
        f"QU LONRM1J\n.LHRRMBA 121430\n{ASM}\n\nQU LONRM1J\n.LHRRMBA 121431\n{BSM}\nQU LONRM1J\n.LHRRMBA 121432\n{MVT}"
    )

    taken = take_in(session, text=body, received_at=NOW, door="baggage")

    assert [(result.type, result.status) for result in taken.results] == [
        ("ASM", "parsed"), ("BSM", "parsed"), ("MVT", "parsed"),
    ]  # fmt: skip


def test_a_found_and_forwarded_bag_has_its_story(session):
    take_in(session, text=BSM, received_at=NOW, door="baggage")
    take_in(session, text=OHD, received_at=NOW + timedelta(hours=9), door="baggage")

    bag = session.scalars(select(Bag)).one()
    assert timeline(session, bag=bag).state == "on_hand"

    take_in(session, text=FWD, received_at=NOW + timedelta(hours=10), door="flights")

    story = timeline(session, bag=bag)
    assert (story.state, story.last_scan.flight, story.last_scan.airport) == ("forwarded", "BA175", "LHR")
    assert (story.next.kind, story.next.flight) == ("loaded", "BA175")


def test_a_bag_known_from_tracing_alone_has_its_owner(session):
    take_in(session, text=OHD.replace("OHD", "AHL"), received_at=NOW, door="baggage")

    bag = session.scalars(select(Bag)).one()
    assert bag.surnames == ["OKAFOR"]
    assert timeline(session, bag=bag).state == "reported_missing"


def test_damage_is_told_and_does_not_say_where_the_bag_is(session):
    take_in(session, text=BSM, received_at=NOW, door="baggage")
    take_in(session, text=OHD.replace("OHD", "DPR"), received_at=NOW + timedelta(hours=9), door="baggage")

    story = timeline(session, bag=session.scalars(select(Bag)).one())
    assert (story.state, [step.kind for step in story.steps]) == ("accepted", ["accepted", "damaged"])


def test_what_could_not_be_read_is_listed_with_its_reasons(session):
    take_in(session, text=f"{MVT}\nPX1450\n{OHD}\n.FD/NONE", received_at=NOW, door="baggage")
    take_in(session, text=f"{LDM}\n{FWD}", received_at=NOW, door="baggage")

    (movement,), (traced,) = movements.QUARANTINE.in_part(session).items, intake.QUARANTINE.in_part(session).items
    assert [remark["text"] for remark in movement.remarks] == ["DLA93A", "PX1450"]
    assert [remark["line"] for remark in traced.remarks] == [4, 6, 7]
    assert (movement.reason, traced.reason) == (
        "line 5 'PX1450': are not passengers like PX145/12",
        "line 7 '.FD/NONE': is not a flight like BA0117/16DEC",
    )


def test_a_file_without_a_tag_is_kept(session):
    taken = take_in(session, text="AHL JFKBA10231\n.NM/OKAFOR", received_at=NOW, door="baggage")

    assert (taken.parsed, taken.bags) == (1, set())


KINDS = [MVT, BSM, ASM, OHD, FWD, LDM, OUT, "REV", "COR", "PDM", "junk", *samples.VALID.values()]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from(KINDS).flatmap(lambda text: st.just(text) | st.integers(0, 40).map(lambda n: text[n:])),
             max_size=6),
    st.sampled_from(["baggage", "flights"]),
)  # fmt: skip
def test_every_text_is_accounted_for_whatever_came_before_it(session, texts, door):
    savepoint = session.begin_nested()
    try:
        body = "\n".join(texts)

        taken = take_in(session, text=body, received_at=NOW, door=door)
        again = take_in(session, text=body, received_at=NOW, door=door)

        assert taken.received == taken.parsed + taken.quarantined + taken.duplicates
        stored = sum(
            session.scalar(select(func.count()).select_from(table)) for table in (BaggageMessage, MovementMessage)
        )
        assert stored == taken.parsed + taken.quarantined
        assert (again.received, again.duplicates) == (taken.received, taken.received)
    finally:
        savepoint.rollback()
        session.expunge_all()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.sampled_from(["MVT", "DIV", "ASM", "SSM", "LDM", "OUT", "ON", "ARR", "OHD LHRBA10231", "BSM", "COR", "REV"])
        | st.sampled_from([line for text in KINDS for line in text.split("\n") if line])
        | st.text(alphabet="MVTASCNLEQ/0123456789. -=\x00\ufeff?é", max_size=20),
        max_size=24,
    ).map("\n".join),
    st.sampled_from(["baggage", "flights"]),
)
def test_no_mixture_of_lines_breaks_a_door(session, body, door):
    savepoint = session.begin_nested()
    try:
        taken = take_in(session, text=body, received_at=NOW, door=door)
        again = take_in(session, text=body, received_at=NOW + timedelta(seconds=5), door=door)

        assert all(result.reason for result in taken.results if result.status == "quarantined")
        assert again.duplicates == again.received == taken.received
        for leg in session.scalars(select(FlightLeg)):
            assert presenter.sentence(leg, NOW, "zh")
            assert presenter.card(leg, NOW, "en")
    finally:
        savepoint.rollback()
        session.expunge_all()

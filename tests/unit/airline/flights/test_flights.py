"""Flights from messages: each accounted for, told in any order, across midnight, months and years."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from airline.ahm780.tokens import Clock
from airline.errors import StillUnreadable
from airline.flights.flights import (
    FlightLeg,
    MovementMessage,
    PlannedLeg,
    around,
    by_route,
    find,
    status_of,
)
from airline.flights.rebuild import first_after, nearest, nearest_day
from airline.ingest.movements import MAX_MESSAGES, QUARANTINE, ingest, plan
from crm.errors import MessageNotFound, MessageTooLarge

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def at(hour, minute=0, day=27):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


PLAN = {
    "check_in_opens_at": at(9),
    "check_in_closes_at": at(11),
    "boarding_at": at(11, 15),
    "gate_closes_at": at(11, 45),
}


def put(session, flight="BA100", origin="LHR", destination="CDG", departs=NOON, hours=1.25, **more):
    planned = PlannedLeg(
        flight=flight,
        origin=origin,
        destination=destination,
        departs_at=departs,
        arrives_at=departs + timedelta(hours=hours),
        **more,
    )
    return plan(session, [planned])[0]


def tell(session, text, received_at, flight="BA100/27.PPVMU.LHR", kind="MVT"):
    return ingest(session, text=f"{kind}\n{flight}\n{text}", received_at=received_at)


def test_a_departure_gives_the_times_in_utc_the_delay_and_its_reason(session):
    leg = put(session, departs=at(11, 45))

    tell(session, "AD1200/1210 EA1300 CDG\nDL72/0015\nPX145/12", at(12, 12))

    assert (leg.off_block_at, leg.airborne_at, leg.arrival_estimate) == (at(12), at(12, 10), at(13))
    assert (leg.departure_delay, leg.arrival_delay, leg.reasons) == (15, 0, ["72"])
    assert status_of(leg, at(12, 30)) == "airborne"


def test_a_stated_day_is_kept(session):
    leg = put(session, departs=at(14, day=15))

    tell(session, "ED151630", at(13, day=15), flight="BA100/15.PPVMU.LHR")

    assert leg.departure_estimate == at(16, 30, day=15)
    assert leg.departure_delay == 150


def test_next_information_is_no_estimate(session):
    leg = put(session)

    tell(session, "NI271800", at(11, 30))

    assert (leg.departure_estimate, leg.next_word_at, leg.departure_delay) == (None, at(18), 0)
    # Until then, and an hour longer, silence is announced silence.
    assert status_of(leg, at(18, 30)) == "scheduled"
    assert status_of(leg, at(19, 30)) == "unknown"


def test_a_diversion_names_the_other_airport(session):
    leg = put(session)
    tell(session, "AD1200/1210 EA1300 CDG", at(12, 12))

    tell(session, "EA1300 ORY DR71", at(12, 40), kind="DIV")

    assert (leg.diverted_to, leg.reasons, status_of(leg, at(12, 45))) == ("ORY", ["71"], "diverted")
    assert leg.arrival_delay is None


def test_a_landing_elsewhere_is_a_diversion_too(session):
    leg = put(session)
    tell(session, "AD1200/1210 EA1300 CDG", at(12, 12))

    tell(session, "AA1310", at(13, 15), flight="BA100/27.PPVMU.ORY")

    assert (leg.diverted_to, leg.touchdown_at) == ("ORY", at(13, 10))


def test_a_return_takes_the_departure_back_until_the_next(session):
    leg = put(session)
    tell(session, "AD1200", at(12, 1))

    tell(session, "RR1220", at(12, 21))

    assert (leg.off_block_at, status_of(leg, at(12, 30))) == (None, "returned")

    tell(session, "AD1310/1320", at(13, 21))

    assert (leg.off_block_at, status_of(leg, at(13, 30))) == (at(13, 10), "airborne")


def test_a_correction_stands_whenever_the_first_word_comes(session):
    leg = put(session)
    ingest(session, text="COR MVT\nBA100/27.PPVMU.LHR\nAD1205/1215", received_at=at(12, 30))

    tell(session, "AD1200/1210", at(12, 31))

    assert (leg.off_block_at, leg.airborne_at) == (at(12, 5), at(12, 15))


def test_the_order_of_arrival_does_not_matter(session):
    told = [
        ("MVT\nBA100/27.PPVMU.LHR\nED1230", at(11, 50)),
        ("MVT\nBA100/27.PPVMU.LHR\nAD1235/1245 EA1345 CDG\nDL93/0035", at(12, 46)),
        ("MVT\nBA100/27.PPVMU.CDG\nAA1340/1350", at(13, 51)),
    ]
    stories = set()
    for number, order in enumerate(permutations([*told, None])):
        name = f"BA{100 + number}"
        leg = None
        for one in order:
            if one is None:
                leg = put(session, flight=name)
            else:
                ingest(session, text=one[0].replace("BA100", name), received_at=one[1])
        (leg,) = find(session, flight=name, on=NOON.date())
        stories.add((leg.off_block_at, leg.airborne_at, leg.touchdown_at, leg.on_block_at, leg.departure_estimate,
                     leg.arrival_estimate, tuple(leg.reasons)))  # fmt: skip

    assert stories == {(at(12, 35), at(12, 45), at(13, 40), at(13, 50), at(12, 30), at(13, 45), ("93",))}


@pytest.mark.parametrize("midnight", [datetime(2026, 11, 28, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)])
def test_times_roll_over_midnight_month_and_year(session, midnight):
    leg = put(session, departs=midnight - timedelta(minutes=20), hours=3)
    day = (midnight - timedelta(minutes=20)).day

    report = tell(session, "AD2350/0005 EA0310 CDG", midnight + timedelta(minutes=6), flight=f"BA100/{day}.PPVMU.LHR")

    assert report.legs == {leg.id}
    assert leg.off_block_at == midnight - timedelta(minutes=10)
    assert leg.airborne_at == midnight + timedelta(minutes=5)
    assert leg.arrival_estimate == midnight + timedelta(hours=3, minutes=10)


@pytest.mark.parametrize("stated", [26, 27])
def test_the_day_may_be_the_airports_or_that_of_utc(session, stated):
    early = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)  # 00:30 on the 27th in Beijing
    legs = [
        put(session, flight="CA981", origin="PEK", destination="JFK", departs=early + timedelta(days=offset), hours=13)
        for offset in (-1, 0, 1)
    ]

    tell(session, "AD1640/1655", early + timedelta(minutes=26), flight=f"CA981/{stated}.B2487.PEK")

    assert [leg.off_block_at for leg in legs] == [None, early + timedelta(minutes=10), None]


def test_a_flight_that_stops_on_the_way_has_legs_of_their_own(session):
    first = put(session, flight="CA855", origin="PEK", destination="XIY", departs=at(1), hours=2)
    second = put(session, flight="CA855", origin="XIY", destination="LHR", departs=at(5), hours=11)

    tell(session, "AA0255/0300", at(3, 1), flight="CA855/27.B2487.XIY")
    tell(session, "AD0505/0515 EA1600 LHR", at(5, 16), flight="CA855/27.B2487.XIY")

    assert (first.on_block_at, second.off_block_at) == (at(3), at(5, 5))
    assert find(session, flight="CA855", on=date(2026, 11, 27)) == [first, second]


def test_every_message_is_accounted_for(session):
    good = "MVT\nBA900/27.PPVMU.LHR\nAD1200/1210 EA1300 CDG"
    bad = "MVT\nBA900/27.PPVMU.LHR\nAD9900"

    report = ingest(session, text=f"what is this\n{good}\n{bad}\n{good}", received_at=NOON)

    assert (report.received, report.parsed, report.quarantined, report.duplicates) == (4, 1, 2, 1)
    assert report.received == report.parsed + report.quarantined + report.duplicates


def test_the_same_text_next_month_is_another_message(session):
    text = "MVT\nBA900/27.PPVMU.LHR\nAD1200/1210 EA1300 CDG"

    first = ingest(session, text=text, received_at=NOON)
    again = ingest(session, text=text, received_at=NOON + timedelta(hours=1))
    later = ingest(session, text=text, received_at=NOON + timedelta(days=30))

    assert (first.parsed, again.duplicates, later.parsed) == (1, 1, 1)
    assert session.scalar(select(func.count()).where(FlightLeg.flight == "BA900")) == 2


def test_a_flight_without_a_plan_is_made_from_its_departure_alone(session):
    tell(session, "AA1300", at(13, 5), flight="BA901/27.PPVMU.CDG")
    assert find(session, flight="BA901", on=date(2026, 11, 27)) == []

    tell(session, "AD1200/1210 EA1300 CDG", at(13, 6), flight="BA901/27.PPVMU.LHR")

    (leg,) = find(session, flight="BA901", on=date(2026, 11, 27))
    assert (leg.origin, leg.destination, leg.departs_at, leg.departure_delay) == ("LHR", "CDG", None, None)


def test_a_quarantined_message_is_taken_in_once_it_is_put_right(session):
    leg = put(session)
    tell(session, "AD1265", at(12, 6))
    (row,) = QUARANTINE.waiting(session).items
    assert row.reason == "line 3 'AD1265': is not a time like 1200 or 271200"

    with pytest.raises(StillUnreadable):
        QUARANTINE.replay(session, message_id=row.id, raw=row.raw)
    report = QUARANTINE.replay(session, message_id=row.id, raw=row.raw.replace("1265", "1205"))

    assert (report.parsed, leg.off_block_at, row.status) == (1, at(12, 5), "corrected")
    assert QUARANTINE.waiting(session).items == []


def test_what_is_discarded_does_not_come_back(session):
    tell(session, "AD9999", NOON)
    (row,) = QUARANTINE.waiting(session).items

    QUARANTINE.discard(session, message_id=row.id)

    assert QUARANTINE.waiting(session).items == []
    assert tell(session, "AD9999", NOON).duplicates == 1
    with pytest.raises(MessageNotFound):
        QUARANTINE.discard(session, message_id=row.id)


def test_the_quarantine_is_read_again_as_it_is(session):
    leg = put(session)
    text = "MVT\nBA100/27.PPVMU.LHR\nAD1200"
    row = MovementMessage(content_hash="old", raw=text, type="MVT", status="quarantined", received_at=at(12, 5))
    session.add(row)
    tell(session, "AD9999", NOON)

    report = QUARANTINE.replay_waiting(session).report

    assert (report.parsed, report.quarantined, leg.off_block_at) == (1, 1, at(12))


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (at(8), "scheduled"),
        (at(10), "check_in_open"),
        (at(11, 20), "boarding"),
        (at(11, 50), "gate_closed"),
        (at(12, 30), "gate_closed"),
        (at(13, 1), "unknown"),
    ],
)
def test_before_departure_the_plan_and_the_clock_tell(session, now, status):
    leg = put(
        session, check_in_opens_at=at(9), check_in_closes_at=at(11), boarding_at=at(11, 15), gate_closes_at=at(11, 45)
    )

    assert status_of(leg, now) == status


def test_a_delay_moves_boarding_and_is_no_status(session):
    leg = put(
        session, check_in_opens_at=at(9), check_in_closes_at=at(11), boarding_at=at(11, 15), gate_closes_at=at(11, 45)
    )

    tell(session, "ED1400\nDL41/0200", at(11))

    assert (status_of(leg, at(12)), status_of(leg, at(13, 20)), leg.departure_delay) == ("scheduled", "boarding", 120)


def test_a_cancelled_flight_stays_cancelled(session):
    leg = put(session, cancelled=True)

    assert status_of(leg, at(15)) == "cancelled"


def test_a_number_without_a_date_means_the_flight_under_way_or_the_next(session):
    legs = [put(session, flight="CA981", departs=at(1) + timedelta(days=offset), hours=13) for offset in (-1, 0, 1)]

    assert around(session, flight="CA981", now=at(5)) == [legs[1]]
    assert around(session, flight="CA981", now=at(16)) == [legs[2]]
    assert around(session, flight="CA981", now=at(23, day=29)) == []


def test_a_number_that_flies_several_routes_means_the_one_whose_place_is_named(session):
    gone = put(session, flight="CA981", origin="FRA", destination="PVG", departs=at(1) - timedelta(days=1), hours=11)
    today = put(session, flight="CA981", origin="PVG", destination="PEK", departs=at(4), hours=2)

    assert around(session, flight="CA981", now=at(5)) == [today]
    assert around(session, flight="CA981", now=at(5), at={"FRA"}) == [gone]
    assert around(session, flight="CA981", now=at(5), at={"LHR"}) == [today]


def test_routes_are_searched_by_the_date_at_the_origin(session):
    late = put(session, flight="CA937", origin="PEK", destination="LHR", departs=at(17, 30, day=26), hours=11)
    put(session, flight="CA855", origin="PKX", destination="LHR", departs=at(5, day=28), hours=11)

    found = by_route(session, origin={"PEK", "PKX"}, destination={"LHR", "LGW"}, on=date(2026, 11, 27))

    assert found == [late]


moments = st.integers(1_704_067_200, 1_924_991_999).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(moments, st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_a_day_of_the_month_is_found_again(received_at, away):
    day = (received_at + away).date()

    assert nearest_day(day.day, received_at) == day


@given(moments, st.timedeltas(timedelta(), timedelta(hours=23, minutes=59)))
def test_a_time_after_another_is_found_again(start, away):
    moment = (start + away).replace(second=0, microsecond=0)
    if moment >= start.replace(second=0, microsecond=0):
        assert first_after(Clock(moment.hour, moment.minute), start) == moment


@given(moments, st.timedeltas(timedelta(hours=-11), timedelta(hours=11)))
def test_the_nearest_time_is_found_again(received_at, away):
    moment = (received_at + away).replace(second=0, microsecond=0)

    assert nearest(Clock(moment.hour, moment.minute), received_at) == moment


@given(moments, st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_a_time_with_its_day_is_found_again(received_at, away):
    moment = (received_at + away).replace(second=0, microsecond=0)

    assert nearest(Clock(moment.hour, moment.minute, moment.day), received_at) == moment


def test_more_messages_than_one_transaction_should_hold_are_refused(session):
    text = "\n".join(f"MVT\nBA{number}/27.PPVMU.LHR\nAD1200" for number in range(1, MAX_MESSAGES + 2))

    with pytest.raises(MessageTooLarge):
        ingest(session, text=text, received_at=NOON)


def test_the_quarantine_is_read_in_pieces(session):
    for day in ("AD9999", "AD9998", "AD9997"):
        tell(session, day, NOON)

    first = QUARANTINE.replay_waiting(session, limit=2)
    second = QUARANTINE.replay_waiting(session, after=first.after, limit=2)

    assert (first.report.received, second.report.received, second.after) == (2, 1, None)

"""Schedule messages: cancellations and new times by the industry's own message, in UTC or on local clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from airline.flights.flights import FlightLeg, MovementMessage, PlannedLeg, around, find, status_of
from airline.flights.timetable import ScheduleChange
from airline.ingest.movements import QUARANTINE, ingest, plan

NOW = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)


def at(hour, minute=0, day=27):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def put(session, flight="BA117", origin="LHR", destination="JFK", departs=None, hours=8, **more):
    departs = departs or at(9, 40)
    arrives = departs + timedelta(hours=hours)
    planned = PlannedLeg(
        flight=flight, origin=origin, destination=destination, departs_at=departs, arrives_at=arrives, **more
    )
    return plan(session, [planned])[0]


def tell(session, *lines, kind="ASM", mode="UTC", received_at=NOW):
    return ingest(session, text="\n".join([kind, mode, *lines]), received_at=received_at)


def test_a_cancellation_cancels_the_flight_of_its_day_alone(session):
    legs = [put(session, departs=at(9, 40, day)) for day in (26, 27, 28)]

    report = tell(session, "CNL WEAT", "BA0117/27NOV")

    assert [leg.cancelled for leg in legs] == [False, True, False]
    assert (report.parsed, report.legs) == (1, {legs[1].id})
    assert status_of(legs[1], NOW) == "cancelled"
    assert legs[1].reasons == ["WEAT"]


def test_a_reinstated_flight_flies_again(session):
    leg = put(session)
    tell(session, "CNL", "BA117/27NOV")

    tell(session, "RIN", "BA117/27NOV", received_at=NOW + timedelta(hours=1))

    assert (leg.cancelled, leg.schedule_reasons) == (False, [])


def test_a_new_time_is_the_plan_and_the_first_one_is_remembered(session):
    leg = put(session, boarding_at=at(9), gate_closes_at=at(9, 25))

    tell(session, "TIM TECH", "BA117/27NOV", "LHR1025 JFK1830")

    assert (leg.departs_at, leg.arrives_at) == (at(10, 25), at(18, 30))
    assert (leg.first_departs_at, leg.first_arrives_at) == (at(9, 40), at(17, 40))
    assert (leg.boarding_at, leg.gate_closes_at) == (at(9, 45), at(10, 10))
    assert leg.departure_delay == 0


def test_a_second_new_time_still_remembers_the_first(session):
    leg = put(session)
    tell(session, "TIM", "BA117/27NOV", "LHR1025 JFK1830")

    tell(session, "TIM", "BA117/27NOV", "LHR1100 JFK1900", received_at=NOW + timedelta(minutes=5))
    assert (leg.first_departs_at, leg.departs_at) == (at(9, 40), at(11))

    tell(session, "TIM RTNS", "BA117/27NOV", "LHR0940 JFK1740", received_at=NOW + timedelta(minutes=9))
    assert (leg.first_departs_at, leg.departs_at) == (None, at(9, 40))


def test_times_may_be_on_the_airports_clocks_and_past_midnight(session):
    leg = put(session, flight="CA981", origin="PEK", destination="JFK", departs=at(15, 0), hours=13)

    tell(session, "TIM", "CA981/27NOV", "PEK2355 JFK0015/1", mode="LT")

    # 23:55 in Beijing; 00:15 in New York the next day.
    assert (leg.departs_at, leg.arrives_at) == (at(15, 55), at(5, 15, day=28))


def test_the_day_is_that_of_the_mode(session):
    # 00:30 in Beijing on the 28th.
    leg = put(session, flight="CA981", origin="PEK", destination="JFK", departs=at(16, 30), hours=13)

    tell(session, "CNL", "CA981/28NOV")
    assert not leg.cancelled
    tell(session, "CNL", "CA981/28NOV", mode="LT")
    assert leg.cancelled


def test_times_with_their_day_are_kept(session):
    leg = put(session)

    tell(session, "TIM", "BA117/27NOV", "LHR280015 JFK280815")

    assert (leg.departs_at, leg.date) == (at(0, 15, day=28), date(2026, 11, 27))


def test_a_message_before_its_plan_waits_for_it(session):
    tell(session, "CNL", "BA117/27NOV LHR/JFK")
    (waiting,) = find(session, flight="BA117", on=date(2026, 11, 27))
    assert status_of(waiting, NOW) == "cancelled"

    leg = put(session)

    assert (leg.id, leg.cancelled, leg.departs_at) == (waiting.id, True, at(9, 40))


def test_a_flight_cancelled_by_number_alone_is_found(session):
    tell(session, "CNL", "BA117/27NOV")

    (leg,) = around(session, flight="BA117", now=NOW)
    assert (leg.origin, status_of(leg, NOW)) == ("", "cancelled")

    put(session)

    (leg,) = find(session, flight="BA117", on=date(2026, 11, 27))
    assert (leg.origin, leg.cancelled) == ("LHR", True)


def test_the_same_plan_again_takes_nothing_back_and_a_new_one_does(session):
    leg = put(session)
    tell(session, "TIM", "BA117/27NOV", "LHR1025 JFK1830")

    put(session)
    assert leg.departs_at == at(10, 25)

    put(session, departs=at(9, 50))
    assert (leg.departs_at, leg.first_departs_at) == (at(9, 50), None)


def test_a_new_flight_is_made_and_flies(session):
    tell(session, "NEW", "BA9117/27NOV", "J 744 FCYM", "LHR1900 JFK0300")

    (leg,) = find(session, flight="BA9117", on=date(2026, 11, 27))
    assert (leg.origin, leg.destination, leg.departs_at, leg.arrives_at) == ("LHR", "JFK", at(19), at(3, day=28))
    assert leg.first_departs_at is None


def test_a_replacement_withdraws_the_legs_it_does_not_name(session):
    first = put(session, flight="CA855", origin="PEK", destination="XIY", departs=at(1), hours=2)
    second = put(session, flight="CA855", origin="XIY", destination="LHR", departs=at(5), hours=11)

    tell(session, "RPL", "CA855/27NOV", "PEK0200 LHR1300")

    assert (first.destination, first.departs_at, first.cancelled) == ("LHR", at(2), False)
    assert second.cancelled


def test_one_leg_of_several_is_cancelled_by_its_airports(session):
    first = put(session, flight="CA855", origin="PEK", destination="XIY", departs=at(1), hours=2)
    second = put(session, flight="CA855", origin="XIY", destination="LHR", departs=at(5), hours=11)

    tell(session, "CNL", "CA855/27NOV XIY/LHR")

    assert (first.cancelled, second.cancelled) == (False, True)


def test_a_change_of_number_is_found_by_both(session):
    leg = put(session)

    tell(session, "FLT", "BA117/27NOV BA119/27NOV")

    assert leg.flight == "BA119"
    assert find(session, flight="BA117", on=leg.date) == find(session, flight="BA119", on=leg.date) == [leg]
    ingest(session, text="MVT\nBA119/27.GBZHA.LHR\nAD0945/0955", received_at=at(9, 56))
    assert leg.off_block_at == at(9, 45)


def test_a_period_changes_the_days_of_the_week_it_names(session):
    legs = [put(session, departs=at(9, 40, day)) for day in range(23, 30)]  # Monday to Sunday

    tell(session, "CNL", "BA117", "23NOV26 29NOV26 135", kind="SSM", received_at=at(1, day=23))

    assert [leg.cancelled for leg in legs] == [True, False, True, False, True, False, False]


def test_a_season_is_made_day_by_day(session):
    tell(session, "NEW", "CZ6306", "01DEC 28DEC 6", "J 73G", "HFE2050 XIY2220", "XIY0400/1 URC0710/1", kind="SSM",
         mode="LT")  # fmt: skip

    legs = session.scalars(select(FlightLeg).where(FlightLeg.flight == "CZ6306").order_by(FlightLeg.departs_at)).all()
    assert [(leg.origin, leg.date.day) for leg in legs][:4] == [("HFE", 5), ("XIY", 6), ("HFE", 12), ("XIY", 13)]
    assert len(legs) == 8
    # 20:50 in Hefei is 12:50 UTC.
    assert legs[0].departs_at == datetime(2026, 12, 5, 12, 50, tzinfo=UTC)


def test_a_correction_replaces_what_it_corrects(session):
    leg = put(session)
    other = put(session, flight="BA175", departs=at(11))
    tell(session, "27NOV00001E001", "CNL", "BA117/27NOV")

    text = "COR ASM\nUTC\n27NOV00001E001\nTIM\nBA117/27NOV\nLHR1025 JFK1830"
    ingest(session, text=text, received_at=NOW + timedelta(minutes=2))

    assert (leg.cancelled, leg.departs_at, other.cancelled) == (False, at(10, 25), False)


def test_a_possible_duplicate_is_one(session):
    leg = put(session)
    first = tell(session, "CNL", "BA117/27NOV")
    again = ingest(session, text="PDM\nASM\nUTC\nCNL\nBA117/27NOV", received_at=NOW + timedelta(hours=1))

    assert (first.parsed, again.duplicates, leg.cancelled) == (1, 1, True)
    assert session.scalar(select(func.count()).select_from(ScheduleChange)) == 1


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("CNL", "BA117/30FEB"), "there is no such day"),
        (("CNL", "BA117/29FEB27"), "there is no such day"),
        (("CNL", "BA117/12MAY03"), "more than a year away"),
        (("TIM", "BA117/27NOV", "LHR0960 JFK1200"), "is not a time at an airport"),
        (("TIM", "BA117/27NOV"), "TIM says no times of a leg"),
        (("CNL", "BA117"), "the day or period of the flight is missing"),
        (("REV", "BA117", "01DEC 10DEC 1"), "a person has to"),
        (("XYZ", "BA117/27NOV"), "no action"),
        (("CNL",), "nothing is said"),
    ],
)
def test_what_cannot_be_done_is_quarantined_with_its_reason(session, lines, reason):
    put(session)

    report = tell(session, *lines)

    (row,) = QUARANTINE.waiting(session).items
    assert report.quarantined == 1
    assert reason in row.reason
    assert row.type == "ASM"


def test_the_clock_of_an_unknown_airport_is_not_guessed(session):
    tell(session, "TIM", "BA117/27NOV", "XXQ0900 JFK1200", mode="LT")

    (row,) = QUARANTINE.waiting(session).items
    assert "the clock of XXQ is not known" in row.reason


def test_one_bad_part_does_not_throw_the_others_away(session):
    leg = put(session)

    report = tell(session, "CNL", "BA117/27NOV", "//", "CNL", "BA175/31NOV", "//", "EQT", "BA119/27NOV", "J 744")

    (result,) = report.results
    assert (leg.cancelled, result.status) == (True, "parsed")
    assert "there is no such day" in result.reason
    row = session.get_one(MovementMessage, result.id)
    assert [remark["text"] for remark in row.remarks] == ["CNL | BA175/31NOV", "EQT", "BA119/27NOV", "J 744"]
    assert all(remark["reason"] for remark in row.remarks)


def test_what_tells_passengers_nothing_is_kept_and_says_why(session):
    report = ingest(session, text="LDM\nBA0117/16.GBZHA.Y180.2/6\n-JFK.150/0/0.T2850\nSI NIL", received_at=NOW)

    (result,) = report.results
    assert (result.status, result.type) == ("parsed", "LDM")
    assert "loads of the aircraft" in result.reason


def test_the_aircraft_tells_its_own_movements_in_any_order(session):
    leg = put(session)
    told = [
        ("OFF\nBA117/27.GBZHA.LHR\n0959", at(10, 0)),
        ("OUT\nBA117/27.GBZHA.LHR\n0947 JFK", at(10, 1)),
        ("IN\nBA117/27.GBZHA.JFK\n1741", at(17, 42)),
        ("ON\nBA117/27.GBZHA.JFK\n1732", at(17, 43)),
    ]

    reports = [ingest(session, text=text, received_at=when) for text, when in told]

    assert [report.parsed for report in reports] == [1, 1, 1, 1]
    assert (leg.off_block_at, leg.airborne_at) == (at(9, 47), at(9, 59))
    assert (leg.touchdown_at, leg.on_block_at) == (at(17, 32), at(17, 41))


def test_the_aircraft_names_no_day_and_the_nearest_flight_is_meant(session):
    legs = [put(session, departs=at(9, 40, day), hours=8) for day in (26, 27, 28)]

    ingest(session, text="DEP\nFI BA117/AN G-BZHA/DA EGLL/DS KJFK/OT 0947/OF 0959/FB 62", received_at=at(10))
    ingest(session, text="ARR\nFI BA117/AN G-BZHA/DA EGLL/AD KJFK/ON 1732", received_at=at(17, 40))

    assert [leg.off_block_at for leg in legs] == [None, at(9, 47), None]
    assert [leg.touchdown_at for leg in legs] == [None, at(17, 32), None]


def test_a_diversion_that_has_landed_names_where(session):
    leg = put(session)

    ingest(session, text="DIV\nBA117/27.GBZHA.LHR\nAA1515/1520 FRA\nDR71", received_at=at(15, 21))

    assert (leg.diverted_to, leg.touchdown_at, status_of(leg, at(16))) == ("FRA", at(15, 15), "diverted")

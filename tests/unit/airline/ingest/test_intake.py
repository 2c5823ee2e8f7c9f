"""Taking in baggage messages: what becomes of each, and what it says about a bag."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from airline.bags.bags import Bag, BagEvent, BaggageMessage, events_of
from airline.bags.itinerary import path
from airline.bags.timeline import timeline
from airline.ingest import ingest, release_parts
from airline.ingest.intake import QUARANTINE
from crm.errors import MessageTooLarge
from tests.unit.airline import samples
from tests.unit.airline.conftest import SPRING


def only_bag(session, lpn: str) -> Bag:
    return session.scalars(select(Bag).where(Bag.lpn == lpn)).one()


def take_in(session, text: str, at: datetime = SPRING):
    return ingest(session, text=text, received_at=at)


def kinds(session, lpn: str) -> list[str]:
    return [event.kind for event in events_of(session, bag=only_bag(session, lpn))]


def source(lpn: str = "0999123456", *, flight: str = "CA937/18APR/LHR", change: str = "", more: str = "") -> str:
    head = f"BSM\n{change}\n" if change else "BSM\n"
    return f"{head}.V/1LPEK\n.F/{flight}\n.N/{lpn}001\n.P/LI/MING\n{more}\nENDBSM"


def test_counts_every_message_of_a_body(session):
    body = "\r\n\r\n".join([samples.TPE_BPM_LOADED, samples.ADDIS_BSM, "what is this", samples.TPE_BPM_LOADED])

    report = take_in(session, body)

    assert [result.status for result in report.results] == ["parsed", "quarantined", "quarantined", "duplicate"]
    assert (report.received, report.parsed, report.quarantined, report.duplicates) == (4, 1, 2, 1)
    assert report.results[3].id == report.results[0].id
    assert report.bags == {only_bag(session, "0988401338").id}


def test_quarantine_keeps_the_text_and_the_reason(session):
    report = take_in(session, samples.ADDIS_BSM)

    (kept,) = QUARANTINE.waiting(session).items
    assert (kept.raw, kept.type, kept.id) == (samples.ADDIS_BSM, "BSM", report.results[0].id)
    assert kept.reason == report.results[0].reason == "line 5 .N field 1: a tag here has 13 digits, not 14"
    assert session.scalar(select(func.count()).select_from(BagEvent)) == 0


def test_the_same_body_twice_changes_nothing(session):
    body = "\n".join(samples.VALID.values())
    take_in(session, body)
    before = session.scalar(select(func.count()).select_from(BagEvent))

    again = take_in(session, body, SPRING + timedelta(days=1))

    assert again.duplicates == again.received == len(samples.VALID)
    assert again.bags == set()
    assert session.scalar(select(func.count()).select_from(BagEvent)) == before


def test_the_same_scan_told_by_another_message_is_one_event(session):
    take_in(session, samples.TPE_BPM_LOADED)
    report = take_in(session, samples.TPE_BPM_LOADED.replace(".Q/005", ".Q/006"))

    assert report.parsed == 1
    assert kinds(session, "0988401338") == ["loaded"]


@pytest.mark.parametrize(
    "body", ["", "\x00\x01\xff" * 50, "\ufffd" * 5000, "A" * 300_000, "\ud800", "BSM\n" * 50, "\n"]
)
def test_garbage_never_harms(session, body):
    report = take_in(session, body + "\n" + samples.TPE_BPM_LOADED)

    assert report.received == report.parsed + report.quarantined + report.duplicates
    assert report.parsed == 1


def test_a_range_that_no_aircraft_could_carry_is_refused(session):
    tags = "\n".join(f".N/099900{page}000999" for page in range(4))

    report = take_in(session, f"BUM\n.V/1LPEK\n{tags}\nENDBUM")

    assert "more than an aircraft carries" in report.results[0].reason


def test_a_body_that_names_more_bags_than_a_day_has_is_refused_whole(session, monkeypatch):
    monkeypatch.setattr("airline.ingest.intake.MAX_BAGS", 5)

    with pytest.raises(MessageTooLarge) as refused:
        take_in(session, source() + "\n" + samples.BUM.replace("456001", "456005"))

    assert refused.value.details == {"max_bags": 5}
    assert session.scalars(select(BaggageMessage)).all() == []


def test_scan_time_is_the_airports_local_time(session):
    take_in(session, samples.TPE_BPM_LOADED)

    (event,) = events_of(session, bag=only_bag(session, "0988401338"))
    assert (event.at, event.stated) == (datetime(2026, 4, 18, 2, 52, 10, tzinfo=UTC), True)
    assert (event.airport, event.location, event.container) == ("TPE", "TIAT2", "AKE25219OZ")
    assert (event.flight, event.flight_date, event.destination) == ("OZ712", date(2026, 4, 18), "ICN")


def test_zulu_time_is_utc(session):
    take_in(session, samples.TPE_BPM_LOADED.replace("105210L", "105210Z"))

    assert events_of(session, bag=only_bag(session, "0988401338"))[0].at.hour == 10


def test_source_message_has_no_time_but_ours(session):
    take_in(session, source())

    (event,) = events_of(session, bag=only_bag(session, "0999123456"))
    assert (event.kind, event.at, event.stated) == ("accepted", SPRING, False)


@pytest.mark.parametrize(
    ("received", "written", "meant"),
    [
        (datetime(2026, 1, 1, 3, tzinfo=UTC), "31DEC", date(2025, 12, 31)),
        (datetime(2026, 12, 31, 20, tzinfo=UTC), "01JAN", date(2027, 1, 1)),
        (datetime(2026, 4, 18, tzinfo=UTC), "18APR", date(2026, 4, 18)),
        (datetime(2028, 3, 1, tzinfo=UTC), "29FEB", date(2028, 2, 29)),
    ],
)
def test_the_year_is_the_nearest_one(session, received, written, meant):
    take_in(session, source(flight=f"CA937/{written}/LHR"), received)

    assert only_bag(session, "0999123456").date == meant


def test_a_day_that_does_not_exist_this_year_is_quarantined(session):
    report = take_in(session, source(flight="CA937/29FEB/LHR"))

    assert report.results[0].reason == "the message: 29FEB does not exist near 2026-04-18"


def test_inactive_tag_is_registered_and_then_accepted(session):
    take_in(session, source(more=".S/N/05A/C/051/051//N/I"))
    bag = only_bag(session, "0999123456")
    assert timeline(session, bag=bag).state == "registered"

    take_in(session, source(change="CHG", more=".S/Y/05A/C/051/051//Y/A"), SPRING + timedelta(minutes=5))

    assert timeline(session, bag=bag).state == "accepted"


def test_change_replaces_passenger_and_flight(session):
    take_in(session, source())

    changed = source(change="CHG", flight="CA855/18APR/LHR").replace("LI/MING", "WANG/FANG")
    report = take_in(session, changed, SPRING + timedelta(minutes=5))

    bag = only_bag(session, "0999123456")
    assert report.bags == {bag.id}
    assert bag.surnames == ["WANG"]
    assert [leg["flight"] for leg in bag.legs] == ["CA855"]


def test_a_late_old_message_does_not_undo_a_change(session):
    changed = source(change="CHG", flight="CA855/18APR/LHR").replace("LI/MING", "WANG/FANG")
    take_in(session, changed, SPRING + timedelta(minutes=5))

    take_in(session, source(), SPRING)

    bag = only_bag(session, "0999123456")
    assert (bag.surnames, bag.legs[0]["flight"]) == (["WANG"], "CA855")


def test_deleting_the_source_message_cancels_the_tag(session):
    take_in(session, source() + "\n" + source(change="DEL"))

    state = timeline(session, bag=only_bag(session, "0999123456"))
    assert (state.state, state.next) == ("cancelled", None)


def test_deleting_a_transfer_never_makes_a_bag(session):
    assert take_in(session, samples.BTM_DEL).parsed == 1
    assert session.scalars(select(Bag)).all() == []


def test_deleting_a_transfer_takes_the_leg_back(session):
    transfer = samples.BTM_DEL.replace("BTM\nDEL", "BTM").replace("18APR/JFK/C", "18APR/ZRH/C")
    take_in(session, transfer)
    bag = only_bag(session, "0085123457")
    assert [leg.flight for leg in path(bag.legs)] == ["SR101", "DL671"]

    take_in(session, samples.BTM_DEL, SPRING + timedelta(minutes=1))

    assert [leg.flight for leg in path(bag.legs)] == ["SR101"]


@pytest.mark.parametrize("text", [samples.BCM_BAM, samples.BCM_FOM, samples.BRQ])
def test_control_and_request_say_nothing_about_bags(session, text):
    report = take_in(session, text)

    assert (report.parsed, report.bags) == (1, set())
    assert session.scalars(select(Bag)).all() == []
    assert session.scalars(select(BaggageMessage.raw)).all() == [text]


@pytest.mark.parametrize(
    ("text", "lpn", "kind"),
    [
        (samples.AVINOR_BPM, "0117814872", "screened"),
        (samples.TPE_BPM_LOADED, "0988401338", "loaded"),
        (samples.TPE_BPM_UNSEEN, "0695463055", "not_seen"),
        (samples.TPE_BPM_UNSEEN.replace("UNS", "OFF"), "0695463055", "offloaded"),
        (samples.TPE_BPM_UNSEEN.replace("UNS", "OND"), "0695463055", "on_hand"),
        (samples.TPE_BPM_UNSEEN.replace("UNS", "ONA"), "0695463055", "on_hand"),
        (samples.TPE_BPM_UNSEEN.replace("UNS", "NAL"), "0695463055", "loaded"),
        (samples.BUM, "0125123456", "offloaded"),
        (samples.BUM.replace("BUM", "BNS"), "0125123456", "not_seen"),
        (samples.BUM.replace("BUM", "BMM"), "0125123456", "loaded"),
        (samples.AVINOR_BPM.replace("CLR", "REF"), "0117814872", "sorted"),
        (samples.AVINOR_BPM.replace("1LOSL", "1TOSL").replace("CLR", ""), "0117814872", "transferred"),
        (samples.AVINOR_BPM.replace("1LOSL", "1LTOS"), "0117814872", "arrived"),
        (samples.AVINOR_BPM.replace("1LOSL", "1RTOS").replace("LB9/LB9", "BELT 3"), "0117814872", "at_belt"),
        (samples.AVINOR_BPM.replace("1LOSL", "1RTOS").replace("LB9/LB9", "DELIVERED"), "0117814872", "collected"),
        (samples.AVINOR_BSM.replace("PRIO", "RUSH"), "0117814872", "forwarded"),
    ],
)
def test_what_each_message_means_for_the_bag(session, text, lpn, kind):
    take_in(session, text)

    assert kinds(session, lpn) == [kind]


def test_unseen_bag_keeps_its_inbound_flight(session):
    take_in(session, samples.TPE_BPM_UNSEEN)

    bag = only_bag(session, "0695463055")
    assert [(leg["flight"], leg["origin"], leg["destination"]) for leg in bag.legs] == [
        ("BR266", "PNH", "TPE"),
        ("BR26", "TPE", "SEA"),
    ]
    assert (bag.date, bag.surnames) == (date(2026, 4, 17), ["ROS"])


def test_two_passengers_of_one_message_are_two_owners(session):
    take_in(session, samples.TWO_PASSENGERS)

    assert only_bag(session, "0085123457").surnames == ["SMITH"]
    assert only_bag(session, "0085123470").surnames == ["BROWN"]


def test_a_part_waits_for_the_others(session):
    second = samples.ISTANBUL_PART.replace("PART1\n.J", "PART2\n.J").replace("ENDPART1", "ENDBPM")
    second = second.replace("0220415965001", "0220415966001").replace("0220415964001", "0220415967001")

    first = take_in(session, samples.ISTANBUL_PART)
    assert (first.parsed, first.bags) == (1, set())
    assert session.scalars(select(Bag)).all() == []

    complete = take_in(session, second)
    assert len(complete.bags) == 4
    assert kinds(session, "0220415965") == kinds(session, "0220415967") == ["sorted"]


def test_a_part_whose_siblings_never_come_is_taken_after_an_hour(session):
    take_in(session, samples.ISTANBUL_PART)

    assert release_parts(session, now=SPRING + timedelta(minutes=59)) == set()
    assert len(release_parts(session, now=SPRING + timedelta(minutes=61))) == 2
    assert release_parts(session, now=SPRING + timedelta(minutes=62)) == set()


def test_a_tag_used_again_weeks_later_is_another_bag(session):
    take_in(session, source())
    take_in(session, source(flight="CA937/20MAY/LHR"), SPRING + timedelta(days=32))

    assert len(session.scalars(select(Bag)).all()) == 2


def test_a_tag_given_to_somebody_else_days_later_is_another_bag(session):
    take_in(session, source())
    later = source(flight="CA937/22APR/LHR").replace("LI/MING", "WANG/FANG")
    take_in(session, later, SPRING + timedelta(days=4))

    assert sorted(bag.surnames[0] for bag in session.scalars(select(Bag))) == ["LI", "WANG"]


def test_scan_of_a_later_flight_belongs_to_the_same_journey(session):
    take_in(session, source())
    scan = "BPM\n.V/1LLHR\n.J/S///19APR/0900Z/T5\n.F/BA560/19APR/FCO\n.I/CA937/18APR/PEK\n.N/0999123456001\nENDBPM"
    take_in(session, scan, SPRING + timedelta(days=1))

    assert kinds(session, "0999123456") == ["accepted", "sorted"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from([*samples.VALID.values(), samples.ADDIS_BSM]) | st.text(max_size=40), max_size=6))
def test_in_is_always_parsed_and_quarantined_and_duplicates(session, texts):
    savepoint = session.begin_nested()

    report = take_in(session, "\n".join(texts))

    stored = session.scalar(select(func.count()).select_from(BaggageMessage))
    assert report.received == report.parsed + report.quarantined + report.duplicates
    assert stored == report.parsed + report.quarantined
    savepoint.rollback()
    session.expunge_all()

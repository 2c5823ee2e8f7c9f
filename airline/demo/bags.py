"""Bags for the demo, told through real RP 1745 messages around the present, so that they look live."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from airline.bags.bags import Bag, BagEvent, BaggageMessage
from airline.bags.instants import local_date
from airline.ingest import ingest
from airline.rp1745.values import DayMonth

Told = tuple[timedelta, str]

# Tag, surname and story: for the README and for people who try the demo.
STORIES = (
    ("0784123456", "ZHANG", "flew CZ673 from Beijing to London and has arrived; next: the belt"),
    ("0999111222", "LI", "was not seen for CA983 in Beijing, now follows to Los Angeles on CA987"),
    ("0125728359", "SMITH", "came from New York on BA178, is in London for BA560 to Rome; next: loading"),
    ("0781456789", "WANG", "checked in at Shanghai Pudong for MU551 to London and cleared by security"),
    ("0220654321", "MUELLER", "was taken off LH720 in Frankfurt; where it goes next is not known yet"),
)


def seed_demo_bags(session: Session, *, now: datetime) -> list[tuple[str, str, str]]:
    """Put the demo bags into the store, replacing those of an earlier day; returns (tag, surname, story)."""
    _forget(session)
    for ago, text in sorted(_messages(now), reverse=True):
        ingest(session, text=text, received_at=now - ago)
    return list(STORIES)


def _forget(session: Session) -> None:
    """Remove the demo bags and their messages; those would be duplicates on the same day, and mixed up later."""
    bags = list(session.scalars(select(Bag.id).where(Bag.lpn.in_([tag for tag, _, _ in STORIES]))))
    told = list(session.scalars(select(BagEvent.message_id).where(BagEvent.bag_id.in_(bags)).distinct()))
    session.execute(delete(BagEvent).where(BagEvent.bag_id.in_(bags)))
    session.execute(delete(Bag).where(Bag.id.in_(bags)))
    session.execute(delete(BaggageMessage).where(BaggageMessage.id.in_(told)))
    session.expire_all()


def _messages(now: datetime) -> Iterator[Told]:
    yield from _arrived(now)
    yield from _forwarded(now)
    yield from _in_transfer(now)
    yield from _checked_in(now)
    yield from _taken_off(now)


def _arrived(now: datetime) -> Iterator[Told]:
    flight = f".F/CZ673/{_day(now, 12, 'PEK')}/LHR/Y"
    who = ".N/0784123456001\n.S/Y/32K/C/118/118//Y/A\n.W/K/1/21\n.P/ZHANG/WEIMR\n.L/K7M2QX"
    yield _source(14.5, "PEK", f"{flight}\n{who}")
    yield _scan(14.2, now, "PEK", f"{flight}\n.N/0784123456001\n.X//CLR///HBS12/HBSLEVEL1", "HBS12")
    yield _scan(13.8, now, "PEK", f"{flight}\n.N/0784123456001", "SORT4")
    yield _scan(12.6, now, "PEK", f"{flight}\n.U/AKE31207CZ\n.N/0784123456001\n.Q/014", "STAND215")
    yield _scan(0.4, now, "LHR", f"{flight}\n.N/0784123456001", "T4ARR")


def _forwarded(now: datetime) -> Iterator[Told]:
    missed, rush = f".F/CA983/{_day(now, 30, 'PEK')}/LAX/Y", f".F/CA987/{_day(now, -4, 'PEK')}/LAX/Y"
    who = ".N/0999111222001\n.W/K/1/19\n.P/LI/MINGMS\n.L/NX4T8B"
    yield _source(33, "PEK", f"{missed}\n{who}")
    yield timedelta(hours=30), f"BNS\n.V/1LPEK\n{missed}\n.N/0999111222001\nENDBNS"
    yield _scan(9, now, "PEK", f"{missed}\n.B/OND/0999111222001", "HOLD2")
    yield _source(5, "PEK", f"{rush}\n{who}\n.E/RUSH")


def _in_transfer(now: datetime) -> Iterator[Told]:
    first, second = f".F/BA178/{_day(now, 9, 'JFK')}/LHR/M", f".F/BA560/{_day(now, -2, 'LHR')}/FCO/M"
    who = ".N/0125728359001\n.S/Y/24C/C/087/087//Y/A\n.W/K/1/17\n.P/SMITH/JOHNMR\n.L/R5W9HD"
    yield _source(11, "JFK", f"{first}\n.O{second[2:]}\n{who}")
    yield _scan(9.5, now, "JFK", f"{first}\n.U/AKE50412BA\n.N/0125728359001\n.Q/033", "GATE7")
    inbound = f".I/BA178/{_day(now, 9, 'JFK')}/JFK/M"
    yield _scan(1.5, now, "LHR", f"{second}\n{inbound}\n.N/0125728359001", "T5XFER", source="T")


def _checked_in(now: datetime) -> Iterator[Told]:
    flight = f".F/MU551/{_day(now, -3, 'PVG')}/LHR/Y"
    who = ".N/0781456789001\n.S/Y/41A/C/203/203//Y/A\n.W/K/1/22\n.P/WANG/FANGMS\n.L/H3V6YP"
    yield _source(1, "PVG", f"{flight}\n{who}")
    yield _scan(0.7, now, "PVG", f"{flight}\n.N/0781456789001\n.X//CLR///HBS3/HBSLEVEL1", "HBS3")


def _taken_off(now: datetime) -> Iterator[Told]:
    flight = f".F/LH720/{_day(now, 6, 'FRA')}/PEK/Y"
    who = ".N/0220654321001\n.S/Y/18D/C/061/061//Y/A\n.W/K/1/23\n.P/MUELLER/ANNAMRS\n.L/T2C8JK"
    yield _source(9, "FRA", f"{flight}\n{who}")
    yield _scan(7, now, "FRA", f"{flight}\n.U/AKE77105LH\n.N/0220654321001", "B42")
    yield timedelta(hours=6.4), f"BUM\n.V/1LFRA\n{flight}\n.N/0220654321001\nENDBUM"


def _source(hours_ago: float, airport: str, lines: str) -> Told:
    return timedelta(hours=hours_ago), f"BSM\n.V/1L{airport}\n{lines}\nENDBSM"


def _scan(hours_ago: float, now: datetime, airport: str, lines: str, location: str, source: str = "L") -> Told:
    at = now - timedelta(hours=hours_ago)
    scanned = f".J/S///{DayMonth(at.day, at.month)}/{at:%H%M%S}Z/{location}"
    return timedelta(hours=hours_ago), f"BPM\n.V/1{source}{airport}\n{scanned}\n{lines}\nENDBPM"


def _day(now: datetime, hours_ago: float, airport: str) -> DayMonth:
    """The date of a departure, on the calendar of its airport."""
    day = local_date(now - timedelta(hours=hours_ago), airport)
    return DayMonth(day.day, day.month)

"""Tracing texts and reports: a text that names a bag and its owner is written into the report, which learns its bag."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.orm import Session

from airline.access.names import normalise_surname, surname_candidates
from airline.access.tags import BagTag, parse_tag
from airline.bags.bags import Bag
from airline.cases import reports
from airline.cases.reports import BagReport
from airline.places.airports import place_name
from airline.tracing.messages import Tracing
from crm.case_texts import in_both, words
from crm.cases import Case
from crm.conversations import Conversation

# Two of reference, tag and surname: each alone may be chance, or somebody else's.
_ENOUGH = 2


def take_up(session: Session, texts: Iterable[Tracing]) -> None:
    """Write what came into the reports it belongs to. What belongs to none stays with its message."""
    for text in texts:
        for report in _named(session, text):
            bag = _bag_of(session, text, report)
            if report.bag_id is None and bag is not None:
                reports.link(report, bag)
            _note(session, report, text)
    session.flush()


def _named(session: Session, text: Tracing) -> list[BagReport]:
    """The open reports that a text is about."""
    named: list[ColumnElement[bool]] = [Case.reference.in_((text.reference, *text.files))]
    named += [cast(BagReport.tags, String).contains(lpn[4:]) for lpn in text.tags]
    found = session.scalars(select(BagReport).join(BagReport.case).where(or_(*named), Case.closed_at.is_(None)))
    return [report for report in found if _agreements(session, text, report) >= _ENOUGH]


def _agreements(session: Session, text: Tracing, report: BagReport) -> int:
    names = [*text.surnames] or [name for bag in _bags(session, text) for name in bag.surnames]
    bears = surname_candidates(report.surname)
    return sum((
        report.case.reference in (text.reference, *text.files),
        any(_same_tag(lpn, written) for lpn in text.tags for written in report.tags),
        any(normalise_surname(name) in bears for name in names),
    ))  # fmt: skip


def _same_tag(lpn: str, written: str) -> bool:
    tag, known = BagTag.from_lpn(lpn), parse_tag(written)
    if known is None or (tag.issuer, tag.serial) != (known.issuer, known.serial):
        return False
    return known.leading in (None, tag.leading)


def _bags(session: Session, text: Tracing) -> Sequence[Bag]:
    if not text.tags:
        return ()
    return session.scalars(select(Bag).where(Bag.lpn.in_(text.tags)).order_by(Bag.date.desc())).all()


def _bag_of(session: Session, text: Tracing, report: BagReport) -> Bag | None:
    """The newest bag of these tags that nobody else owns."""
    bears = surname_candidates(report.surname)
    free = (bag for bag in _bags(session, text) if not bag.surnames or bears & set(_surnames(bag)))
    return next(free, None)


def _surnames(bag: Bag) -> Iterator[str]:
    return (normalise_surname(name) for name in bag.surnames)


def _note(session: Session, report: BagReport, text: Tracing) -> None:
    language = session.get_one(Conversation, report.case.conversation_id).language
    flight = text.flights[-1].name if text.flights else words("history", "later_flight")
    place = {"zh": place_name(text.station, "zh"), "en": place_name(text.station, "en")}
    told = in_both(words("history", f"traced_{text.type}"), reference=text.reference, place=place, flight=flight)
    reports.note_by_system(session, report.case, text=told["zh" if language == "zh" else "en"])

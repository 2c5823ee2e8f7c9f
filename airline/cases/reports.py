"""Baggage reports: what a passenger says about a bag that did not come, or did not come whole."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from airline.bags.bags import Bag
from airline.bags.instants import local_date
from airline.bags.itinerary import path
from airline.bags.timeline import Timeline
from airline.cases.workflows import REPORTS
from airline.law import rules
from crm import case_kinds, cases, live
from crm.base import Base, new_id, utc_now
from crm.cases import Case, CaseEvent
from crm.conversations import Conversation
from crm.errors import FormClosed

Trouble = Literal["missing", "damaged", "contents_missing"]

# What the form asks and the report keeps under the same name; the customer may correct all of it.
ASKED = (
    "airport", "flight", "flight_date", "received_on", "tags", "bag_type", "colour", "brand", "marks", "contents",
    "damage", "missing_items", "photos", "surname", "given_name", "email", "phone", "address",
)  # fmt: skip
_DATES = frozenset({"flight_date", "received_on"})
_LISTS = frozenset({"tags", "damage", "photos"})
# What a bag of our records is known by.
_NAME_A_BAG = frozenset({"tags", "surname", "flight_date"})
_TRIES = 50
# Inside a table with a column of that name the plain word would mean the column.
Day = date


class BagReport(Base):
    """A report, with the case that it opened. `bag_id` once tag and surname have named a bag that we know."""

    __tablename__ = "bag_report"
    __table_args__ = (Index("ix_bag_report_flight", "flight", "flight_date"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    bag_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bag.id", ondelete="SET NULL"), index=True)
    trouble: Mapped[str] = mapped_column(String(20))
    airport: Mapped[str] = mapped_column(String(3))
    # Where the journey began and ended, as far as baggage data tell: they decide which law applies.
    origin: Mapped[str | None] = mapped_column(String(3))
    destination: Mapped[str | None] = mapped_column(String(3))
    flight: Mapped[str] = mapped_column(String(8))
    flight_date: Mapped[Day] = mapped_column()
    received_on: Mapped[Day | None] = mapped_column()
    tags: Mapped[list[Any]] = mapped_column(default=list)
    bag_type: Mapped[str] = mapped_column(String(20))
    colour: Mapped[str] = mapped_column(String(12))
    brand: Mapped[str] = mapped_column(String(60), default="")
    marks: Mapped[str] = mapped_column(Text, default="")
    contents: Mapped[str] = mapped_column(Text, default="")
    damage: Mapped[list[Any]] = mapped_column(default=list)
    missing_items: Mapped[str] = mapped_column(Text, default="")
    photos: Mapped[list[Any]] = mapped_column(default=list)
    surname: Mapped[str] = mapped_column(String(60))
    given_name: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(32))
    address: Mapped[str] = mapped_column(Text, default="")
    # {day, window, note} once the customer has chosen them.
    delivery: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)


def file_report(
    session: Session, *, conversation: Conversation, values: Mapping[str, Any], bag: Bag | None = None
) -> BagReport:
    """Open a case for what the customer reports. `values` are those of the form bag_report, each checked."""
    kind = f"bag_{values['kind']}"
    reference = new_reference(session, airport=values["airport"], airline=values["flight"][:2])
    case = cases.open_case(
        session,
        kind=kind,
        workflow=case_kinds.get(kind).workflow,
        reference=reference,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        title={},
        details=[],
    )
    report = BagReport(case=case, trouble=values["kind"], **_kept(values))
    _link(report, bag)
    session.add(report)
    session.flush()
    renew_deadlines(report)
    return report


def correct(
    session: Session, report: BagReport, *, values: Mapping[str, Any], bag: Bag | None = None
) -> dict[str, tuple[Any, Any]]:
    """Put the customer's corrections into the report; returns what changed: {field: (before, after)}.

    What is being asked for stays the same kind of case. Raises FormClosed once the case is over.
    """
    if is_over(report.case):
        raise FormClosed(status=report.case.status)
    kept = _kept(values)
    kept["photos"] = [*report.photos, *kept["photos"]]
    changed = {name: (getattr(report, name), new) for name, new in kept.items() if getattr(report, name) != new}
    for name, (_, new) in changed.items():
        setattr(report, name, new)
    if _NAME_A_BAG & set(changed):
        _link(report, bag)
    if changed:
        report.updated_at = utc_now()
        renew_deadlines(report)
    return changed


def new_reference(session: Session, *, airport: str, airline: str) -> str:
    """A reference nobody has yet: airport, airline, five random digits, as World Tracer's are (LHRCA12345)."""
    for _ in range(_TRIES):
        reference = f"{airport}{airline}{secrets.randbelow(100_000):05d}"
        if session.scalars(select(Case.id).where(Case.reference == reference)).first() is None:
            return reference
    return _first_unused(session, f"{airport}{airline}")


def under(session: Session, reference: str) -> list[BagReport]:
    """The reports under a file reference: one, or none."""
    return list(session.scalars(select(BagReport).join(BagReport.case).where(Case.reference == reference)))


def lock(session: Session, report: BagReport) -> BagReport:
    """The report and its case as they stand now; nobody else changes the case until the transaction ends."""
    cases.lock(session, report.case)
    session.refresh(report)
    return report


def of_case(session: Session, case: Case) -> BagReport | None:
    """The report that opened a case; cases of other kinds have none."""
    return session.scalars(select(BagReport).where(BagReport.case_id == case.id)).one_or_none()


def of_conversation(session: Session, conversation_id: uuid.UUID) -> list[BagReport]:
    """The reports made in a conversation, newest first."""
    made = select(BagReport).join(BagReport.case).where(Case.conversation_id == conversation_id)
    return list(session.scalars(made.order_by(BagReport.id.desc())))


def waiting_for(session: Session, bag_ids: set[uuid.UUID]) -> list[BagReport]:
    """The reports of missing bags, not over yet, that these bags belong to."""
    query = select(BagReport).join(BagReport.case)
    open_ones = query.where(BagReport.bag_id.in_(bag_ids), Case.kind == "bag_missing", Case.closed_at.is_(None))
    return list(session.scalars(open_ones.order_by(BagReport.id)))


def as_values(report: BagReport) -> dict[str, Any]:
    """The report as the form shows it, for a correction."""
    kept = {name: getattr(report, name) for name in ASKED}
    shown = {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}
    # Pictures belong to the form they were sent with, and stay with the report.
    return {"kind": report.trouble, **shown, "photos": []}


def is_over(case: Case) -> bool:
    """Whether nothing about the case can be changed any more without an agent."""
    return case.status in case_kinds.get(case.kind).workflow.final


def follow_bag(session: Session, report: BagReport, story: Timeline) -> bool:
    """Bring the case to where its bag was seen, step by step along the usual way; False where nothing changes.

    The scanners' word goes before nobody's: only a case that is behind its bag moves. Its conversation is locked.
    """
    kind, to = case_kinds.get(report.case.kind), _reached(report, story)
    if to is None or report.case.status not in kind.usual:
        return False
    cases.lock(session, report.case)
    begun = report.case.status
    for state in kind.usual[kind.usual.index(begun) + 1 : kind.usual.index(to) + 1]:
        if state in kind.workflow.moves.get(report.case.status, ()):
            event = cases.move(session, report.case, state, workflow=kind.workflow, actor="system")
            follow_move(session, report.case, event)
    return report.case.status != begun


def _reached(report: BagReport, story: Timeline) -> str | None:
    """The state of a case that a bag's own story amounts to; None while it is still missing."""
    missed = any(step.standing == "problem" or step.kind == "on_hand" for step in story.steps)
    last = story.last_scan
    if last is None:
        return None
    if story.state in ("arrived", "at_belt") and last.airport == report.airport:
        return "received_at_airport"
    if story.state in ("forwarded", "loaded") and missed:
        return "forwarding"
    return "located" if story.state == "on_hand" else None


def follow_move(session: Session, case: Case, event: CaseEvent) -> None:
    """Keep the report true to its case: with the bag handed over, the time for a written claim begins."""
    report = of_case(session, case) if case.kind in REPORTS else None
    if report is None or report.trouble != "missing" or event.to_status not in ("delivered", "tracing"):
        return
    report.received_on = local_date(event.at, report.airport) if event.to_status == "delivered" else None
    renew_deadlines(report)


def renew_deadlines(report: BagReport) -> None:
    """Set the case's last days anew, from the rules in force on the day of the flight."""
    found = rules.bag_deadlines(
        report.trouble,  # type: ignore[arg-type]
        origin=report.origin,
        destination=report.destination or (report.airport if report.origin else None),
        event_on=report.flight_date,
        received_on=report.received_on,
    )
    report.case.deadlines = [
        {"kind": one.kind, "due_on": one.due_on.isoformat(), "basis": dict(one.basis), "rule": one.rule.id}
        for one in found
    ]
    lost_on = next((one.due_on for one in found if one.kind == "deemed_lost"), None)
    report.case.due_at = datetime.combine(lost_on, time.min, UTC) if lost_on else None


def note_by_customer(session: Session, case: Case, *, text: str) -> CaseEvent:
    """Write into a case's history what its customer changed; an agent who looked at the old version is told so."""
    # Counted by the store: an agent may be moving the case at this moment.
    case.version = Case.version + 1
    case.updated_at = utc_now()
    event = CaseEvent(case_id=case.id, actor="customer", note=text, public=False)
    session.add(event)
    session.flush()
    live.announce(session, case.conversation_id)
    return event


def note_by_system(session: Session, case: Case, *, text: str) -> CaseEvent:
    """Write into a case's history what another system told, for the team."""
    case.updated_at = utc_now()
    event = CaseEvent(case_id=case.id, actor="system", note=text, public=False)
    session.add(event)
    session.flush()
    live.announce(session, case.conversation_id)
    return event


def link(report: BagReport, bag: Bag) -> None:
    """Say which bag of our records the report is about."""
    _link(report, bag)
    report.updated_at = utc_now()
    renew_deadlines(report)


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the columns hold them. A field that was not asked, or left empty, is empty."""
    return {name: _column(name, values.get(name)) for name in ASKED}


def _column(name: str, value: Any) -> Any:
    if name in _DATES:
        return date.fromisoformat(value) if value else None
    if name in _LISTS:
        return list(value or [])
    return value or ""


def _link(report: BagReport, bag: Bag | None) -> None:
    legs = path(bag.legs) if bag else []
    report.bag_id = bag.id if bag else None
    report.origin = legs[0].origin if legs else None
    report.destination = legs[-1].destination if legs else None


def _first_unused(session: Session, prefix: str) -> str:
    """Nearly all numbers of an airport and airline are taken: look for one that is not."""
    taken = set(session.scalars(select(Case.reference).where(Case.reference.startswith(prefix))))
    free = (f"{prefix}{number:05d}" for number in range(100_000))
    return next(reference for reference in free if reference not in taken)

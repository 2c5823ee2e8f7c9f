"""Claims: money asked back for a late, lost or damaged bag, item by item, in the currencies it was spent in."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from airline.cases.reports import BagReport
from airline.cases.workflows import CLAIM
from airline.law import rules
from airline.law.rules import BagTrouble, Deadline, Rule
from crm import case_kinds, cases, phones
from crm.base import Base, new_id, utc_now
from crm.case_texts import Bilingual, Detail, chosen, day, in_both, joined, kind_title, line, words
from crm.cases import Case
from crm.conversations import Conversation

About = Literal["essentials", "lost", "damaged", "contents_missing"]

# Which periods go with what is claimed for. A lost bag was never handed over: no time for a notice runs.
_TROUBLE: Mapping[str, BagTrouble] = {
    "essentials": "missing",
    "lost": "missing",
    "damaged": "damaged",
    "contents_missing": "contents_missing",
}
# A day is over when it is over everywhere: nobody is late by the clock of another place.
_LAST_ZONE = timedelta(hours=12)
Day = date


class BagClaim(Base):
    """A claim, with the case that it opened and the report it belongs to, where we know it."""

    __tablename__ = "bag_claim"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    report_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bag_report.id"), index=True)
    about: Mapped[str] = mapped_column(String(20))
    # As the customer wrote it: it proves nothing by itself.
    reference_given: Mapped[str] = mapped_column(String(16), default="")
    surname: Mapped[str] = mapped_column(String(60))
    flight: Mapped[str] = mapped_column(String(8))
    flight_date: Mapped[Day] = mapped_column()
    received_on: Mapped[Day | None] = mapped_column()
    # [{what, amount: decimal string, currency, date, file_id}]
    items: Mapped[list[Any]] = mapped_column(default=list)
    story: Mapped[str] = mapped_column(Text, default="")
    pay_by: Mapped[str] = mapped_column(String(12))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(32), default="")
    # The last day for a written claim, where one runs, and whether this one came after it.
    notice_due_on: Mapped[Day | None] = mapped_column()
    late: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)
    report: Mapped[BagReport | None] = relationship()


def file_claim(
    session: Session, *, conversation: Conversation, values: Mapping[str, Any], report: BagReport | None, now: datetime
) -> BagClaim:
    """Open a case for what the customer claims. A late notice is flagged for the agent, never refused."""
    flight_date = date.fromisoformat(values["flight_date"])
    received_on = _received_on(values, report)
    periods = _periods(values["about"], report, flight_date, received_on)
    notice = next((one for one in periods if one.kind == "notice"), None)
    case = cases.open_case(
        session,
        kind=CLAIM,
        workflow=case_kinds.get(CLAIM).workflow,
        reference=cases.new_reference("CL"),
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        title={},
        details=[],
        deadlines=[
            {"kind": one.kind, "due_on": one.due_on.isoformat(), "basis": dict(one.basis), "rule": one.rule.id}
            for one in periods
        ],
        parent=report.case if report else None,
        stage="post",
    )
    claim = BagClaim(
        case=case,
        report=report,
        about=values["about"],
        reference_given=values.get("reference") or "",
        surname=values["surname"],
        flight=values["flight"],
        flight_date=flight_date,
        received_on=received_on,
        items=list(values["items"]),
        story=values.get("story") or "",
        pay_by=values["pay_by"],
        email=values["email"],
        phone=values.get("phone") or "",
        notice_due_on=notice.due_on if notice else None,
        late=notice is not None and _noticed_on(values["about"], report, now) > notice.due_on,
    )
    session.add(claim)
    session.flush()
    case.title, case.details = title(claim), details(claim)
    return claim


def totals(items: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """What is claimed in each currency. Currencies are never added up: that takes a rate, and a rate has a date."""
    sums: dict[str, Decimal] = {}
    for item in items:
        sums[item["currency"]] = sums.get(item["currency"], Decimal(0)) + Decimal(item["amount"])
    return dict(sorted(sums.items()))


def money(amount: Decimal, currency: str) -> str:
    """An amount as people read it: 1,234.50 CNY, 3,000 JPY."""
    return f"{amount:,.0f} {currency}" if amount == amount.to_integral_value() else f"{amount:,.2f} {currency}"


def limit_of(claim: BagClaim) -> Rule | None:
    """How far the carrier is liable on this journey; None where we do not know the journey or the figure."""
    if claim.report is None:
        return None
    limit = rules.bag_limit(claim.report.origin, claim.report.destination, claim.flight_date)
    return limit if limit and limit.value is not None else None


def title(claim: BagClaim) -> Bilingual:
    """The claim in a line: the kind of case, and the money."""
    return joined(kind_title(CLAIM), _sum(claim))


def details(claim: BagClaim) -> list[Detail]:
    """What agents need to decide: every item, the totals, the limit, and whether it came in time."""
    limit, due_on = limit_of(claim), claim.notice_due_on
    lines = [
        line("about", chosen("bag_claim", "about", [claim.about])),
        line("reference", claim.report.case.reference if claim.report else claim.reference_given),
        line("passenger", claim.surname),
        line("flight", joined(claim.flight, day(claim.flight_date))),
        line("received_on", day(claim.received_on) if claim.received_on else ""),
        *(line("item", _item(item), number=number) for number, item in enumerate(claim.items, start=1)),
        line("total", _sum(claim)),
        line("limit", _up_to(limit) if limit else ""),
        line("late", _lateness(due_on) if claim.late and due_on else "", team_only=True),
        line("story", claim.story),
        line("pay_by", chosen("bag_claim", "pay_by", [claim.pay_by])),
        line("email", claim.email),
        line("phone", phones.shown(claim.phone) if claim.phone else ""),
    ]
    return [detail for detail in lines if detail["value"]]


def _received_on(values: Mapping[str, Any], report: BagReport | None) -> date | None:
    if values.get("received_on"):
        return date.fromisoformat(values["received_on"])
    return report.received_on if report else None


def _periods(about: str, report: BagReport | None, flight_date: date, received_on: date | None) -> list[Deadline]:
    found = rules.bag_deadlines(
        _TROUBLE[about],
        origin=report.origin if report else None,
        destination=report.destination if report else None,
        event_on=flight_date,
        received_on=None if about == "lost" else received_on,
    )
    # Without the day on which the bag was handed over nobody can say when the time for a notice ends.
    return [one for one in found if one.kind != "notice" or received_on]


def _noticed_on(about: str, report: BagReport | None, now: datetime) -> date:
    """The day on which we were told. A report of damage is a notice; that a bag is late asks for no money yet."""
    told_at = report.created_at if report and report.trouble == about else now
    return (told_at - _LAST_ZONE).date()


def _sum(claim: BagClaim) -> str:
    return " + ".join(money(amount, currency) for currency, amount in totals(claim.items).items())


def _up_to(limit: Rule) -> Bilingual:
    return in_both(words("up_to"), limit={"zh": limit.amount("zh"), "en": limit.amount("en")})


def _lateness(due_on: date) -> Bilingual:
    return in_both(words("late_notice"), due_on=day(due_on))


def _item(item: Mapping[str, Any]) -> Bilingual:
    return in_both(
        words("item_line"),
        what=item["what"],
        amount=money(Decimal(item["amount"]), item["currency"]),
        date=day(date.fromisoformat(item["date"])),
        receipt=words("receipt_attached" if item["file_id"] else "receipt_missing"),
    )

"""What customers ask to be done with a booking: another flight, the money back, a seat. Each becomes a case."""

import re
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.bookings import alternatives, bookings
from airline.bookings.bookings import Booking, Segment
from airline.bookings.presenter import seats_of, texts
from airline.cases import whereabouts
from airline.cases.details import phone_completed
from airline.cases.workflows import REQUESTS
from airline.flights.flights import FlightLeg
from airline.flights.later import can_be_taken
from airline.places.airports import local_time
from crm import case_kinds, case_presenter, cases, phones
from crm.base import Base, new_id
from crm.case_texts import Bilingual, Detail, chosen, day, in_both, joined, kind_title, words
from crm.cases import Case
from crm.conversations import Conversation
from crm.fields import FieldError, is_empty
from crm.forms import Form, Handler
from crm.questions import definition

PREFIX = "RQ"
_SEAT = re.compile(r"[1-9][0-9]{0,2}[A-L]")


class BookingRequest(Base):
    """Which booking a request is about, so that whoever proves the booking to be theirs hears how it goes."""

    __tablename__ = "booking_request"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), unique=True)
    locator: Mapped[str] = mapped_column(String(6), index=True)


def prefilled(booking: Booking, *, now: datetime) -> dict[str, Any]:
    """What a request's form knows already: the next flight, or the last one when all have left."""
    ahead = booking.to_come(now) or sorted(booking.segments, key=lambda one: one.departs_at)[-1:]
    return {"flight": ahead[0].flight} if ahead else {}


def of_booking(session: Session, locator: str, *, kind: str) -> list[Case]:
    """The requests of one kind about a booking, newest first."""
    about = select(Case).join(BookingRequest, BookingRequest.case_id == Case.id)
    return list(
        session.scalars(about.where(BookingRequest.locator == locator, Case.kind == kind).order_by(Case.id.desc()))
    )


def check(session: Session, form: Form, values: dict[str, Any], now: datetime) -> dict[str, FieldError]:
    """Whether the flight is one of the booking, and the seat could exist."""
    errors: dict[str, FieldError] = {}
    booking = _booking(session, form)
    if values.get("flight"):
        segment = _segment(booking, values["flight"])
        if segment is None:
            flights = ", ".join(one.flight for one in booking.segments) if booking else "–"
            errors["flight"] = FieldError("flight_not_booked", flights=flights)
        elif form.name == "seat_request" and segment.departs_at <= now:
            errors["flight"] = FieldError("flight_departed")
    if form.name == "seat_request" and not is_empty(values.get("seat")) and not _SEAT.fullmatch(_spelled(values)):
        errors["seat"] = FieldError("seat_invalid")
    if (leg := _wanted(session, booking, values)) and not can_be_taken(leg, now):
        errors["new_flight"] = FieldError("new_flight_gone", flight=leg.flight)
    return errors


def submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Open the case with everything filled in, and tell the customer its reference."""
    booking = _booking(session, form)
    case = cases.open_case(
        session,
        kind=form.name,
        workflow=case_kinds.get(form.name).workflow,
        reference=cases.new_reference(PREFIX),
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        title=_title(form, values),
        details=[*about_booking(booking, values), *_answers(session, form, booking, values)],
        stage="post" if booking and not booking.to_come(now) else "pre",
    )
    session.add(BookingRequest(case_id=case.id, locator=form.facts["locator"]))
    language = conversation.language
    body = "\n".join([case_presenter.sentence(case, language), *phone_completed(form, values, language)])
    case_presenter.say(session, conversation, case, body=body)
    return {"reference": case.reference, "kind": case.kind}


FORMS: Mapping[str, Handler] = {
    kind: Handler(check=check, submit=submit, country=whereabouts.of_booking) for kind in REQUESTS
}


def _booking(session: Session, form: Form) -> Booking | None:
    """The booking that was proved when the form was opened."""
    return next(iter(bookings.source(session).bookings(form.facts["locator"])), None)


def _segment(booking: Booking | None, flight: str) -> Segment | None:
    return next((one for one in booking.segments if one.flight == flight), None) if booking else None


def _title(form: Form, values: Mapping[str, Any]) -> Bilingual:
    subject = " → ".join(filter(None, (values.get("flight"), values.get("new_flight")))) or texts()["whole_booking"]
    return in_both(texts()["title"], kind=kind_title(form.name), locator=form.facts["locator"], subject=subject)


def about_booking(booking: Booking | None, values: Mapping[str, Any]) -> list[Detail]:
    """What the agent would look up otherwise."""
    if booking is None:
        return []
    names = ", ".join(f"{one.surname}/{one.given}".rstrip("/") for one in booking.passengers)
    lines = [_line("locator", booking.locator), _line("passengers", names)]
    for one in booking.segments:
        if values.get("flight") in (None, one.flight):
            lines.append(
                _line("flight", joined(one.flight, day(one.departs.date()), f"{one.origin}–{one.destination}"))
            )
            lines += [_line("seat_now", seats_of(one))] if seats_of(one) else []
    return lines


def _answers(session: Session, form: Form, booking: Booking | None, values: Mapping[str, Any]) -> list[Detail]:
    """The customer's answers under the questions of the form; the flight is told with the booking."""
    asked, wanted = definition(form.name).fields, _wanted(session, booking, values)
    shown = {"new_flight": _planned(wanted)} if wanted else {}
    return [
        {"label": dict(asked[key].label), "value": shown.get(key) or _answer(form, key, value, values)}
        for key, value in values.items()
        if key != "flight" and not is_empty(value)
    ]


def _wanted(session: Session, booking: Booking | None, values: Mapping[str, Any]) -> FlightLeg | None:
    """What the plan knows of the flight that is wished for instead."""
    segment, flight, on = (
        _segment(booking, values.get("flight") or ""),
        values.get("new_flight"),
        values.get("new_date"),
    )
    return (
        alternatives.wanted(session, segment, flight=flight, on=date.fromisoformat(on))
        if segment and flight and on
        else None
    )


def _planned(leg: FlightLeg) -> Bilingual:
    """A flight of the plan, for whoever looks for a seat on it; times are local."""
    ends = (leg.departs_at, leg.origin), (leg.arrives_at, leg.destination)
    clocks = "–".join(f"{local_time(at, airport):%H:%M}" for at, airport in ends if at)
    return joined(leg.flight, day(leg.date), f"{leg.origin}–{leg.destination}", clocks)


def _answer(form: Form, key: str, value: Any, values: Mapping[str, Any]) -> Bilingual | str:
    match definition(form.name).fields[key].type:
        case "choice":
            return chosen(form.name, key, [value])
        case "date":
            return day(date.fromisoformat(value))
        case "tel":
            return phones.shown(str(value))
        case "photos":
            return in_both(words("photo_count"), count=len(value))
    return _spelled(values) if key == "seat" else str(value)


def _spelled(values: Mapping[str, Any]) -> str:
    return str(values["seat"]).replace(" ", "").upper().lstrip("0")


def _line(label: str, value: Bilingual | str) -> Detail:
    return {"label": dict(texts()["details"][label]), "value": value}

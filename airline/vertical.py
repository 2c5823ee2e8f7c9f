"""The airline as a vertical: all that the rest of the product is told of it."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.orm import Session

from airline import demo, marks
from airline.access import identifiers
from airline.bags.card import BagCard
from airline.bookings import barcodes, bookings, wallet
from airline.bookings.card import BookingCard
from airline.cases import (
    arrivals,
    assistance,
    bag_forms,
    booking_requests,
    checks,
    hooks,
    keeping,
    personal_data,
    subscriptions,
)
from airline.flights.card import FlightCard
from airline.ingest import doors, intake, movements, plans
from airline.ingest.kinds import Book
from airline.ingest.quarantine import Quarantine
from airline.places import picker
from crm.base import utc_now
from crm.files import FileReader
from crm.verticals import Document, Feed, Job, Vertical

# So many of the quarantine are read again in one transaction.
REPLAYED = 200


class AirlineSettings(BaseSettings):
    """Read from the environment and `.env`, as the product's own; described in docs/operating.md."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    bookings_file: Path | None = None


def _release_parts(session: Session) -> None:
    """Apply the parts of baggage messages whose other parts never came, and tell whom it concerns."""
    now = utc_now()
    subscriptions.announce_changes(session, bags=intake.release_parts(session, now=now), now=now)


def _feed(
    name: Book, quarantine: Quarantine[Any], *, describes: str, documents: Mapping[str, Document] | None = None
) -> Feed:
    return Feed(
        name=name,
        describes=describes,
        cut=doors.cut,
        ingest=lambda session, messages, received_at: doors.take_in_messages(
            session, messages=messages, received_at=received_at, door=name
        ),
        waiting=lambda session, cursor: quarantine.waiting(session, cursor=cursor),
        in_part=lambda session, cursor: quarantine.in_part(session, cursor=cursor),
        replay_waiting=lambda session, after: doors.replay_waiting(session, quarantine, after=after, limit=REPLAYED),
        replay=lambda session, message_id, raw: doors.replay(session, quarantine, message_id=message_id, raw=raw),
        discard=lambda session, message_id: quarantine.discard(session, message_id=message_id),
        in_quarantine=quarantine.count,
        documents=documents or {},
    )


BAGGAGE = _feed(
    "baggage",
    intake.QUARANTINE,
    describes="Take in one or more Type B messages: of bags (RP 1745), of tracing (AHL, OHD, FWD, DPR) and, as at "
    "the other door, about flights; each is known by its identifier. What cannot be read is quarantined with its "
    "reason; the rest is kept. Sending the same again changes nothing. 413 for more than 4 MiB, or messages that name "
    "more than 30,000 bags at once.",
)
FLIGHTS = _feed(
    "flights",
    movements.QUARANTINE,
    describes="Take in one or more messages about flights (MVT, MVA, DIV of AHM 780; ASM, SSM of SSIM; OUT, OFF, ON, "
    "IN), under the key of the baggage systems, and, as at the other door, about bags; LDM and others are kept. What "
    "cannot be read is quarantined with its reason; a single element that cannot be read is kept with its message "
    "and told in the reason of its result. Sending the same again changes nothing. 413 for more than 4 MiB.",
    documents={
        "schedule": Document(
            takes=plans.ScheduleIn,
            answers=plans.PlannedOut,
            do=plans.plan,
            describes="Plan legs, change the plan of known ones, or cancel them. What movement messages have told "
            "stays; those that came before their leg was known are taken up. Sending the same again changes nothing.",
        )
    },
)
VERTICAL = Vertical(
    name="airline",
    forms={**bag_forms.FORMS, **booking_requests.FORMS, **assistance.FORMS},
    checks=checks.CHECKS,
    cases=hooks.HOOKS,
    personal=personal_data.PERSONAL,
    keeping=keeping.KEEPING,
    identifiers=identifiers.in_text,
    marks=marks.MARKS,
    cards=(BagCard, FlightCard, BookingCard),
    image_readers={"boarding_pass": barcodes.boarding_pass},
    file_readers={"boarding_pass": FileReader(wallet.BEGINS, wallet.boarding_pass)},
    feeds=(BAGGAGE, FLIGHTS),
    jobs=(Job("release_parts", timedelta(minutes=1), _release_parts),),
    happenings={"flight_arrived": arrivals.arrived},
    routers=(picker.router,),
    start=lambda: bookings.use_file(AirlineSettings().bookings_file),
    seed=demo.seed,
    tries="“where is my bag?”, tag 0784123456, surname Zhang – or 我的行李到哪了？",
)

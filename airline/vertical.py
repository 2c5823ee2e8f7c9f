"""The airline as a vertical: all that the rest of the product is told of it."""

import uuid
from datetime import timedelta
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.orm import Session

from airline import demo, ingest
from airline.access import identifiers
from airline.bags import bags
from airline.bags.card import BagCard
from airline.bookings import barcodes, bookings, wallet
from airline.bookings.card import BookingCard
from airline.cases import assistance, bag_forms, booking_requests, checks, hooks, personal_data, subscriptions
from airline.flights import flights
from airline.flights.card import FlightCard
from airline.ingest import IngestReport, doors, movements, plans
from airline.ingest.movements import MovementReport
from airline.places import picker
from crm.base import utc_now
from crm.files import FileReader
from crm.verticals import Document, Feed, Job, Vertical

# So many of the quarantine are read again in one call.
MAX_REPLAYED = 5000


class AirlineSettings(BaseSettings):
    """Read from the environment and `.env`, as the product's own; described in docs/operating.md."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    bookings_file: Path | None = None


def _replay_waiting(session: Session) -> IngestReport:
    return doors.announced(session, ingest.replay_waiting(session, limit=MAX_REPLAYED).report)


def _replay(session: Session, message_id: uuid.UUID, raw: str) -> IngestReport:
    return doors.announced(session, ingest.replay(session, message_id=message_id, raw=raw))


def _replay_waiting_flights(session: Session) -> MovementReport:
    return doors.announced_flights(session, movements.replay_waiting(session))


def _replay_flights(session: Session, message_id: uuid.UUID, raw: str) -> MovementReport:
    return doors.announced_flights(session, movements.replay(session, message_id=message_id, raw=raw))


def _release_parts(session: Session) -> None:
    """Apply the parts of baggage messages whose other parts never came, and tell whom it concerns."""
    now = utc_now()
    subscriptions.announce_changes(session, bags=ingest.release_parts(session, now=now), now=now)


BAGGAGE = Feed(
    name="baggage",
    describes="Take in one or more Type B messages: of bags (RP 1745), of tracing (AHL, OHD, FWD, DPR) and, as at "
    "the other door, about flights; each is known by its identifier. What cannot be read is quarantined with its "
    "reason; the rest is kept. Sending the same again changes nothing. 413 for more than 4 MiB or more than 30,000 "
    "bags.",
    ingest=lambda session, text, received_at: doors.take_in(
        session, text=text, received_at=received_at, door="baggage"
    ),
    waiting=lambda session, cursor: bags.quarantined(session, cursor=cursor),
    in_part=lambda session, cursor: bags.read_in_part(session, cursor=cursor),
    replay_waiting=_replay_waiting,
    replay=_replay,
    discard=lambda session, message_id: ingest.discard(session, message_id=message_id),
)
FLIGHTS = Feed(
    name="flights",
    describes="Take in one or more messages about flights (MVT, MVA, DIV of AHM 780; ASM, SSM of SSIM; OUT, OFF, ON, "
    "IN), under the key of the baggage systems, and, as at the other door, about bags; LDM and others are kept. What "
    "cannot be read is quarantined with its reason; a single element that cannot be read is kept with its message "
    "and told in the reason of its result. Sending the same again changes nothing. 413 for more than 4 MiB or more "
    "than 2,000 messages.",
    ingest=lambda session, text, received_at: doors.take_in(
        session, text=text, received_at=received_at, door="flights"
    ),
    waiting=lambda session, cursor: flights.quarantined(session, cursor=cursor),
    in_part=lambda session, cursor: flights.read_in_part(session, cursor=cursor),
    replay_waiting=_replay_waiting_flights,
    replay=_replay_flights,
    discard=lambda session, message_id: movements.discard(session, message_id=message_id),
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
    identifiers=identifiers.in_text,
    cards=(BagCard, FlightCard, BookingCard),
    image_readers={"boarding_pass": barcodes.boarding_pass},
    file_readers={"boarding_pass": FileReader(wallet.BEGINS, wallet.boarding_pass)},
    feeds=(BAGGAGE, FLIGHTS),
    jobs=(Job("release_parts", timedelta(minutes=1), _release_parts),),
    routers=(picker.router,),
    start=lambda: bookings.use_file(AirlineSettings().bookings_file),
    seed=demo.seed,
    tries="“where is my bag?”, tag 0784123456, surname Zhang – or 我的行李到哪了？",
)

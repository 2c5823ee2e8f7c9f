"""Flight plans as JSON: what an airline's own systems send besides messages."""

from datetime import timedelta
from typing import Self

from pydantic import BaseModel, Field, model_validator
from sqlalchemy.orm import Session

from airline.cases import flight_following
from airline.flights.flights import PlannedLeg
from airline.ingest import movements
from airline.places.airports import zone_of
from crm.base import utc_now
from crm.moments import Moment

# No flight is longer.
LONGEST = timedelta(hours=24)


class LegIn(BaseModel):
    """A leg as planned. Times carry their offset; the leg's date follows from the departure at its origin."""

    flight: str = Field(pattern=r"^([A-Z]{2}|[A-Z][0-9]|[0-9][A-Z])[1-9][0-9]{0,3}[A-Z]?$", examples=["CA981"])
    origin: str = Field(pattern=r"^[A-Z]{3}$", examples=["PEK"])
    destination: str = Field(pattern=r"^[A-Z]{3}$", examples=["JFK"])
    departs_at: Moment
    arrives_at: Moment
    check_in_opens_at: Moment | None = None
    check_in_closes_at: Moment | None = None
    boarding_at: Moment | None = None
    gate_closes_at: Moment | None = None
    terminal: str = Field("", max_length=8)
    gate: str = Field("", max_length=8)
    belt: str = Field("", max_length=8)
    arrival_terminal: str = Field("", max_length=8)
    cancelled: bool = False

    @model_validator(mode="after")
    def _can_be_flown(self) -> Self:
        for airport in (self.origin, self.destination):
            if zone_of(airport) is None:
                raise ValueError(f"there is no airport {airport}")
        if not timedelta(0) < self.arrives_at - self.departs_at <= LONGEST:
            raise ValueError("a leg arrives after it departs, within a day")
        return self


class ScheduleIn(BaseModel):
    legs: list[LegIn] = Field(max_length=1000)


class PlannedOut(BaseModel):
    planned: int


def plan(session: Session, schedule: ScheduleIn) -> PlannedOut:
    """Plan legs, change the plan of known ones, or cancel them; and tell customers who follow these flights."""
    planned = movements.plan(session, [PlannedLeg(**leg.model_dump()) for leg in schedule.legs])
    flight_following.announce_changes(session, legs={leg.id for leg in planned}, now=utc_now())
    return PlannedOut(planned=len(planned))

"""The card of a flight. Times are on the wall clock of the airport: ISO without an offset."""

from typing import ClassVar, Literal

from pydantic import Field

from airline.places.card import Port
from crm.case_kinds import Tone
from crm.message_data import Card, Data


class Times(Data):
    scheduled: str | None
    estimated: str | None
    actual: str | None
    terminal: str | None = None


class Departure(Times):
    gate: str | None = None


class Arrival(Times):
    belt: str | None = None


class Delay(Data):
    minutes: int | None
    reason: str | None


class FlightCard(Card):
    """How a flight of a day is doing."""

    in_words: ClassVar = ("flight", "status", "note")

    type: Literal["flight"] = "flight"
    flight: str
    date: str
    from_: Port = Field(serialization_alias="from")
    to: Port
    status: str
    tone: Tone
    departure: Departure
    arrival: Arrival
    delay: Delay | None
    note: str | None

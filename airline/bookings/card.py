"""The card of a booking: its flights to come. Times are on the wall clock of the airport: ISO without an offset."""

from typing import ClassVar, Literal

from pydantic import Field

from airline.places.card import Port
from crm.message_data import Card, Data


class CheckIn(Data):
    """Whether check-in can be done, and between when."""

    state: Literal["open", "not_yet", "closed"]
    opens: str | None
    closes: str | None


class BookingSegment(Data):
    flight: str
    date: str
    from_: Port = Field(serialization_alias="from")
    to: Port
    departs: str | None
    arrives: str | None
    cabin: str | None
    seat: str | None
    status: str
    check_in: CheckIn | None


class BookingCard(Card):
    """A booking as whoever proved it sees it: names are masked."""

    in_words: ClassVar = ("locator",)

    type: Literal["booking"] = "booking"
    locator: str
    passengers: list[str]
    segments: list[BookingSegment]

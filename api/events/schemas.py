"""The JSON of events: orders and appointments, each field by itself."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from api.http.fields import printable
from crm.site_events import Subject, Told, fingerprint, spelled

MOST = 500


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _number(text: str) -> str:
    if not any(sign.isdigit() for sign in spelled(text)):
        raise ValueError("a number has digits")
    return text


def _email(text: str) -> str:
    if not fingerprint(text) or text.count("@") != 1 or text.startswith("@") or text.endswith("@") or " " in text:
        raise ValueError("this is no e-mail address")
    return text


def _phone(text: str) -> str:
    if "@" in text or not fingerprint(text):
        raise ValueError("this is no telephone number")
    return text


Line = Annotated[str, Field(max_length=200), AfterValidator(_line)]
EventId = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_line)]
Number = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_line), AfterValidator(_number)]


class EventIn(BaseModel):
    """`id` is the sender's own: the same one again changes nothing. Whoever proves it gives the number with the e-mail
    address or the phone, which the first event has to tell; only fingerprints of them are kept."""

    model_config = ConfigDict(extra="forbid")

    id: EventId
    number: Number
    at: AwareDatetime
    email: Annotated[str, Field(max_length=254), AfterValidator(_line), AfterValidator(_email)] | None = None
    phone: Annotated[str, Field(max_length=40), AfterValidator(_line), AfterValidator(_phone)] | None = None

    def told(self, subject: Subject, what: str) -> Told:
        """The same without the web."""
        known = {"id", "number", "at", "email", "phone", "what"}
        data: dict[str, Any] = self.model_dump(mode="json", exclude=known, exclude_none=True)
        contacts = tuple(one for one in (self.email, self.phone) if one)
        return Told(self.id, subject, self.number, what, self.at, contacts, data)


class ItemIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[Line, Field(min_length=1)]
    quantity: Annotated[int, Field(ge=1, le=10_000)] = 1


class OrderEventIn(EventIn):
    """An order was placed, shipped, delivered or cancelled."""

    what: Literal["placed", "shipped", "delivered", "cancelled"]
    items: Annotated[list[ItemIn], Field(max_length=100)] = Field(default=[])
    carrier: Line = ""
    tracking: Line = ""
    expected_on: date | None = None

    @model_validator(mode="after")
    def _can_be_proved(self) -> Self:
        if self.what == "placed" and not (self.email or self.phone):
            raise ValueError("what is placed needs an e-mail address or a phone number")
        return self


class AppointmentEventIn(EventIn):
    """An appointment was booked, moved, cancelled or kept."""

    what: Literal["booked", "moved", "cancelled", "kept"]
    starts_at: AwareDatetime | None = None
    title: Line = ""
    place: Line = ""

    @model_validator(mode="after")
    def _can_be_proved(self) -> Self:
        if self.what == "booked" and not (self.email or self.phone):
            raise ValueError("what is booked needs an e-mail address or a phone number")
        if self.what in ("booked", "moved") and self.starts_at is None:
            raise ValueError("what is booked or moved needs starts_at")
        return self


class EventsIn(BaseModel):
    """All of them are kept, or, where one field is wrong, none."""

    model_config = ConfigDict(extra="forbid")

    orders: Annotated[list[OrderEventIn], Field(max_length=MOST)] = Field(default=[])
    appointments: Annotated[list[AppointmentEventIn], Field(max_length=MOST)] = Field(default=[])

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.orders or self.appointments):
            raise ValueError("there is no event in this")
        return self


class EventsOut(BaseModel):
    """received = new + duplicates."""

    received: int
    new: int
    duplicates: int

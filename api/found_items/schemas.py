"""The JSON of found items."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from api.cases.schemas import RelatedOut
from api.desk.schemas import NamedOut
from api.http.fields import Count, printable
from crm.base import utc_now
from crm.found_items import Deed, Description, ItemState
from crm.site import Words, site


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _not_to_come(day: date) -> date:
    if day > utc_now().astimezone(site().zone).date():
        raise ValueError("this day is still to come")
    return day


def _said(text: str) -> str:
    if not text:
        raise ValueError("nothing is written here")
    return text


Line = Annotated[str, AfterValidator(_one_line)]
Needed = Annotated[Line, AfterValidator(_said)]
Note = Annotated[str, Field(max_length=500), AfterValidator(printable), AfterValidator(str.strip)]


class FoundItemIn(BaseModel):
    """What is written down. `kept_at` is told to the owner: where the thing can be fetched, and when."""

    what: Annotated[Needed, Field(max_length=200)]
    features: Annotated[Line, Field(max_length=200)] = ""
    place: Annotated[Needed, Field(max_length=120)]
    found_on: Annotated[date, AfterValidator(_not_to_come)]
    kept_at: Annotated[Needed, Field(max_length=120)]

    def described(self) -> Description:
        """The same without the web."""
        return Description(self.what, self.features, self.place, self.found_on, self.kept_at)


class FoundItemChangeIn(FoundItemIn):
    """`expected_version` is that of the item the agent was looking at."""

    expected_version: Count


class FoundLinkIn(BaseModel):
    """`note`: what the customer is told besides."""

    reference: Annotated[str, Field(max_length=16)]
    note: Note = ""


class FoundNoteIn(BaseModel):
    """`note` is for the team."""

    note: Note = ""


class ReasonOut(BaseModel):
    """Why something fits, or does not."""

    kind: str
    points: int
    words: Words


class FitOut(BaseModel):
    """How well something fits, from 0 to 100."""

    points: int
    level: Literal["likely", "possible"] | None
    reasons: list[ReasonOut]


class FoundItemRowOut(BaseModel):
    """A found item as a row in the desk's list. `fits`: how many cases are worth a look."""

    number: str
    what: str
    features: str
    place: str
    found_on: date
    kept_at: str
    state: ItemState
    has_photo: bool
    case: RelatedOut | None
    version: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None


class FoundItemListRowOut(FoundItemRowOut):
    fits: int
    best: Literal["likely", "possible"] | None


class FoundItemListOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    items: list[FoundItemListRowOut]
    counts: dict[ItemState, int]
    next: str | None


class FoundItemEventOut(BaseModel):
    at: datetime
    deed: Deed
    agent_name: str | None
    case: RelatedOut | None
    note: str


class CaseFitOut(BaseModel):
    """A case that may miss this item."""

    case: RelatedOut
    customer: NamedOut
    opened_at: datetime
    missed: list[str]
    fit: FitOut


class FoundItemOut(BaseModel):
    """A found item with its story; `matches`: the cases that it fits, or, once it is linked, why it fits its own."""

    item: FoundItemRowOut
    events: list[FoundItemEventOut]
    matches: list[CaseFitOut]


class ItemFitOut(BaseModel):
    """A found item that may be what a case misses."""

    item: FoundItemRowOut
    fit: FitOut


class CaseFoundOut(BaseModel):
    """What was found for a case: what is linked to it, and what may be it."""

    linked: FoundItemRowOut | None
    matches: list[ItemFitOut]

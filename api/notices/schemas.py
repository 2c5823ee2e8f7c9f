"""The JSON of notices."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field

from api.articles.schemas import BothIn, Text
from api.http.fields import Count
from crm.notices import Contents, Deed
from crm.site import Words

Code = Annotated[Text, Field(max_length=60)]
Few = Field(max_length=100)


class NoticeIn(BaseModel):
    """What a notice says. `marks`: where it holds, by kind; `topics`: about what; `banner`: above every chat."""

    title: BothIn
    body: BothIn
    valid_from: AwareDatetime
    valid_until: AwareDatetime
    marks: Annotated[dict[Code, Annotated[list[Code], Few]], Few] = Field(default={})
    topics: Annotated[list[Code], Few] = Field(default=[])
    banner: bool = False

    def to_contents(self) -> Contents:
        """The same without the web."""
        return Contents(
            title=self.title.model_dump(),
            body=self.body.model_dump(),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            marks=self.marks,
            topics=self.topics,
            banner=self.banner,
        )


class NoticeChangeIn(NoticeIn):
    """`expected_version` is that of the notice the agent was looking at."""

    expected_version: Count


class NoticeWithdrawIn(BaseModel):
    """`expected_version` is that of the notice the agent was looking at."""

    expected_version: Count


class NoticeContentsOut(BaseModel):
    title: Words
    body: Words
    valid_from: datetime
    valid_until: datetime
    marks: dict[str, list[str]]
    topics: list[str]
    banner: bool


class NoticeRowOut(NoticeContentsOut):
    """A notice. `state`: whether it holds now."""

    id: uuid.UUID
    version: int
    state: Literal["now", "coming", "over", "withdrawn"]
    author: str
    updated_at: datetime


class TermOut(BaseModel):
    """A name and what it is called."""

    name: str
    label: Words


class NoticeListOut(BaseModel):
    """`kinds` are the marks that there are, `topics` the topics; `next` is the cursor of the following page."""

    notices: list[NoticeRowOut]
    kinds: list[TermOut]
    topics: list[TermOut]
    next: str | None


class NoticeVersionOut(BaseModel):
    version: int
    deed: Deed
    author: str
    at: datetime
    contents: NoticeContentsOut


class NoticeOut(BaseModel):
    """A notice with who wrote what, the newest first."""

    notice: NoticeRowOut
    versions: list[NoticeVersionOut]


class BannerOut(BaseModel):
    """A notice for everybody. Another version is another notice to whoever has put it away."""

    id: uuid.UUID
    version: int
    title: str
    body: str
    valid_until: datetime


class BannersOut(BaseModel):
    notices: list[BannerOut]

"""The JSON of articles, and of the questions that none answered."""

import uuid
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field

from api.http.fields import printable
from crm.article_contents import Contents
from crm.knowledge import State
from crm.moments import Day
from crm.site import Language

# Longer than any limit that is explained field by field, and short enough to be read at all.
Text = Annotated[str, Field(max_length=20_000), AfterValidator(printable)]
Many = Field(max_length=500)


class BothOut(BaseModel):
    """A text in both languages; empty where it has not been written."""

    zh: str = ""
    en: str = ""


class BothIn(BaseModel):
    zh: Text = ""
    en: Text = ""


class WordsIn(BaseModel):
    """Texts in each language."""

    zh: Annotated[list[Text], Many] = Field(default=[])
    en: Annotated[list[Text], Many] = Field(default=[])


class WordsOut(BaseModel):
    zh: list[str]
    en: list[str]


class ChoiceIn(BaseModel):
    """A button, and what pressing it means to the assistant."""

    title: BothIn
    payload: Text


class ChoiceOut(BaseModel):
    title: BothOut
    payload: str


class FollowUpIn(BaseModel):
    """What is asked next: some ways to put it, and what is answered."""

    asked: WordsIn
    answer: BothIn


class FollowUpOut(BaseModel):
    asked: WordsOut
    answer: BothOut


class SourceIn(BaseModel):
    name: Text = ""
    url: Text | None = None


class SourceOut(BaseModel):
    name: str | None
    url: str | None = None


class ContentsIn(BaseModel):
    """All that an article says. What is wrong with it is told by field, in `error.details.fields`."""

    stage: Text
    intents: Annotated[list[Text], Many] = Field(default=[])
    title: BothIn
    body: BothIn
    keywords: WordsIn = WordsIn()
    choices: Annotated[list[ChoiceIn], Many] = Field(default=[])
    follow_ups: Annotated[list[FollowUpIn], Many] = Field(default=[])
    source: SourceIn = SourceIn()
    valid_from: Day
    valid_to: Day | None = None

    def to_contents(self) -> Contents:
        """The same without blanks at the ends and without lines that say nothing."""
        return Contents(
            stage=self.stage,
            intents=list(dict.fromkeys(self.intents)),
            titles=_trimmed(self.title),
            bodies=_trimmed(self.body),
            keywords=_said(self.keywords),
            choices=[{"title": _trimmed(one.title), "payload": one.payload.strip()} for one in self.choices],
            follow_ups=[{"asked": _said(one.asked), "answer": _trimmed(one.answer)} for one in self.follow_ups],
            source={"name": self.source.name.strip(), "url": (self.source.url or "").strip() or None},
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
Note = Annotated[str, Field(max_length=300), AfterValidator(printable)]


class ArticleCreateIn(BaseModel):
    """A new article; `answers`: the question that nothing answered so far."""

    key: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{1,59})?$")] = ""
    contents: ContentsIn
    note: Note = ""
    publish: bool = False
    answers: uuid.UUID | None = None


class ArticleSaveIn(BaseModel):
    """`expected_version` is the newest version that the author has seen."""

    contents: ContentsIn
    expected_version: Number
    note: Note = ""
    publish: bool = False
    answers: uuid.UUID | None = None


class ArticleWithdrawIn(BaseModel):
    expected_version: Number
    note: Note = ""


class ArticleRestoreIn(BaseModel):
    version: Number
    expected_version: Number
    note: Note = ""


class ContentsOut(BaseModel):
    """All that a version says."""

    stage: str
    intents: list[str]
    title: BothOut
    body: BothOut
    keywords: WordsOut
    choices: list[ChoiceOut]
    follow_ups: list[FollowUpOut]
    source: SourceOut
    valid_from: date
    valid_to: date | None


class ArticleRowOut(BaseModel):
    """An article by its newest version; `live_version` is what customers read, if they read any."""

    key: str
    title: BothOut
    stage: str
    intents: list[str]
    version: int
    live_version: int | None
    state: State
    origin: str
    gaps: bool
    author: str
    note: str
    at: datetime
    valid_from: date
    valid_to: date | None


class ArticleListOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    articles: list[ArticleRowOut]
    counts: dict[str, int]
    next: str | None


class VersionOut(BaseModel):
    """A version; `author` is empty where it came from a file."""

    version: int
    state: State
    origin: str
    current: bool
    author: str
    note: str
    at: datetime
    contents: ContentsOut


class ProblemOut(BaseModel):
    """What keeps an article from being published."""

    field: str
    reason: str
    facts: dict[str, Any]


class ArticleOut(BaseModel):
    """An article with its history, the newest version first."""

    article: ArticleRowOut
    contents: ContentsOut
    problems: list[ProblemOut]
    versions: list[VersionOut]


class AskedOut(BaseModel):
    conversation_id: uuid.UUID
    message_id: uuid.UUID
    at: datetime


class TopicOut(BaseModel):
    key: str
    title: BothOut


class QuestionOut(BaseModel):
    """Questions that say the same. `view`: the article that was on the screen; `article`: the one that answers, or
    whose draft will."""

    id: uuid.UUID
    text: str
    language: Language
    count: int
    at: datetime
    asked: list[AskedOut]
    view: TopicOut | None
    article: TopicOut | None
    state: str
    closed_by: str
    closed_at: datetime | None


class QuestionListOut(BaseModel):
    questions: list[QuestionOut]
    more: bool


class QuestionAnsweredIn(BaseModel):
    article: Key


def _trimmed(both: BothIn) -> dict[str, str]:
    return {"zh": both.zh.strip(), "en": both.en.strip()}


def _said(words: WordsIn) -> dict[str, list[str]]:
    return {
        language: list(dict.fromkeys(one.strip() for one in some if one.strip()))
        for language, some in (("zh", words.zh), ("en", words.en))
    }

"""What a message holds beside its words: the types of `Message.data`, of which the pages' types are made.

Data is kept and passed on as plain JSON. Cards are made from these types, so none of another shape can come about;
those of a vertical are declared in its `Vertical.cards`.
"""

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from crm.activities import Activity
from crm.case_kinds import Tone
from crm.forms import FormStatus
from crm.skills import Stage

StepState = Literal["done", "current", "next", "problem"]


def _may_be_absent(schema: dict[str, Any]) -> None:
    """What is None by default need not be there: messages are kept as they were sent, the oldest as well."""
    for field in schema.get("properties", {}).values():
        if field.get("default", "") is None:
            del field["default"]


class Data(BaseModel):
    """Something that a message holds."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_may_be_absent)

    def as_json(self) -> dict[str, Any]:
        """As it is stored and sent."""
        return self.model_dump(mode="json", by_alias=True)


class Card(Data):
    """Something that is shown as a card. `in_words` are the fields that say it where no card can be shown, in order.
    `stage`: how far the journey of whoever is shown one has come at least."""

    in_words: ClassVar[tuple[str, ...]] = ()
    stage: ClassVar[Stage | None] = None


class Choice(Data):
    """A button: what the customer reads, and what pressing it means."""

    title: str
    payload: str


class ArticleSource(Data):
    """The article that an answer was taken from."""

    id: str
    key: str
    title: str
    source_url: str | None = None


class MailRef(Data):
    """The mail that a customer's words came in: its Message-ID and its subject, for the answer to it."""

    id: str | None = None
    subject: str


class TextData(Data):
    """Of a text: the article behind it and whether it helped, or what happened to the conversation and who did it;
    the mail that it came in."""

    article: ArticleSource | None = None
    helpful: bool | None = None
    activity: Activity | None = None
    name: str | None = None
    mail: MailRef | None = None


class ChoicesData(TextData):
    """Of words with buttons below them."""

    choices: list[Choice]


class FormShown(Data):
    """Which form, and how far it is. What it asks is fetched by its id."""

    id: str
    name: str
    status: FormStatus


class FormData(Data):
    """Of a form inside the conversation."""

    form: FormShown


class SentFile(Data):
    """A picture or a PDF; fetched by its id, at the door of whoever asks."""

    id: str
    name: str
    media_type: str
    size: int
    width: int | None = None
    height: int | None = None


class FileData(Data):
    """Of a file that one side sent to the other."""

    file: SentFile


class SurveyResult(Data):
    """What a survey comes down to in a line: its score, where it asks for one, and the customer's words."""

    score: int | None
    comment: str | None


class SurveyData(Data):
    """Of a survey; only who is asked sees its `token`. `of`: the end of the scale of its score."""

    token: str
    survey: str
    of: int | None = None
    answered: SurveyResult | None


class CaseStep(Data):
    """A state of a case: gone through at a time, or still to come."""

    label: str
    at: str | None
    state: StepState


class CaseDeadline(Data):
    """A last day (YYYY-MM-DD), and the rule it comes from."""

    label: str
    date: str
    basis: str | None


class CaseFile(Data):
    """What the team gave with a case; its `url` needs the visitor's token."""

    name: str
    size: int
    url: str


class CaseCard(Card):
    """A case as its customer sees it. `icon` is the name of a picture; `receipt`: there is a PDF."""

    in_words: ClassVar = ("title", "reference", "status", "note")

    type: Literal["case"] = "case"
    kind: str
    icon: str | None = None
    reference: str
    title: str
    status: str
    tone: Tone
    steps: list[CaseStep]
    deadlines: list[CaseDeadline]
    note: str | None
    receipt: bool
    calendar: str | None = None
    files: list[CaseFile] = []

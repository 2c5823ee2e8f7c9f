"""What the assistant may answer: read strictly, because it is stored and shown. Anything else counts as a failure."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, FiniteFloat, model_validator

from api.http.fields import printable
from crm import texts
from crm.listening import Analysis
from crm.message_data import Choice, FormShown
from crm.messages import Kind
from crm.site import Language
from crm.turns import Answer, Reply

# More than any answer has; what comes without end is not read to the end.
MAX_BYTES = 1024 * 1024
MAX_REPLIES = 50

Said = Annotated[str, Field(max_length=20_000), AfterValidator(printable)]
Name = Annotated[str, Field(max_length=64), AfterValidator(printable)]


class EmergencyIn(BaseModel):
    """That somebody may be in danger, and by what it was recognised."""

    class By(BaseModel):
        words: Said = ""
        like: Said = ""

    kind: str
    by: By

    @model_validator(mode="after")
    def _has_words(self) -> "EmergencyIn":
        if self.kind not in texts.load("emergency")["kinds"]:
            raise ValueError("no such emergency")
        return self

    def told(self) -> dict[str, Any]:
        """As crm.turns.Answer has it."""
        return {"kind": self.kind, "by": self.by.model_dump(exclude_defaults=True)}


class AnalysisIn(BaseModel):
    """What a message says apart from its wish."""

    emergency: EmergencyIn | None
    written_in: Annotated[str, Field(max_length=8)] | None
    tone: Literal["calm", "angry", "distressed"] | None

    def analysis(self) -> Analysis:
        return Analysis(self.emergency.told() if self.emergency else None, self.written_in, self.tone)


class ReplyIn(BaseModel):
    """One bubble."""

    text: Said
    kind: Literal[Kind.TEXT, Kind.CHOICES, Kind.CARD, Kind.FORM] = Kind.TEXT
    data: dict[str, Any] | None = None
    buttons: list[Choice] | None = None
    said: Name | None = None

    @model_validator(mode="after")
    def _holds_what_its_kind_does(self) -> "ReplyIn":
        data = self.data or {}
        if self.kind == Kind.FORM:
            FormShown.model_validate(data.get("form"))
        card = data.get("card")
        if self.kind == Kind.CARD and not (isinstance(card, dict) and isinstance(card.get("type"), str)):
            raise ValueError("a card has a type")
        return self

    def reply(self) -> Reply:
        data = dict(self.data or {})
        if not self.buttons:
            return Reply(self.text, Kind(self.kind), data, self.said)
        return Reply(self.text, Kind.CHOICES, data | {"choices": [one.as_json() for one in self.buttons]}, self.said)


class CommandIn(BaseModel):
    """What the gateway is to do."""

    name: str
    reason: Annotated[str, Field(max_length=32)] | None = None
    verification: Annotated[str, Field(max_length=16)] = "none"


class AnswerIn(BaseModel):
    """An answer to one message."""

    replies: Annotated[list[ReplyIn], Field(max_length=MAX_REPLIES)]
    commands: list[CommandIn]
    language: Language | None = None
    intent: Name | None = None
    confidence: FiniteFloat | None = None
    written_in: Annotated[str, Field(max_length=8)] | None = None
    tone: Literal["calm", "angry", "distressed"] | None = None
    why: list[dict[str, Any]] | None = None
    emergency: EmergencyIn | None = None
    asks: Name | None = None

    def answer(self) -> Answer:
        """As it is stored. Raises ValueError for one that says and does nothing."""
        call = next((one for one in self.commands if one.name == "hand_over"), None)
        if call and not call.reason:
            raise ValueError("a person is called for a reason")
        return Answer(
            replies=[one.reply() for one in self.replies],
            language=self.language,
            intent=self.intent,
            confidence=self.confidence,
            written_in=self.written_in,
            tone=self.tone,
            why=self.why or [],
            emergency=self.emergency.told() if self.emergency else None,
            hand_over=call.reason if call else None,
            verification=call.verification if call else "none",
            asks=self.asks,
            leave_queue=any(one.name == "leave_queue" for one in self.commands),
        )

"""Finds bag tags, file and booking references, flights, dates, phones and e-mails before anything else is done.

It exists because tokenizers and classifiers tear such things apart, and `\\b` does not part Chinese from ASCII.
The features of a message show only the class of an identifier, so that the classifier learns from words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Optional
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Span
from spacy.util import filter_spans

from bot import verticals
from bot.boarding_passes import boarding_passes
from bot.case_references import case_references
from bot.characters import Plain, plain
from bot.dates import days_from_today, iso_date
from bot.identifier_rules import airlines, build_matcher
from bot.locators import locators, named
from bot.phones import CUE as PHONE_CUE
from bot.phones import phones
from bot.sources import OwnSources
from bot.spoken_flights import spoken_flights
from bot.tag_ranges import between, written_short

IDENTIFIERS = "identifiers"

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII)
_TAG_CUE = re.compile(
    r"(tags?|bags?|luggage|baggage|lpn|barcode|行李\w{0,4}?[牌条條号號票签籤]?|条码|[牌条條]号?)"
    r"[\s:：#.]*(?:no|nr|number)?[\s:：#.]*(?:is|是|为)?[\s:：#.]*$",
    re.I,
)
_OTHER_CUE = re.compile(
    r"(order|ticket|booking|reservation|confirmation|member(?:ship)?|passport|card|account|invoice|amount|"
    r"票号|客票|机票|机票号|订单号?|訂單號?|订单编号|会员号?|卡号|护照号?|账号|帐号|金额|身份证号?)"
    r"[\s:：#.]*(?:no|nr|number|id)?[\s:：#.]*(?:is|是|为)?[\s:：#.]*$",
    re.I,
)
_FLIGHT_CUE = re.compile(r"(flight|flt|航班号?|班机)[\s:：#.]*(?:no|number|is|是|为)?[\s:：#.]*$", re.I)
# What is said of flights alone: "is XX9999 delayed".
_FLIGHT_SAID = re.compile(
    r"\s*(?:(?:is|was|be|been|has|running)\s+)*(?:delayed|late|on time|cancel+ed|landed|departed|boarding|diverted)\b"
    r"|\s*(?:lands?|arrives?|departs?|takes? off|touch(?:es)? down|gets? in)\b"
    r"|\s*(?:航班|班机|晚点|延误|延誤|取消|准点|準點|正点|起飞|起飛|降落|落地|备降)"
    r"|\s*(?:几点|幾點|什么时候|什麼時候|何时|多久)(?:钟|鐘)?(?:能|会|才)?(?:到|飞|飛|起飞|起飛|落|降|登机|登機|抵达)",
    re.I,
)
# Laws that are spelled like flights of EU and UK.
_LAWS = frozenset({"EU261", "EC261", "UK261"})
# Designators that are words: "ID 123456", "it 200", "up 50"; they count in capitals and in one piece.
_WORDS = frozenset(
    re.findall(
        "[A-Z]{2}",
        "AD AH AM AS AT CN CU DD DE EN FA FB HA HD HE ID IR IT KM LA LS MD ME MK MM MX OD OK PC PD PX SG TC TO TS UP",
    )
)
_TAG_SAID = re.compile(
    r"[\s,，]*(?:是|is|=)?\s*(?:我的|my|the)?\s*(?:行李[牌条條]|行李(?:标签|號|号)|bag ?tag|tag|luggage tag)", re.I
)
_CUE_WIDTH = 32
_SENTINEL = "0000000000"
_FLIGHT = re.compile(r"(?P<airline>[A-Z0-9]{2})(?P<number>[0-9]{1,4})(?P<suffix>[A-Z]?)")
_LOCATOR = 6


@dataclass(frozen=True)
class Identifier:
    """One find: `value` is its one spelling, [start, end) its place in the text as written.

    `also`: what it stands for besides, as the tags between the two that are named.
    """

    entity: str
    value: str
    start: int
    end: int
    also: tuple[str, ...] = ()
    # Of "tomorrow", the days from today: which day that is depends on where one stands.
    from_today: Optional[int] = None

    def as_entities(self, extractor: str) -> list[dict[str, Any]]:
        """As Rasa has what the component of this name found."""
        place: dict[str, Any] = {"start": self.start, "end": self.end, "extractor": extractor}
        if self.from_today is not None:
            place["from_today"] = self.from_today
        return [{"entity": self.entity, "value": value, **place} for value in (self.value, *self.also)]


class IdentifierFinder:
    """spaCy rules over one message at a time. Not tied to Rasa, so that it can be tested by itself."""

    def __init__(self) -> None:
        self._tokenizer, self._matcher = build_matcher()
        self._iata, self._icao = airlines()
        self._read = {
            "bag_tag": self._bag_tag,
            "short_tag": self._short_tag,
            "file_reference": self._file_reference,
            "flight_number": self._flight_number,
        }
        # Rules are compiled and phone tables read at the first use: better now than while a customer waits.
        self.find("+86 138 0013 8000", date(2026, 1, 1))

    def find(self, text: str, today: date) -> list[Identifier]:
        """Everything found, in order and without overlaps; the longest wins, then the more particular kind."""
        readable = plain(text)
        return list(self._identifiers(readable, today)) if readable.text else []

    def _identifiers(self, readable: Plain, today: date) -> Iterator[Identifier]:
        doc = self._tokenizer(readable.text)
        values: dict[tuple[int, int], tuple[str, str]] = {}
        spans: list[Span] = []
        for entity, start, end, value in self._candidates(doc, today):
            span = doc.char_span(start, end, label=entity)
            if span is not None and (span.start, span.end) not in values:
                values[span.start, span.end] = entity, value
                spans.append(span)
        for span in filter_spans(spans):
            entity, value = values[span.start, span.end]
            if value:
                first, last = readable.place(span.start_char, span.end_char)
                also = between(readable.text, value, span.end_char) if entity == "bag_tag" else ()
                written = readable.text[span.start_char : span.end_char]
                off = days_from_today(written) if entity == "date" else None
                yield Identifier(entity, value, first, last, tuple(also), off)

    def _candidates(self, doc: Any, today: date) -> Iterator[tuple[str, int, int, str]]:
        """(entity, start, end, value), the more particular kinds first. An empty value only keeps the place taken."""
        text = doc.text
        for start, end, written in boarding_passes(text):
            yield "boarding_pass", start, end, written
        for match in _EMAIL.finditer(text):
            yield "email", match.start(), match.end(), match.group().lower()
        for start, end, number in phones(text):
            yield "phone", start, end, number
        for start, end, reference in case_references(text):
            yield "file_reference", start, end, reference
        found = [(doc.vocab.strings[key], doc[start:end]) for key, start, end in self._matcher(doc)]
        for kind in ("ticket_number", "date", "file_reference", "bag_tag", "short_tag", "flight_number"):
            for span in (span for name, span in found if name == kind):
                start, end = span.start_char, span.end_char
                value = self._value(kind, text, start, end, today)
                if value is not None:
                    yield "bag_tag" if kind == "short_tag" else kind, start, end, value
                if value and kind in ("bag_tag", "short_tag"):
                    yield from (
                        ("bag_tag", first, last, short) for short, first, last in written_short(text, value, end)
                    )
        for start, end, value in spoken_flights(text):
            yield "flight_number", start, end, value
        for start, end, value in locators(text):
            yield "record_locator", start, end, value

    def _value(self, kind: str, text: str, start: int, end: int, today: date) -> Optional[str]:
        if kind == "date":
            return self._date(text, start, end, today)
        # After a tag a stroke may lead on to the last of several.
        short = written_short(text, _compact(text[start:end]), end) if kind == "bag_tag" else []
        if not _stands_alone(text, start, short[-1][2] if short else end):
            return None
        if kind == "ticket_number":
            return _compact(text[start:end])
        return self._read[kind](text, start, end)

    def _bag_tag(self, text: str, start: int, end: int) -> Optional[str]:
        before = _before(text, start)
        if PHONE_CUE.search(before) or (_OTHER_CUE.search(before) and not _TAG_CUE.search(before)):
            return None
        digits = _compact(text[start:end])
        if not digits.isdigit():
            airline, digits = digits[4:6].upper(), digits[:4] + digits[6:]
            if airline not in self._iata:
                return None
        # The industry's mark for "scanned, tag not read": nobody's bag. The place stays taken.
        return "" if digits == _SENTINEL else digits

    def _short_tag(self, text: str, start: int, end: int) -> Optional[str]:
        written, before = text[start:end], _before(text, start)
        code = _compact(written).upper()
        named = _TAG_CUE.search(before) is not None or _TAG_SAID.match(text, end) is not None
        in_groups = not re.search(r"[0-9]{6}$", written)
        if code[:2] not in self._iata or _OTHER_CUE.search(before) or (in_groups and not named):
            return None
        apart = len(code) != len(written)
        return None if apart and code[:2] in _WORDS and not (named and written[:2].isupper()) else code

    def _file_reference(self, text: str, start: int, end: int) -> Optional[str]:
        reference = _compact(text[start:end]).upper()
        station, airline, number = reference[:3], reference[3:5], reference[5:]
        if not (station.isalpha() and number.isdigit() and len(number) == 5):
            return None
        # Written apart, or with a designator nobody uses, it may be ordinary words before a number.
        together = len(reference) == end - start
        return reference if airline in self._iata or (together and text[start:end].isupper()) else None

    def _flight_number(self, text: str, start: int, end: int) -> Optional[str]:
        written = text[start:end]
        code = _compact(written).upper()
        if code in _LAWS:
            return ""
        spelled = _FLIGHT.fullmatch(self._by_designator(code))
        if not spelled or not int(spelled["number"]) or (len(code) == _LOCATOR and named(text, start)):
            return None
        airline, cued = spelled["airline"], _FLIGHT_CUE.search(_before(text, start)) is not None
        cued = cued or _FLIGHT_SAID.match(text, end) is not None
        if airline not in self._iata and not (cued and written[:2].isupper() and not spelled["suffix"]):
            return None
        apart = len(code) != len(written)
        if (apart or airline in _WORDS or spelled["suffix"]) and not (cued or written[:2].isupper()):
            return None
        if apart and airline in _WORDS and not cued:
            return None
        return f"{airline}{int(spelled['number'])}{spelled['suffix']}"

    def _by_designator(self, code: str) -> str:
        """CCA981 as CA981: three letters stand for two."""
        return self._icao[code[:3]] + code[3:] if code[:3] in self._icao and code[:3].isalpha() else code

    def _date(self, text: str, start: int, end: int, today: date) -> Optional[str]:
        alone = text[start].isalpha() or _stands_alone(text, start, end, "-/.")
        return iso_date(text[start:end].strip(), today) if alone else None


def _stands_alone(text: str, start: int, end: int, joints: str = "-.") -> bool:
    """Whether no longer number or word goes on to either side; a cue written against it (tag0784123456) may."""
    before, after = text[max(0, start - _CUE_WIDTH) : start], text[end : end + 2]
    if re.search(r"[0-9A-Za-z]$", before) and not re.search(r"(?<![A-Za-z])(tag|bag|no|nr|lpn|flight)$", before, re.I):
        return False
    if re.search(rf"[0-9][{re.escape(joints)}]$", before):
        return False
    return not re.match(rf"[0-9A-Za-z]|[{re.escape(joints)}][0-9]", after)


def _before(text: str, start: int) -> str:
    return text[max(0, start - _CUE_WIDTH) : start]


def _compact(written: str) -> str:
    return "".join(character for character in written if character.isalnum() or character == "+")


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=False,
)
class IdentifierExtractor(OwnSources, GraphComponent):
    """Puts finds among the entities of a customer's message; training sentences only get them for their features."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`timezone`: whose calendar "today" means; the site's, if nothing else is said."""
        return {"timezone": verticals.site()["time_zone"]}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IdentifierExtractor":
        """See the parent class."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        self._finder = IdentifierFinder()
        self._zone = ZoneInfo(config["timezone"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Note the identifiers of every training sentence."""
        for example in training_data.training_examples:
            self._note(example)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Note the identifiers of a message and give them out as entities."""
        for message in messages:
            found = [entity for one in self._note(message) for entity in one.as_entities(type(self).__name__)]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _note(self, message: Message) -> list[Identifier]:
        text = message.get(TEXT)
        found = self._finder.find(text, datetime.now(self._zone).date()) if text else []
        message.set(IDENTIFIERS, found)
        return found

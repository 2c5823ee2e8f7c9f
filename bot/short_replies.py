"""Short replies: messages that are nothing but a name, a number, a place or an identifier.

It exists because a classifier must give every message some intent, and "Zhang" or "张伟", the answer to a form's
question, would interrupt the form. Such messages get the technical intent `inform` by rule, not by guess; a bare bag
tag, file reference, booking reference, flight number or route gets the intent of who writes just that.
The vocabulary is what the training sentences say: a word that customers use for something is not taken for a name.
What only might be one ("stone") is left to the classifier, and to the turn, which knows whether a name was asked for.
"""

import json
import re
from collections import Counter
from typing import Any, Optional

import jieba
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import skills
from bot.characters import HAN, Slip, plain
from bot.identifiers import IDENTIFIERS, Identifier
from bot.misspellings import english
from bot.names import chinese_surname, is_known_surname, named_surname, only_a_name, only_names_somebody
from bot.names_beside import Named, NamesBeside, is_clearly_a_name
from bot.places import PLACES, is_route, only_places, places
from bot.sources import Trained
from bot.tokenizer import SLIPS

INFORM = "inform"
# The output property of messages that are an answer to whoever asked for a surname.
MAYBE_NAME = "maybe_name"
_INTENT_OF = skills.meant_by()
# What a surname has to come with.
_NEED_A_NAME = skills.proving_entities() - {"surname"}
# A tag beside one of these is about the bag all the same: "hi, 0784123456", "不对，是 0784123456".
_SMALL_TALK = skills.marked("small_talk")
_SAY_LITTLE = skills.marked("says_little")
# Two-character words that begin with a surname and are far more often words: 方便, 高兴, 马上 …
_COMMON_WORD = 1000
_LONGEST_NAME = 60
# In small letters, anything shorter that no list knows is a sigh: "wtf".
_SHORTEST_UNHEARD = 4
_CERTAIN, _DOUBTLESS = 0.9, 0.97
# What the classifier guessed beside an answer, out of reach of every ambiguity threshold.
_BESIDE = 0.5
_FILE = "vocabulary.json"
# A word of one sentence may be somebody's name, and so may a surname in a few of them.
_TWICE, _OFTEN = 2, 6
_HAN = re.compile(rf"[{HAN}]")
_NAME_PARTS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_JUST_NUMBERS = re.compile(r"[\s\d.,#+/-]*\d[\s\d.,#+/-]*")
# "???" asks something, but not what: least of all whether we are a machine.
_ONLY_MARKS = re.compile(r"[\s?？!！.。,，…~～]+")
_PUNCTUATION = re.compile(r"[\s\W_]+")
# What only names the reference beside a name: "订单T2C8JK mueller", "booking T2C8JK under Mueller".
_NAMES_REFERENCE = re.compile(
    r"\b(?:booking|reservation|reference|ref|pnr|order|bag|tag|number|under|name|is|it['’]?s)\b[\s.:#]*"
    r"|(?:我的)?(?:订单|订座|预订|行李牌|行李条|条)(?:编?号|号码)?(?:是|为)?|(?:姓氏?|名字)(?:是|叫|为)?",
    re.I,
)
_WORD_CHARACTER = re.compile(r"[^\W_]")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ShortReplyClassifier(Trained, GraphComponent, IntentClassifier):
    """Overrules the classifier for short replies, and finds named surnames."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`unsure_below`: a tag decides for bag_status when the classifier is less sure than this.

        `polite_from`: small talk less sure than this is not understood; "you're welcome" to "I need help" is an insult.
        """
        return {"unsure_below": 0.4, "polite_from": 0.75}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        vocabulary: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._vocabulary = vocabulary
        self._beside = NamesBeside(vocabulary)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the words that at least two sentences use, and that are no more than somebody's name."""
        counted: Counter[str] = Counter()
        for example in training_data.intent_examples:
            tokens = example.get(TOKENS_NAMES[TEXT]) or []
            counted.update({token.lemma for token in tokens} | {(example.get(TEXT) or "").strip().lower()})
        words = sorted(word for word, count in counted.items() if count >= _least(word) and len(word) < 40)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ShortReplyClassifier":
        """Read the vocabulary that `train` kept."""
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, frozenset(words))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of short replies; add the surname a sentence names."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            names = self._add_surname(message, text)
            intent = INFORM if names and only_names_somebody(text) else self._intent(message, text)
            if intent:
                _set_intent(message, intent)
            elif self._says_nothing(message, text) or self._only_politely_guessed(message):
                _doubt(message)
        return messages

    def _says_nothing(self, message: Message, text: str) -> bool:
        """Whether there are only signs, none of which any training sentence uses: nothing to guess from."""
        if _ONLY_MARKS.fullmatch(text):
            return True
        tokens = message.get(TOKENS_NAMES[TEXT]) or []
        return not _PUNCTUATION.sub("", text) and not any(token.lemma in self._vocabulary for token in tokens)

    def _only_politely_guessed(self, message: Message) -> bool:
        best = message.get(INTENT) or {}
        return best.get("name") in _SMALL_TALK and best["confidence"] < self._config["polite_from"]

    def _add_surname(self, message: Message, text: str) -> bool:
        found: list[Identifier] = message.get(IDENTIFIERS) or []
        named = named_surname(text)
        if named is None or any(i.start < named[2] and named[1] < i.end for i in found):
            named = self._name_beside(text, found, message.get(SLIPS) or []) or self._beside.called(text)
        if named is None:
            return False
        value, start, end = named
        entity = {"entity": "surname", "value": value, "start": start, "end": end, "extractor": type(self).__name__}
        # "0784123456 Kennedy": beside a reference an airport is somebody's name.
        others = [other for other in message.get(ENTITIES, []) if other["end"] <= start or end <= other["start"]]
        message.set(ENTITIES, [*others, entity], add_to_output=True)
        return True

    def _name_beside(self, text: str, found: list[Identifier], slips: list[Slip]) -> Optional[Named]:
        """ "CZ123456 王", "my bag 0784123456 ZHANG": a name beside a reference, or all that is said beside it."""
        references = [i for i in found if i.entity in _NEED_A_NAME]
        if not references:
            return self._name_beside_flight(text, found)
        after = _trimmed(text[references[-1].end :])
        if only_a_name(after, self._vocabulary) and (not after.isascii() or is_clearly_a_name(after)):
            return _last(text, after)
        if after.isascii() and after.isalpha() and is_known_surname(after):
            # "where's my bag 0784123456 brown": what ends with a reference and a name may be a colour elsewhere.
            return _last(text, after)
        rest = _trimmed(_NAMES_REFERENCE.sub(" ", _without(text, found, " ")))
        short = rest.islower() and len(rest) < _SHORTEST_UNHEARD and not is_clearly_a_name(rest)
        misspelt = bool(slips) and rest.isascii()
        if rest in text and only_a_name(rest, self._vocabulary) and not short and not misspelt:
            return _last(text, rest)
        return self._beside.find(text, [(i.start, i.end) for i in references], slips)

    def _name_beside_flight(self, text: str, found: list[Identifier]) -> Optional[Named]:
        """ "CZ673 zhang": clearly a name, and nothing else."""
        if not found or any(i.entity != "flight_number" for i in found):
            return None
        named = self._beside.find(text, [(i.start, i.end) for i in found])
        alone = named is not None and _trimmed(_without(text, found, " ")) == named[0]
        return named if alone and not places(text) else None

    def _intent(self, message: Message, text: str) -> Optional[str]:
        found: list[Identifier] = message.get(IDENTIFIERS) or []
        if any(i.entity == "boarding_pass" for i in found):
            # Whoever copies all of it wants it read, whatever they write around it.
            return _INTENT_OF.get("boarding_pass", INFORM)
        if found and not _PUNCTUATION.sub("", _without(text, found, "")):
            return _INTENT_OF.get(found[0].entity, INFORM)
        if only_places(text, named := message.get(PLACES) or []):
            return _INTENT_OF.get("route", INFORM) if is_route(named) else INFORM
        if self._name_beside_flight(text, found):
            # Which flight and who: an answer to somebody who asked, and no question.
            return INFORM
        if _JUST_NUMBERS.fullmatch(plain(text).text) or self._only_a_name(message, text):
            return INFORM
        return _INTENT_OF.get("bag_tag", INFORM) if self._tag_decides(message, found) else None

    def _only_a_name(self, message: Message, text: str) -> bool:
        """Whether a message is surely a name; notes when it could be one."""
        word = text.strip()
        if len(word) > _LONGEST_NAME or not only_a_name(word, self._vocabulary) or self._is_common(word):
            return False
        known = any(map(is_known_surname, _NAME_PARTS.findall(word))) or _is_compound(word)
        # What begins with a surname sounds like little else: 尹相杰 is no greeting.
        enough = _DOUBTLESS if chinese_surname(word) else _CERTAIN
        certain = ((message.get(INTENT) or {}).get("confidence") or 0.0) > enough
        # "heya", "tks", 谢谢哈: what nobody wrote in training may still be plain to the classifier.
        plainly_else = certain and not known
        han = _HAN.search(word) is not None
        # "osei", to whoever asked for a surname, is one: no word of English, and none that customers use.
        unheard = word.isalpha() and len(word) >= _SHORTEST_UNHEARD and word.lower() not in english()
        message.set(MAYBE_NAME, not plainly_else or (not han and (not word.islower() or unheard)), add_to_output=True)
        return not plainly_else and (known or han or _is_unheard_of(word))

    def _is_common(self, word: str) -> bool:
        """Whether Han characters are a word, or begin with one of ours: 方便, 谢谢哈."""
        if len(word) == 2 and (jieba.dt.FREQ.get(word) or 0) > _COMMON_WORD:
            return not _is_compound(word)
        return len(word) > 2 and len(chinese_surname(word) or "") == 1 and word[:2] in self._vocabulary

    def _tag_decides(self, message: Message, found: list[Identifier]) -> bool:
        best = message.get(INTENT) or {}
        unsure = (best.get("confidence") or 0.0) < self._config["unsure_below"]
        return any(i.entity == "bag_tag" for i in found) and (unsure or best.get("name") in _SAY_LITTLE)


def as_answer(parse: dict[str, Any], asked: Optional[str]) -> dict[str, Any]:
    """The parse of a message as an answer to what was `asked`: "stone" is a name when a surname was."""
    if asked != "surname" or not parse.get(MAYBE_NAME):
        return parse
    certain = {"name": INFORM, "confidence": 1.0}
    others = [guess for guess in parse.get(INTENT_RANKING_KEY) or [] if guess["name"] != INFORM]
    return {**parse, INTENT: certain, INTENT_RANKING_KEY: [certain, *others]}


def _is_compound(word: str) -> bool:
    """欧阳, 司马: in every dictionary, and nothing but names."""
    return len(word) > 1 and chinese_surname(word) == word


def _is_unheard_of(word: str) -> bool:
    """Whether Latin letters are written as a name is, and are no English words: "Wojciechowski", not "Potato"."""
    parts = _NAME_PARTS.findall(word)
    return not word.islower() and not any(part.lower() in english() for part in parts)


def _set_intent(message: Message, intent: str) -> None:
    certain = {"name": intent, "confidence": 1.0}
    # The classifier's own guesses stay, but never within reach of the ambiguity threshold.
    others = [
        {**guess, "confidence": min(guess["confidence"], _BESIDE)}
        for guess in message.get(INTENT_RANKING_KEY) or []
        if guess["name"] != intent
    ]
    message.set(INTENT, certain, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [certain, *others], add_to_output=True)


def _doubt(message: Message) -> None:
    """Leave the decision to the fallback, which goes by confidence."""
    message.set(INTENT, {**(message.get(INTENT) or {}), "confidence": 0.0}, add_to_output=True)


def _least(word: str) -> int:
    """In how many sentences a word has to stand; a surname that some mention stays one."""
    return _OFTEN if word.isascii() and is_known_surname(word) else _TWICE


def _trimmed(text: str) -> str:
    """The text without the signs around it. No pattern for its end: it would be tried at every sign."""
    inside = _WORD_CHARACTER.search(text)
    if inside is None:
        return ""
    end = len(text)
    while not _WORD_CHARACTER.match(text, end - 1):
        end -= 1
    return text[inside.start() : end]


def _last(text: str, part: str) -> Named:
    start = text.rindex(part)
    return part, start, start + len(part)


def _without(text: str, found: list[Identifier], filler: str) -> str:
    for identifier in reversed(found):
        text = text[: identifier.start] + filler + text[identifier.end :]
    return text

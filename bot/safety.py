"""Emergencies: what a message says of somebody in danger now, before everything else it may mean.

It exists because "I want to kill myself" and a heart attack at the gate look to an intent classifier like baggage. Two
readers judge a message. Rules look for what people say in an emergency; they are `sure`, or only `signs` that need
likeness beside them, or `cries` that are all a message says. Likeness, of meaning and words, compares with examples of
each kind and with what is no emergency: look-alikes and ordinary questions. Idioms ("dying to know") are blotted out
for the rules, and in an aside (a rule asked about, a worry, the news, the past) only likeness decides. Smoke that is
told as over is an incident: somebody has to hear of it, nobody has to run. All of it is data, in the folders safety/ of
data/. What a message was recognised by goes with it, for whoever takes over. Doubt leans towards an emergency: an alarm
too many costs a person a glance.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import kernel, verticals
from bot.characters import as_meant, plain, simplified
from bot.classifier import WordFeatures
from bot.encoder import encoder, unit_vector
from bot.sources import Trained
from bot.tokenizer import SLIPS
from bot.tone import TONE
from bot.tone import examples as tone_examples

EMERGENCY, INCIDENT = "emergency", "incident"
# Where several are named, the first of these is met: what kills first, first.
KINDS = ("self_harm", "medical", "threat", "violence", "lost_person", "stranded_unsafe")
NONE = "none"
FOLDER = "safety"
# Angry and calm messages are no emergencies; of distressed ones some are.
_NO_EMERGENCY = ("angry", "calm")
_UPSET = ("distressed",)
_ORDINARY = 2500
_SETTINGS = kernel.Settings(width=2.0, words=0.5, ridge=0.3, balanced=True)
_BY_RULE = 0.95
# Of these, what is over is told as an incident: smoke that was put out, a smell on last night's flight.
CAN_BE_OVER = frozenset({"threat", "stranded_unsafe"})
# A classifier surer than this has heard what the message is about beside the incident.
_ELSE_FROM = 0.9
_LONGEST = 1000
_SENTENCE = re.compile(r"[.!?。！？;；\n]+")


@dataclass(frozen=True)
class Rules:
    """The patterns of a kind, or of none, for both languages at once."""

    sure: Optional[re.Pattern[str]]
    signs: Optional[re.Pattern[str]]
    cries: Optional[re.Pattern[str]]


@dataclass(frozen=True)
class Found:
    """What a rule found in a message: the words, and whether they are enough."""

    kind: str
    words: str
    sure: bool


@lru_cache(maxsize=1)
def rules() -> dict[str, Rules]:
    """{kind: rules}."""
    return {kind: Rules(*(_pattern(kind, part) for part in ("sure", "signs", "cries"))) for kind in KINDS}


@lru_cache(maxsize=1)
def _harmless() -> tuple[Optional[re.Pattern[str]], Optional[re.Pattern[str]]]:
    return _pattern(NONE, "idioms"), _pattern(NONE, "asides")


def _pattern(name: str, part: str) -> Optional[re.Pattern[str]]:
    patterns = [pattern for texts in _file(name).get(part, {}).values() for pattern in texts]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


@lru_cache(maxsize=16)
def _file(name: str) -> dict[str, dict[str, list[str]]]:
    """{part: {language: texts}} of all the files of this name."""
    joined: dict[str, dict[str, list[str]]] = {}
    for path in verticals.files(FOLDER, f"{name}.yml"):
        for part, by_language in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for language, texts in by_language.items():
                joined.setdefault(part, {}).setdefault(language, []).extend(texts)
    return joined


def examples() -> dict[str, list[str]]:
    """{kind or none: sentences}."""
    return {name: [t for texts in _file(name)["examples"].values() for t in texts] for name in (*KINDS, NONE)}


def found_by_rule(text: str) -> Optional[Found]:
    """The gravest of what the rules find in a message, what is sure before what is a sign."""
    found = list(_found(_readable(text)))
    sure = [one for one in found if one.sure]
    return min(sure or found, key=lambda one: KINDS.index(one.kind), default=None)


def is_aside(text: str) -> bool:
    """Whether any sentence asks about a rule, plans, worries, or tells news or the past; an idiom is as doubtful."""
    parts = _SENTENCE.split(_readable(text))
    return any(patterns.search(part) for patterns in _harmless() if patterns for part in parts)


def is_over(text: str) -> bool:
    """Whether smoke, fire or a smell is told of that is over: last night's flight, what the crew put out."""
    return _says("incidents", text) and _says("over", text) and not goes_on(text)


def goes_on(text: str) -> bool:
    """Whether a message says that something still burns, or does so again."""
    return _says("ongoing", text)


def _says(part: str, text: str) -> bool:
    pattern = _pattern(NONE, part)
    return bool(pattern and pattern.search(_readable(text)))


def _found(readable: str) -> Iterator[Found]:
    idioms, asides = _harmless()
    for kind, patterns in rules().items():
        # "Please help" is a cry when nothing else is said, and good manners at the end of a question.
        if patterns.cries and (match := patterns.cries.fullmatch(readable.strip())):
            yield Found(kind, match.group().strip(), sure=True)
    for sentence in _SENTENCE.split(readable):
        left = idioms.sub(" ~ ", sentence) if idioms else sentence
        aside = bool(asides and asides.search(left))
        for kind, patterns in rules().items():
            # Whoever asks about or remembers suicide is met as well.
            if patterns.sure and (match := patterns.sure.search(left)):
                yield Found(kind, match.group().strip(), sure=not aside or kind == "self_harm")
            elif patterns.signs and (match := patterns.signs.search(left)):
                yield Found(kind, match.group().strip(), sure=False)


def _readable(text: str) -> str:
    return simplified(plain(text[:_LONGEST]).text).lower().replace("’", "'").replace("‘", "'")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SafetyClassifier(Trained, GraphComponent, IntentClassifier):
    """Sets `emergency` on every message, and the intent of that name where there is one."""

    @classmethod
    def required_components(cls) -> list[type]:
        """See the parent class."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """From which likeness on a message is an emergency.

        By itself; in an aside; beside a sign; said calmly by somebody who plainly means something else.
        """
        return {
            "likely_from": 0.5,
            "in_aside_from": 0.87,
            "beside_sign_from": 0.18,
            "calm_from": 0.9,
            "meant_from": 0.8,
        }

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        self._features = WordFeatures()
        self._kinds: list[str] = []
        self._known: list[str] = []
        self._model: Optional[kernel.KernelModel] = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of each kind; what customers ask about ordinary things is none."""
        labelled = [(text, kind) for kind, texts in examples().items() for text in texts]
        labelled += [(text, NONE) for text in _heated()]
        ordinary = kernel.sample([example for example in training_data.intent_examples if example.get(TEXT)], _ORDINARY)
        texts = [text for text, _ in labelled] + [example.get(TEXT) for example in ordinary]
        kinds = np.array([kind for _, kind in labelled] + [NONE] * len(ordinary))
        vectors = [encoder().encode_all([_readable(text) for text, _ in labelled])]
        vectors += [unit_vector(example)[None] for example in ordinary]
        words = self._features.fit([_readable(text) for text in texts])
        self._kinds, self._known = np.unique(kinds).tolist(), [text for text, _ in labelled]
        targets = np.where(kinds[:, None] == np.array(self._kinds), 1, -1).astype(np.float32)
        self._model = kernel.fit(np.vstack(vectors), words, targets, _SETTINGS)
        self._save(self._model)
        return self._resource

    def _save(self, model: kernel.KernelModel) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            self._features.save(folder / "words.json")
            model.save(folder)
            facts = {"kinds": self._kinds, "known": self._known}
            (folder / "safety.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SafetyClassifier":
        """Read what `train` kept."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._features = WordFeatures.load(folder / "words.json")
            facts = json.loads((folder / "safety.json").read_text(encoding="utf-8"))
            component._kinds, component._known = facts["kinds"], facts["known"]
            component._model = kernel.KernelModel.load(folder, _SETTINGS)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Say of each message whether it is an emergency; if so it is nothing else."""
        for message in messages:
            emergency = self._emergency(message) if message.get(TEXT) else None
            incident = bool(message.get(TEXT)) and _tells_incident(message, emergency)
            message.set(EMERGENCY, None if incident else emergency, add_to_output=True)
            if incident or emergency:
                _set_intent(message, INCIDENT if incident else EMERGENCY)
        return messages

    def _emergency(self, message: Message) -> Optional[dict[str, Any]]:
        """{kind, certainty, by}: `by` are the words of a rule, or the example that is most alike."""
        text: str = message.get(TEXT)
        found = found_by_rule(text) or found_by_rule(_as_meant(message))
        if found and found.sure:
            return {"kind": found.kind, "certainty": _BY_RULE, "by": {"words": found.words}}
        likely = self._likelihoods(message)
        certainty = round(1 - likely.pop(NONE, 1.0), 4)
        if certainty < max(self._enough(text, found), self._calm(message)):
            return None
        kind = max(likely, key=lambda one: likely[one])
        return {"kind": kind, "certainty": certainty, "by": {"like": self._most_alike(message)}}

    def _enough(self, text: str, found: Optional[Found]) -> float:
        if is_aside(text):
            return float(self._config["in_aside_from"])
        return float(self._config["beside_sign_from" if found else "likely_from"])

    def _calm(self, message: Message) -> float:
        """What likeness must reach where an ordinary topic is plainly meant, and nobody sounds distressed."""
        meant = (message.get(INTENT) or {}).get("confidence") or 0.0
        plainly = meant >= self._config["meant_from"] and message.get(TONE) not in _UPSET
        return float(self._config["calm_from"]) if plainly else 0.0

    def _likelihoods(self, message: Message) -> dict[str, float]:
        if self._model is None:
            return {}
        words = self._features.of(_readable(message.get(TEXT)))
        return dict(zip(self._kinds, self._model.probabilities(unit_vector(message), words).tolist(), strict=True))

    def _most_alike(self, message: Message) -> str:
        return self._known[self._model.most_alike(unit_vector(message), len(self._known))] if self._model else ""


def _tells_incident(message: Message, emergency: Optional[dict[str, Any]]) -> bool:
    """Whether what sounds like an emergency, or like nothing else, is an incident that is over."""
    if emergency:
        return emergency["kind"] in CAN_BE_OVER and is_over(message.get(TEXT))
    meant = (message.get(INTENT) or {}).get("confidence") or 0.0
    return meant < _ELSE_FROM and is_over(message.get(TEXT))


def _set_intent(message: Message, intent: str) -> None:
    certain = {"name": intent, "confidence": 1.0}
    others = [guess for guess in message.get(INTENT_RANKING_KEY) or [] if guess["name"] != intent]
    message.set(INTENT, certain, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [certain, *others], add_to_output=True)


def _as_meant(message: Message) -> str:
    text: str = message.get(TEXT)
    return as_meant(text, 0, len(text), message.get(SLIPS) or []).text


def _heated() -> list[str]:
    return [text for tone in _NO_EMERGENCY for text in tone_examples()[tone]]

"""The tone of a message: `calm`, `angry` or `distressed`.

It exists because "where is my bag" from somebody whose medicine is in it needs another answer, and a person sooner,
than the same words asked in passing. Meaning decides, with a few signs of how it is written; the examples are in
data/tone/. Doubt is calm: an apology nobody asked for is an annoyance of its own.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from bot.characters import plain, simplified
from bot.encoder import encoder
from bot.kernel import softmax
from bot.sources import OwnSources

TONE = "tone"
CALM = "calm"
EXAMPLES = Path(__file__).parents[1] / "data" / "tone"
# Sentences of these intents are as often angry as calm: they teach nothing about calm.
_HEATED = frozenset({"complaint", "feedback", "human", "compensation"})
# Unit vectors starve a regularised classifier: scaled, meaning weighs as much as the signs.
_MEANING = 10.0
_STRONG = 2.0
_FILE = "tone.npz"
_WORDS = Path(__file__).with_name("tone.txt")
_SHOUTED = re.compile(r"\b[A-Z]{3,}\b")


@lru_cache(maxsize=1)
def strong_words() -> tuple[re.Pattern[str], ...]:
    """What finds the words of anger, and those of distress."""
    lists = re.split(r"^#.*$", _WORDS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return tuple(re.compile("|".join(map(_pattern, words.strip().split("\n")))) for words in lists)


def signs(text: str) -> np.ndarray:
    """How a message is written: strong words of each kind, exclamation, doubled marks, shouting, stretched words."""
    readable = simplified(plain(text).text)
    strong = [min(len(words.findall(readable.lower())), 3) for words in strong_words()]
    written = [
        min(len(re.findall(r"[!！]", readable)), 3),
        bool(re.search(r"[!?！？]{2,}", readable)),
        len(_SHOUTED.findall(readable)) > 1,
        bool(re.search(r"([^\W\d])\1\1", readable)),
    ]
    return np.array([_STRONG * count for count in strong] + written, dtype=np.float32)


def _pattern(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ToneClassifier(OwnSources, GraphComponent, IntentClassifier):
    """Sets `tone` on every message; says nothing about intents."""

    @classmethod
    def required_components(cls) -> list[type]:
        """See the parent class."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure_from`: less sure than this is calm."""
        return {"sure_from": 0.55}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ToneClassifier":
        """See the parent class."""
        return cls(config, model_storage, resource)

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._sure_from = float(config["sure_from"])
        self._model_storage = model_storage
        self._resource = resource
        self._tones: list[str] = []
        self._weights: Optional[np.ndarray] = None
        self._bias = np.zeros(0)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of each tone; what customers ask about ordinary things is calm."""
        labelled = [(text, tone) for tone, texts in examples().items() for text in texts]
        vectors = encoder().encode_all([_readable(text) for text, _ in labelled])
        rows = [_features(vector, text) for vector, (text, _) in zip(vectors, labelled, strict=True)]
        tones = [tone for _, tone in labelled]
        for example in training_data.intent_examples:
            if example.get(TEXT) and example.get(INTENT) not in _HEATED:
                rows.append(_features(_vector(example), example.get(TEXT)))
                tones.append(CALM)
        learned = LogisticRegression(C=0.1, max_iter=500, class_weight="balanced").fit(np.vstack(rows), tones)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, tones=learned.classes_, weights=learned.coef_, bias=learned.intercept_)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ToneClassifier":
        """Read what `train` kept."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            kept = np.load(folder / _FILE, allow_pickle=False)
            component._tones = [str(tone) for tone in kept["tones"]]
            component._weights, component._bias = kept["weights"], kept["bias"]
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the tone of each message."""
        for message in messages:
            message.set(TONE, self._tone(message), add_to_output=True)
        return messages

    def _tone(self, message: Message) -> str:
        text = message.get(TEXT)
        if not text or self._weights is None:
            return CALM
        likely = softmax(self._weights @ _features(_vector(message), text) + self._bias)
        best = int(np.argmax(likely))
        return self._tones[best] if likely[best] >= self._sure_from else CALM


def examples() -> dict[str, list[str]]:
    """{tone: sentences} from data/tone/."""
    return {
        path.stem: [text for texts in yaml.safe_load(path.read_text(encoding="utf-8")).values() for text in texts]
        for path in sorted(EXAMPLES.glob("*.yml"))
    }


def _readable(text: str) -> str:
    return simplified(plain(text).text)


def _vector(message: Message) -> np.ndarray:
    _, sentence = message.get_dense_features(TEXT)
    vector: np.ndarray = sentence.features[0]
    return vector / (np.linalg.norm(vector) or 1.0)


def _features(vector: np.ndarray, text: str) -> np.ndarray:
    return np.concatenate([_MEANING * vector, signs(text)])

"""The tone of a message: `calm`, `angry` or `distressed`.

It exists because "where is my bag" from somebody whose medicine is in it needs another answer, and a person sooner,
than the same words asked in passing. Meaning decides, with a few signs of how it is written; the examples are in
the folders tone/ of data/. Doubt is calm: an apology nobody asked for is an annoyance of its own.
"""

import json
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
from scipy.sparse import csr_matrix, hstack

from bot import kernel, skills, verticals
from bot.characters import plain, simplified
from bot.classifier import WordFeatures
from bot.dialogue import short_forms as acts
from bot.encoder import encoder, unit_vector
from bot.sources import Trained

TONE = "tone"
CALM = "calm"
# Sentences of these intents are as often angry as calm: they teach calm only where no sign speaks against it.
_HEATED = skills.marked("heated", "often")
_HEATED_ACTS = frozenset({"stuck", "refuse", "why_asked", "anyone_there", "money"})
_NEVER_CALM = skills.marked("heated", "always")
# Ordinary sentences, a sample of them: all five thousand would drown the examples, and take twice as long. Balanced,
# because there are still more of them than of the others.
_ORDINARY = 3000
_SETTINGS = kernel.Settings(width=2.0, words=0.5, ridge=0.3, balanced=True)
_STRONG, _WRITTEN = 0.3, 0.15
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
    return np.array([_STRONG * count for count in strong] + [_WRITTEN * mark for mark in written], dtype=np.float32)


def _pattern(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ToneClassifier(Trained, GraphComponent, IntentClassifier):
    """Sets `tone` on every message; says nothing about intents."""

    @classmethod
    def required_components(cls) -> list[type]:
        """See the parent class."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Less sure than this that a message is angry or distressed is calm; `unmarked_from` where no sign says so."""
        return {"sure_from": 0.62, "unmarked_from": 0.66}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._sure_from, self._unmarked_from = float(config["sure_from"]), float(config["unmarked_from"])
        super().__init__(config, model_storage, resource)
        self._features = WordFeatures()
        self._tones: list[str] = []
        self._model: Optional[kernel.KernelModel] = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of each tone; what customers ask about ordinary things is calm."""
        labelled = [(text, tone) for tone, texts in examples().items() for text in texts]
        ordinary = kernel.sample([example for example in training_data.intent_examples if _is_calm(example)], _ORDINARY)
        texts = [text for text, _ in labelled] + [example.get(TEXT) for example in ordinary]
        tones = np.array([tone for _, tone in labelled] + [CALM] * len(ordinary))
        vectors = [encoder().encode_all([_readable(text) for text, _ in labelled])]
        vectors += [unit_vector(example)[None] for example in ordinary]
        words = self._features.fit([_readable(text).lower() for text in texts])
        written = csr_matrix(np.vstack([signs(text) for text in texts]))
        self._tones = np.unique(tones).tolist()
        targets = np.where(tones[:, None] == np.array(self._tones), 1, -1).astype(np.float32)
        self._model = kernel.fit(np.vstack(vectors), hstack([words, written], format="csr"), targets, _SETTINGS)
        self._save(self._model)
        return self._resource

    def _save(self, model: kernel.KernelModel) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            self._features.save(folder / "words.json")
            model.save(folder)
            (folder / "tones.json").write_text(json.dumps(self._tones), encoding="utf-8")

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
            component._features = WordFeatures.load(folder / "words.json")
            component._tones = json.loads((folder / "tones.json").read_text(encoding="utf-8"))
            component._model = kernel.KernelModel.load(folder, _SETTINGS)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the tone of each message."""
        for message in messages:
            message.set(TONE, self._tone(message), add_to_output=True)
        return messages

    def _tone(self, message: Message) -> str:
        text = message.get(TEXT)
        if not text or self._model is None:
            return CALM
        likely = dict(zip(self._tones, self._probabilities(self._model, message), strict=True))
        # Angry or distressed is often a close call: that somebody is not calm has to be sure, not which of the two.
        if 1 - likely.pop(CALM) < (self._sure_from if signs(text).any() else self._unmarked_from):
            return CALM
        return max(likely, key=lambda tone: likely[tone])

    def _probabilities(self, model: kernel.KernelModel, message: Message) -> np.ndarray:
        text = message.get(TEXT)
        words, written = self._features.of(_readable(text).lower()), signs(text)
        # The signs are the last rows of the table of words.
        first = len(model.arguments) - len(written)
        places = [*words.places, *range(first, first + len(written))]
        return model.probabilities(unit_vector(message), kernel.Words(places, np.concatenate([words.weights, written])))


def examples() -> dict[str, list[str]]:
    """{tone: sentences} from the folders tone/ of data/; short questions and answers of every kind are calm."""
    found: dict[str, list[str]] = {}
    for path in verticals.files("tone"):
        told = yaml.safe_load(path.read_text(encoding="utf-8")).values()
        found.setdefault(path.stem, []).extend(text for texts in told for text in texts)
    found[CALM].extend(text for act, texts in acts.examples().items() if act not in _HEATED_ACTS for text in texts)
    return found


def _readable(text: str) -> str:
    return simplified(plain(text).text)


def _is_calm(example: Message) -> bool:
    text, intent = example.get(TEXT), example.get(INTENT)
    return bool(text) and intent not in _NEVER_CALM and not (intent in _HEATED and signs(text).any())

"""What a short message does to what is on the screen: asks why, when or how much of it, says that it is not at hand.

It exists because the second turn of a conversation has no topic of its own: "how long tho" means whatever was shown
last. Plain forms decide first, likeness to the examples in data/*/dialogue/acts/ decides the rest; doubt is `none`.
Whether a message that asks something also brings a topic is decided later, where the conversation is known.
"""

import json
import re
from typing import Any, Optional

import numpy as np
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

from bot import kernel
from bot.characters import HAN, as_meant
from bot.classifier import WordFeatures
from bot.dialogue.short_forms import ShortForms, examples, spaced
from bot.encoder import encoder, unit_vector
from bot.identifiers import IDENTIFIERS
from bot.sources import Trained
from bot.tokenizer import SLIPS

ACT = "act"
NONE = "none"
RULE, LIKENESS = "rule", "likeness"
_SETTINGS = kernel.Settings(width=2.5, words=0.6, ridge=0.25, balanced=True)
# Ordinary sentences, a sample of them: each costs time with every message.
_ORDINARY = 1500
# What has more words is a story, and brings its own topic.
_LONGEST_WORDS, _LONGEST_HAN = 25, 60
# Ordinary sentences shorter than this may well be acts ("what gate"), whatever intent they stand under.
_OWN_TOPIC_WORDS, _OWN_TOPIC_HAN = 6, 10
_SHORT = 0.3
# So short a message seldom brings a topic: that it is like an ordinary sentence counts a tenth.
_SHORT_WORDS, _SHORT_HAN = 8, 14
_ORDINARY_WHEN_SHORT = 0.1
_ONE_HAN = re.compile(f"[{HAN}]")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActsClassifier(Trained, GraphComponent, IntentClassifier):
    """Sets `act` on every message: {"name", "confidence", "by"}."""

    @classmethod
    def required_components(cls) -> list[type]:
        """See the parent class."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure_from`: an act less sure than this is none."""
        return {"sure_from": 0.35}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        self._sure_from = float(config["sure_from"])
        self._forms = ShortForms()
        self._features = WordFeatures()
        self._acts: list[str] = []
        self._model: Optional[kernel.KernelModel] = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of each act, and that ordinary sentences are none."""
        labelled = [(text, act) for act, texts in examples().items() for text in texts]
        ordinary = kernel.sample(
            [example for example in training_data.intent_examples if self._has_topic(example)], _ORDINARY
        )
        texts = [text for text, _ in labelled] + [example.get(TEXT) for example in ordinary]
        acts = np.array([act for _, act in labelled] + [NONE] * len(ordinary))
        vectors = [encoder().encode_all([spaced(text) for text, _ in labelled])]
        vectors += [unit_vector(example)[None] for example in ordinary]
        words = hstack([self._features.fit(list(map(spaced, texts))), csr_matrix(np.vstack([*map(signs, texts)]))])
        self._acts = np.unique(acts).tolist()
        targets = np.where(acts[:, None] == np.array(self._acts), 1, -1).astype(np.float32)
        self._model = kernel.fit(np.vstack(vectors), words.tocsr(), targets, _SETTINGS)
        self._save(self._model)
        return self._resource

    def _has_topic(self, example: Message) -> bool:
        text = example.get(TEXT)
        return bool(text and example.get(INTENT)) and is_longer(text, _OWN_TOPIC_WORDS, _OWN_TOPIC_HAN)

    def _save(self, model: kernel.KernelModel) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            self._features.save(folder / "words.json")
            model.save(folder)
            (folder / "acts.json").write_text(json.dumps(self._acts), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ActsClassifier":
        """Read what `train` kept."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._features = WordFeatures.load(folder / "words.json")
            component._acts = json.loads((folder / "acts.json").read_text(encoding="utf-8"))
            component._model = kernel.KernelModel.load(folder, _SETTINGS)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the act of each message."""
        for message in messages:
            message.set(ACT, self._act(message), add_to_output=True)
        return messages

    def _act(self, message: Message) -> dict[str, Any]:
        text = message.get(TEXT) or ""
        if is_longer(text, _LONGEST_WORDS, _LONGEST_HAN) or not _without_identifiers(message):
            return _named(NONE, 1.0, RULE)
        meant = as_meant(text, 0, len(text), message.get(SLIPS) or []).text
        if act := self._forms.act(text) or self._forms.act(meant):
            return _named(act, 1.0, RULE)
        return self._alike(message, meant)

    def _alike(self, message: Message, meant: str) -> dict[str, Any]:
        if self._model is None:
            return _named(NONE, 0.0, LIKENESS)
        likely = dict(zip(self._acts, self._probabilities(self._model, message, meant), strict=True))
        if not is_longer(meant, _SHORT_WORDS, _SHORT_HAN):
            likely[NONE] *= _ORDINARY_WHEN_SHORT
            whole = sum(likely.values())
            likely = {act: share / whole for act, share in likely.items()}
        best = max(likely, key=lambda act: likely[act])
        return _named(best if likely[best] >= self._sure_from else NONE, float(likely[best]), LIKENESS)

    def _probabilities(self, model: kernel.KernelModel, message: Message, meant: str) -> np.ndarray:
        words, written = self._features.of(spaced(meant)), signs(meant)
        # The signs are the last rows of the table of words.
        first = len(model.arguments) - len(written)
        places = [*words.places, *range(first, first + len(written))]
        return model.probabilities(unit_vector(message), kernel.Words(places, np.concatenate([words.weights, written])))


def signs(text: str) -> np.ndarray:
    """How much is said, and whether figures are: both speak for a topic, or an answer."""
    han, words = lengths(text)
    size = words + han / 2
    figures = any(character.isdigit() for character in text)
    return np.array([_SHORT * (size > 4), _SHORT * (size > 7), _SHORT * figures], dtype=np.float32)


def lengths(text: str) -> tuple[int, int]:
    """(Han characters, other words) of a text."""
    rest, han = _ONE_HAN.subn(" ", text)
    return han, len(rest.split())


def is_longer(text: str, words: int, han: int) -> bool:
    """Whether a text has more than so many words, counting Han characters in proportion."""
    written, others = lengths(text)
    return others / words + written / han > 1


def _without_identifiers(message: Message) -> str:
    text: str = message.get(TEXT) or ""
    for found in sorted(message.get(IDENTIFIERS) or [], key=lambda one: one.start, reverse=True):
        text = text[: found.start] + text[found.end :]
    return spaced(text)


def _named(name: str, confidence: float, by: str) -> dict[str, Any]:
    return {"name": name, "confidence": round(confidence, 3), "by": by}

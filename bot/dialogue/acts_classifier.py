"""What a message does to what is on the screen: asks why, when or how much of it, says that it is not at hand.

It exists because the second turn of a conversation has no topic of its own: "how long tho" means whatever was shown
last. Plain forms decide first, likeness to the examples in data/*/dialogue/acts/ decides the rest; doubt is `none`.
"When do they let us on" asks something of a flight and nothing of a bag: for each kind of thing that can be on the
screen the message is read once more, as likeness to what customers said below such a thing (data/*/dialogue/in_view/).
What is on the screen is known later; there one of these readings is taken (bot/dialogue/in_view.py).
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
from bot.dialogue.in_view import IN_VIEW
from bot.dialogue.short_forms import ShortForms, examples, examples_in_view, spaced
from bot.encoder import encoder, unit_vector
from bot.identifiers import IDENTIFIERS
from bot.sources import Trained
from bot.tokenizer import SLIPS

ACT = "act"
NONE = "none"
RULE, LIKENESS = "rule", "likeness"
_SETTINGS = kernel.Settings(width=2.5, words=0.6, ridge=0.25, balanced=True, shared=0.6)
# Ordinary sentences, a sample of them: each costs time with every message.
_ORDINARY = 1500
# What has more words is a story, and brings its own topic; below a thing, a longer one may still ask of it.
_LONGEST_WORDS, _LONGEST_HAN = 25, 60
_LONGEST_WORDS_IN_VIEW, _LONGEST_HAN_IN_VIEW = 45, 110
# Ordinary sentences shorter than this may well be acts ("what gate"), whatever intent they stand under.
_OWN_TOPIC_WORDS, _OWN_TOPIC_HAN = 6, 10
_SHORT = 0.3
# So short a message seldom brings a topic: that it is like an ordinary sentence counts a tenth.
_SHORT_WORDS, _SHORT_HAN = 8, 12
_ORDINARY_WHEN_SHORT = 0.1
# And a longer one by itself, with nothing on the screen, is an act only where that is beyond doubt.
_SURE_WHEN_LONG = 0.9
_ONE_HAN = re.compile(f"[{HAN}]")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActsClassifier(Trained, GraphComponent, IntentClassifier):
    """Sets `act` on every message, {"name", "confidence", "by"}, and `in_view`.

    That is, by kind of thing, what it would ask of one: {"name", "confidence", "topic"}.
    """

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
        self._kinds: list[str] = []
        self._model: Optional[kernel.KernelModel] = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of each act, and that ordinary sentences are none."""
        taught = [(text, act, 0) for act, texts in examples().items() for text in texts]
        seen = examples_in_view()
        self._kinds = sorted(seen)
        for group, kind in enumerate(self._kinds, start=1):
            taught += [(text, act, group) for act, texts in seen[kind].items() for text in texts]
        ordinary = kernel.sample(
            [example for example in training_data.intent_examples if self._has_topic(example)], _ORDINARY
        )
        # Those of no group come first.
        texts = [*(example.get(TEXT) for example in ordinary), *(text for text, _, _ in taught)]
        acts = np.array([NONE] * len(ordinary) + [act for _, act, _ in taught])
        groups = np.array([0] * len(ordinary) + [group for _, _, group in taught])
        vectors = [unit_vector(example)[None] for example in ordinary]
        vectors += [encoder().encode_all([spaced(text) for text, _, _ in taught])]
        words = hstack([self._features.fit(list(map(spaced, texts))), csr_matrix(np.vstack([*map(signs, texts)]))])
        self._acts = np.unique(acts).tolist()
        targets = np.where(acts[:, None] == np.array(self._acts), 1, -1).astype(np.float32)
        self._model = kernel.fit(np.vstack(vectors), words.tocsr(), targets, _SETTINGS, groups)
        self._save(self._model)
        return self._resource

    def _has_topic(self, example: Message) -> bool:
        text = example.get(TEXT)
        return bool(text and example.get(INTENT)) and is_longer(text, _OWN_TOPIC_WORDS, _OWN_TOPIC_HAN)

    def _save(self, model: kernel.KernelModel) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            self._features.save(folder / "words.json")
            model.save(folder)
            names = {"acts": self._acts, "kinds": self._kinds}
            (folder / "acts.json").write_text(json.dumps(names), encoding="utf-8")

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
            names = json.loads((folder / "acts.json").read_text(encoding="utf-8"))
            component._acts, component._kinds = names["acts"], names["kinds"]
            component._model = kernel.KernelModel.load(folder, _SETTINGS)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the act of each message, and what it is by kind of thing."""
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        too_long = is_longer(text, _LONGEST_WORDS_IN_VIEW, _LONGEST_HAN_IN_VIEW)
        if self._model is None or too_long or not _without_identifiers(message):
            message.set(ACT, _named(NONE, 1.0, RULE), add_to_output=True)
            return
        meant = as_meant(text, 0, len(text), message.get(SLIPS) or []).text
        long = is_longer(text, _LONGEST_WORDS, _LONGEST_HAN)
        if not long and (act := self._forms.act(text) or self._forms.act(meant)):
            message.set(ACT, _named(act, 1.0, RULE), add_to_output=True)
            return
        by_itself, *in_view = self._probabilities(self._model, message, meant)
        message.set(ACT, _named(NONE, 1.0, RULE) if long else self._alike(by_itself, meant), add_to_output=True)
        readings = {kind: self._asked(likely) for kind, likely in zip(self._kinds, in_view, strict=True)}
        message.set(IN_VIEW, readings, add_to_output=True)

    def _asked(self, likely: np.ndarray) -> dict[str, Any]:
        """What is asked if anything is, how sure that is, and how sure that the message brings a topic of its own."""
        topic = self._acts.index(NONE)
        best = int(np.argmax(np.where(np.arange(len(likely)) == topic, -1.0, likely)))
        sure, none = round(float(likely[best]), 3), round(float(likely[topic]), 3)
        return {"name": self._acts[best], "confidence": sure, "topic": none}

    def _alike(self, likely: np.ndarray, meant: str) -> dict[str, Any]:
        if is_longer(meant, _SHORT_WORDS, _SHORT_HAN):
            best = self._best(likely)
            return best if best["confidence"] >= _SURE_WHEN_LONG else _named(NONE, best["confidence"], LIKENESS)
        likely = likely * np.where(np.array(self._acts) == NONE, _ORDINARY_WHEN_SHORT, 1.0)
        likely /= likely.sum()
        return self._best(likely)

    def _best(self, likely: np.ndarray) -> dict[str, Any]:
        best, sure = int(np.argmax(likely)), float(likely.max())
        return _named(self._acts[best] if sure >= self._sure_from else NONE, sure, LIKENESS)

    def _probabilities(self, model: kernel.KernelModel, message: Message, meant: str) -> np.ndarray:
        """A row for the message by itself, and one for each kind of thing."""
        words, written = self._features.of(spaced(meant)), signs(meant)
        # The signs are the last rows of the table of words.
        first = len(model.arguments) - len(written)
        places = [*words.places, *range(first, first + len(written))]
        said = kernel.Words(places, np.concatenate([words.weights, written]))
        return model.probabilities_in_groups(unit_vector(message), said)


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

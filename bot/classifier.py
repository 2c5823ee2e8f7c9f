"""Intents from sentence meaning plus the words themselves; where that is in doubt, a second encoder is asked.

It exists because Rasa's LogisticRegressionClassifier fixes class weights and regularisation, needs a featurizer per
kind of n-gram, and takes minutes on five thousand sentences; bot/kernel.py says why it is a kernel method.
"""

import json
import re
from collections import Counter
from dataclasses import fields
from itertools import count
from math import log
from pathlib import Path
from typing import Any, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot import kernel
from bot.e5 import e5
from bot.encoder import encoder, readable, unit_vector
from bot.sources import Trained

# Tokens arrive joined by blanks: their lemmas, with identifiers as class words.
_WORDS = {"ngram_range": (1, 2), "token_pattern": r"\S+", "min_df": 2}
_PIECES = {"analyzer": "char_wb", "ngram_range": (2, 4), "min_df": 3}
_BOTH = {"sublinear_tf": True, "lowercase": False, "dtype": np.float32}


class WordFeatures:
    """TF-IDF weights of words, pairs of words and character n-grams."""

    def __init__(self) -> None:
        self._parts = [TfidfVectorizer(**_WORDS, **_BOTH), TfidfVectorizer(**_PIECES, **_BOTH)]
        self._split = [part.build_analyzer() for part in self._parts]
        self._learned: list[dict[str, list[Any]]] = []
        self._known: list[dict[str, tuple[int, float]]] = []

    def fit(self, texts: list[str]) -> csr_matrix:
        """Learn the vocabulary; returns the features of `texts`."""
        features = hstack([part.fit_transform(texts) for part in self._parts], format="csr")
        self._learn([{"words": p.get_feature_names_out().tolist(), "idf": p.idf_.tolist()} for p in self._parts])
        return features

    def _learn(self, learned: list[dict[str, list[Any]]]) -> None:
        self._learned, places = learned, count()
        self._known = [{w: (next(places), idf) for w, idf in zip(p["words"], p["idf"], strict=True)} for p in learned]

    def of(self, text: str) -> kernel.Words:
        """The features of one sentence: as scikit-learn's, whose way for many texts takes ten times as long for one."""
        places: list[int] = []
        weights: list[np.ndarray] = []
        for split, known in zip(self._split, self._known, strict=True):
            counts = Counter(piece for piece in split(text) if piece in known)
            part = np.array([(1 + log(times)) * known[piece][1] for piece, times in counts.items()])
            places += [known[piece][0] for piece in counts]
            weights.append(part / (np.linalg.norm(part) or 1.0))
        return kernel.Words(places, np.concatenate(weights).astype(np.float32))

    def save(self, file: Path) -> None:
        """Keep vocabulary and weights as plain JSON: a model archive must not be able to run code."""
        file.write_text(json.dumps(self._learned, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> "WordFeatures":
        """What `save` kept."""
        features = cls()
        features._learn(json.loads(file.read_text(encoding="utf-8")))
        return features


class Both:
    """A model of what both encoders say.

    All sentences of the second lie close together: only how they differ from `usual`, what those taught have in common,
    tells anything.
    """

    def __init__(self, model: kernel.KernelModel, usual: np.ndarray) -> None:
        self._model = model
        self._usual = usual

    @classmethod
    def fit(
        cls, first: np.ndarray, second: np.ndarray, words: csr_matrix, targets: np.ndarray, settings: kernel.Settings
    ) -> "Both":
        """Fit to `targets`; a row per sentence."""
        usual = second.mean(axis=0)
        return cls(kernel.fit(_joined(first, second - usual), words, targets, settings), usual)

    def probabilities(self, first: np.ndarray, second: np.ndarray, words: kernel.Words) -> np.ndarray:
        """The probability of each class for one sentence."""
        return self._model.probabilities(_joined(first, second - self._usual), words)

    def save(self, folder: Path) -> None:
        """Keep all of it as plain arrays."""
        folder.mkdir()
        self._model.save(folder)
        np.save(folder / "usual.npy", self._usual)

    @classmethod
    def load(cls, folder: Path, settings: kernel.Settings) -> "Both":
        """What `save` kept."""
        return cls(kernel.KernelModel.load(folder, settings), np.load(folder / "usual.npy"))


def _joined(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Unit vectors of what two encoders say, each of which counts as much."""
    length = np.maximum(np.linalg.norm(second, axis=-1, keepdims=True), 1e-9)
    joined: np.ndarray = np.concatenate([first, second / length], axis=-1) * np.float32(0.5**0.5)
    return joined


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningAndWordsClassifier(Trained, GraphComponent, IntentClassifier):
    """Ranks intents by likeness to the training sentences."""

    @classmethod
    def required_components(cls) -> list[type]:
        """See the parent class."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """See the parent class."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See bot.kernel.Settings; and `second_below`: who is less sure than this asks the second encoder, too."""
        kernel_settings = {"width": 2.0, "words": 0.3, "ridge": 0.15, "balanced": True, "kept": 0.9}
        return {**kernel_settings, "ranking_length": 10, "second_below": 0.0}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._ranking_length = config["ranking_length"]
        self._settings = kernel.Settings(
            **{field.name: config[field.name] for field in fields(kernel.Settings) if field.name in config}
        )
        super().__init__(config, model_storage, resource)
        self._features = WordFeatures()
        self._intents: list[str] = []
        self._learned: dict[str, str] = {}
        self._second_below = float(config["second_below"])
        self._first: Optional[kernel.KernelModel] = None
        self._both: Optional[Both] = None

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every labelled sentence and keep the result."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if examples:
            labels = [example.get(INTENT) for example in examples]
            texts = [_spaced_tokens(example) for example in examples]
            self._intents = sorted(set(labels))
            self._learned = _unambiguous(texts, labels)
            # "bag allowance" is about the bag allowance: whoever names an intent sums it up, which counts where
            # examples are few. Nobody has labelled it, so that it is learned from, and not known.
            names = [_in_words(intent) for intent in self._intents]
            vectors = np.vstack([*map(unit_vector, examples), encoder().encode_all(names)])
            truth = np.array([*labels, *self._intents])[:, None] == np.array(self._intents)
            targets = np.where(truth, 1, -1).astype(np.float32)
            words = self._features.fit([*texts, *names])
            self._first = kernel.fit(vectors, words, targets, self._settings)
            if self._second_below:
                second = e5().encode_all([*map(readable, examples), *names])
                self._both = Both.fit(vectors, second, words, targets, self._settings)
            self._save(self._first)
        return self._resource

    def _save(self, first: kernel.KernelModel) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            self._features.save(folder / "words.json")
            first.save(folder)
            if self._both:
                self._both.save(folder / "both")
            facts = {"intents": self._intents, "learned": self._learned}
            (folder / "model.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "MeaningAndWordsClassifier":
        """Read what `train` kept."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._features = WordFeatures.load(folder / "words.json")
            facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            component._intents, component._learned = facts["intents"], facts["learned"]
            component._first = kernel.KernelModel.load(folder, component._settings)
            if component._second_below:
                component._both = Both.load(folder / "both", component._settings)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message."""
        for message in messages:
            ranking = self._ranking(message) if message.get(TEXT) else []
            best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._ranking_length], add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        if self._first is None:
            return []
        text = _spaced_tokens(message)
        if text in self._learned:
            # What a person has labelled is known, not guessed.
            probabilities = np.array([float(intent == self._learned[text]) for intent in self._intents])
        else:
            probabilities = self._guess(self._first, message, self._features.of(text))
        order = np.argsort(-probabilities)
        return [{"name": self._intents[i], "confidence": float(probabilities[i])} for i in order]

    def _guess(self, first: kernel.KernelModel, message: Message, words: kernel.Words) -> np.ndarray:
        """The second encoder takes three times as long as the first, which most often needs no second opinion."""
        probabilities = first.probabilities(unit_vector(message), words)
        if self._both and probabilities.max() < self._second_below:
            return self._both.probabilities(unit_vector(message), e5().encode(readable(message)), words)
        return probabilities


def _unambiguous(texts: list[str], labels: list[str]) -> dict[str, str]:
    """{sentence: intent} of the sentences that have one intent only."""
    seen: dict[str, set[str]] = {}
    for text, label in zip(texts, labels, strict=True):
        seen.setdefault(text, set()).add(label)
    return {text: labels.pop() for text, labels in seen.items() if text and len(labels) == 1}


def _in_words(intent: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", intent)).lower() or intent


def _spaced_tokens(message: Message) -> str:
    return " ".join(token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or [])

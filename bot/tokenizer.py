"""Tokenizer for sentences that mix Chinese and Latin script.

It exists because Rasa's JiebaTokenizer serves Chinese only and emits blank tokens in mixed text, and
WhitespaceTokenizer refuses Chinese.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jieba
import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.characters import HAN, Slip, as_meant, simplified
from bot.identifiers import IDENTIFIERS
from bot.sources import OwnSources

WORDS = Path(__file__).with_name("words.txt")
# The property of a message that holds its slips, set by bot/spelling.py.
SLIPS = "slips"
# The lemma of a token that is an identifier: what it says is its class, not its digits.
CLASS_LEMMA = "__{entity}__"
# Rules for prefixes and suffixes are slow on hundreds of brackets in a row: nobody's word is longer than this.
LONGEST_WORD = 48

_RUNS = re.compile(rf"[{HAN}]+|[^\s{HAN}]{{1,{LONGEST_WORD}}}")
_HAN = re.compile(rf"[{HAN}]")


@lru_cache(maxsize=1)
def load_words() -> None:
    """Teach jieba the words of our trade, once per process."""
    jieba.setLogLevel(logging.WARNING)
    jieba.load_userdict(str(WORDS))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class BilingualTokenizer(OwnSources, Tokenizer):
    """jieba for runs of Han characters, spaCy's English rules for the rest, one token per identifier."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No intent splitting: intents are names here, not words."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "BilingualTokenizer":
        """See the parent class."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        """Load the dictionaries once per process."""
        super().__init__(config)
        load_words()
        self._latin = spacy.blank("en").tokenizer

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of `attribute`: each is a stretch of the text as written, its lemma the plain lower-case spelling
        of what was meant."""
        text = message.get(attribute)
        found = message.get(IDENTIFIERS) or []
        slips = (message.get(SLIPS) or []) if attribute == TEXT else []
        tokens = [
            Token(text[i.start : i.end], i.start, i.end, lemma=CLASS_LEMMA.format(entity=i.entity)) for i in found
        ]
        position = 0
        for identifier in found:
            tokens += self._words(text, position, identifier.start, slips)
            position = identifier.end
        tokens += self._words(text, position, len(text), slips)
        return sorted(tokens)

    def _words(self, text: str, start: int, end: int, slips: Sequence[Slip]) -> Iterator[Token]:
        readable = as_meant(text, start, end, slips)
        for run in _RUNS.finditer(readable.text):
            # Dictionary and training sentences are mostly simplified; a token's own text stays as it was written.
            for word, offset in self._split(simplified(run.group())):
                first, last = readable.place(run.start() + offset, run.start() + offset + len(word))
                yield Token(text[first:last], first, last, lemma=word.lower())

    def _split(self, run: str) -> Iterator[tuple[str, int]]:
        if _HAN.match(run):
            yield from ((word, start) for word, start, _ in jieba.tokenize(run))
        else:
            yield from ((token.text, token.idx) for token in self._latin(run) if not token.is_space)

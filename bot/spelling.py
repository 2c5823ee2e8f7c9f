"""Spelling tolerance: what a misspelt word was meant to be, for whoever reads the message after this.

It exists because one slip in a sentence cost seven to fourteen points of accuracy: to an encoder and to word counts a
misspelt word is another word. The text of the message stays as written, and entities and tokens point into it; only
lemmas and the encoder see the word that was meant. Identifiers and names are nobody's slips.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.characters import HAN, Slip, plain, simplified
from bot.homophones import Homophones
from bot.identifiers import IDENTIFIERS
from bot.misspellings import Misspellings
from bot.names import named_surname
from bot.sources import Trained
from bot.tokenizer import SLIPS, load_words

_FILE = "spelling.json"
_HAN_RUN = re.compile(rf"[{HAN}]+")
# Nobody means a pasted page word by word.
_LONGEST = 400


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingTolerance(Trained, GraphComponent):
    """Notes the slips of each message. Training sentences, too: a sentence that was taught is found again."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        load_words()
        self._misspellings: Optional[Misspellings] = None
        self._homophones: Optional[Homophones] = None

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words of the training sentences."""
        texts = [simplified(plain(_without_identifiers(e)).text) for e in training_data.intent_examples if e.get(TEXT)]
        misspellings = Misspellings.learned(texts)
        homophones = Homophones.learned(run for text in texts for run in _HAN_RUN.findall(text))
        with self._model_storage.write_to(self._resource) as folder:
            facts = {"latin": misspellings.count, "han": homophones.facts}
            (folder / _FILE).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SpellingTolerance":
        """Read what `train` kept."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            facts = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        component._misspellings, component._homophones = Misspellings(facts["latin"]), Homophones(facts["han"])
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Note the slips of every training sentence."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Note the slips of each message."""
        for message in messages:
            if message.get(TEXT):
                message.set(SLIPS, self.slips(message))
        return messages

    def slips(self, message: Message) -> list[Slip]:
        """The slips of a message outside its identifiers and the surname it names, in order."""
        text: str = message.get(TEXT)
        named = named_surname(text)
        kept = [(i.start, i.end) for i in message.get(IDENTIFIERS) or []] + ([named[1:]] if named else [])
        found = [slip for slip in self._found(text) if all(slip.end <= a or b <= slip.start for a, b in kept)]
        return sorted(found)

    def _found(self, text: str) -> Iterator[Slip]:
        readable = plain(text[:_LONGEST])
        simple = simplified(readable.text)
        for start, end, word in self._misspellings.slips(simple) if self._misspellings else ():
            yield Slip(*readable.place(start, end), word)
        if self._homophones is None:
            return
        for run in _HAN_RUN.finditer(simple):
            for start, end, word in self._homophones.slips(run.group()):
                yield Slip(*readable.place(run.start() + start, run.start() + end), word)


def _without_identifiers(message: Message) -> str:
    text: str = message.get(TEXT)
    for identifier in reversed(message.get(IDENTIFIERS) or []):
        text = text[: identifier.start] + " " + text[identifier.end :]
    return text

"""What our components share: their sources count in Rasa's fingerprints, and those that are trained are made alike."""

import hashlib
from pathlib import Path
from typing import Any, Optional, TypeVar

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot import verticals

AnyTrained = TypeVar("AnyTrained", bound="Trained")
# What components of ours learn from, beside Rasa's training data.
_LEARNED_FROM = ("skills", "tone", "safety", "dialogue", "dialogue/acts", "dialogue/in_view")


class OwnSources:
    """Mix-in of our components. Rasa fingerprints a component's settings, not its code, and would reuse old results."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> Optional[str]:
        """A digest of everything of ours that a component's result may depend on, beside Rasa's training data."""
        digest = hashlib.sha256()
        here = Path(__file__).parent
        sources = (path for folder in (here, here / "dialogue") for path in folder.glob("*.*"))
        code = sorted(path for path in sources if path.suffix in {".py", ".txt"})
        data = [path for kind in _LEARNED_FROM for path in verticals.files(kind)]
        for path in [*code, *data, *verticals.files("places", "*.csv")]:
            digest.update(path.read_bytes())
        return digest.hexdigest()


class Trained(OwnSources):
    """Mix-in of our components that learn: they are told their settings, and where to keep what they learned."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls: type[AnyTrained],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnyTrained:
        """As Rasa asks of every component."""
        return cls(config, model_storage, resource)

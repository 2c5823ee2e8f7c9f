"""How Rasa reads the data of the core and of the verticals as one assistant.

It exists because Rasa's command line takes a single domain, and orders training data by folder: where a file lies must
not change what is learned.
"""

from pathlib import Path
from typing import Optional, Union

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import skills, verticals


class VerticalImporter(RasaFileImporter):
    """Rasa's own importer, with the domains of all verticals; training data in the order of the files' names."""

    _nlu_files: list[str]
    _story_files: list[str]

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[list[str], str]] = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._nlu_files = _in_order(self._nlu_files)
        self._story_files = _in_order(self._story_files)

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """What is taught, without the skills that are switched off: they are never understood."""
        off = skills.switched_off()
        return super().get_nlu_data(language).filter_training_examples(lambda one: one.get(INTENT) not in off)

    def get_domain(self) -> Domain:
        """The core's domain and the verticals' in one. Raises InvalidDomain: a part of it alone must not be trained."""
        own = [Path(self._domain_path)] if self._domain_path else []
        return Domain.load([*own, *verticals.domains()])


def _in_order(files: list[str]) -> list[str]:
    return [str(path) for path in verticals.by_name(map(Path, files))]

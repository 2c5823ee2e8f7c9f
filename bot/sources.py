"""Why a changed component is trained again: its source files count in Rasa's fingerprints."""

import hashlib
from pathlib import Path
from typing import Any, Optional


class OwnSources:
    """Mix-in of our components. Rasa fingerprints a component's settings, not its code, and would reuse old results."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> Optional[str]:
        """A digest of everything of ours that a component's result may depend on, beside Rasa's training data."""
        digest = hashlib.sha256()
        here = Path(__file__).parent
        sources = (path for path in here.glob("*.*") if path.suffix in {".py", ".txt"})
        data = here.parent / "data"
        for path in sorted([*sources, *(data / "tone").glob("*.yml"), *(data / "places").glob("*.csv")]):
            digest.update(path.read_bytes())
        return digest.hexdigest()

"""Why a changed component is trained again: its source files count in Rasa's fingerprints."""

import hashlib
from pathlib import Path
from typing import Any, Optional


class OwnSources:
    """Mix-in of our components. Rasa fingerprints a component's settings, not its code, and would reuse old results."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> Optional[str]:
        """A digest of everything in this folder that a component's result may depend on."""
        digest = hashlib.sha256()
        for path in sorted(Path(__file__).parent.glob("*.*")):
            if path.suffix in {".py", ".txt"}:
                digest.update(path.read_bytes())
        return digest.hexdigest()

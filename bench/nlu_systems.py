"""The systems that are compared, as pipelines that Rasa trains."""

import hashlib
import importlib.metadata
import importlib.util
import shutil
from pathlib import Path
from typing import Any

import yaml

from bench.nlu_data import ROOT

OURS, STOCK, TOKENIZED = "ours", "stock", "tokenized"
NAMES = {
    STOCK: "(a) Rasa as `rasa init` leaves it",
    TOKENIZED: "(b) Rasa, spaCy or jieba tokens, DIET",
    OURS: "(c) ours",
}
# A spaCy pipeline without a model: nlu_work writes it there, because Rasa only takes one from disk.
BLANK_SPACY = "spacy_en"
# What understands intents. The other components are about baggage and would be a handicap on foreign sentences.
_OUR_PARTS = ("spelling", "tokenizer", "encoder", "classifier")
_FOR_ANY_TRADE = (*(f"bot.{part}." for part in _OUR_PARTS), "FallbackClassifier")

# The assistant's components, and what they read beside the training sentences.
_OUR_DATA = ("data/site.yml", "data/*/tone/*.yml", "data/*/places/*.csv", "data/*/skills/*.yml")
_OUR_CODE = ("bot/*.py", "bot/*.txt", "bot/uv.lock", *_OUR_DATA)


def config(system: str, *, language: str, own: bool) -> dict[str, Any]:
    """The configuration of `system` for sentences of `language`."""
    if system == OURS:
        return _ours(own)
    found = _defaults()
    if system == TOKENIZED:
        found["pipeline"] = _tokens(language) + found["pipeline"][1:]
        found["language"] = language
    # For Chinese, too, a stock Rasa is left as `rasa init` wrote it: WhitespaceTokenizer refuses "zh", so that who
    # changes nothing has "en" there, one token per sentence, and the character n-grams do the work.
    return found


def freeze(place: Path) -> None:
    """Copy the code that runs: who edits it meanwhile does not change what is measured."""
    for pattern in (*_OUR_CODE, "bench/nlu*.py"):
        for path in ROOT.glob(pattern):
            copy = place / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)


def digest(system: str, code: Path) -> str:
    """Of the frozen code behind `system`: when it changes, old results no longer count."""
    found = hashlib.sha256(importlib.metadata.version("rasa").encode())
    if system == OURS:
        for path in sorted(path for pattern in _OUR_CODE for path in code.glob(pattern)):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _ours(own: bool) -> dict[str, Any]:
    found = _read(ROOT / "config.yml")
    if not own:
        found["pipeline"] = [part for part in found["pipeline"] if part["name"].startswith(_FOR_ANY_TRADE)]
    return found


def _defaults() -> dict[str, Any]:
    """What Rasa itself fills in for the empty settings that `rasa init` writes."""
    package = importlib.util.find_spec("rasa")
    assert package and package.origin
    return _read(Path(package.origin).parent / "engine" / "recipes" / "config_files" / "default_config.yml")


def _tokens(language: str) -> list[dict[str, Any]]:
    if language == "zh":
        return [{"name": "JiebaTokenizer"}]
    return [{"name": "SpacyNLP", "model": BLANK_SPACY}, {"name": "SpacyTokenizer"}]


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {key: content[key] for key in ("recipe", "assistant_id", "language", "pipeline")}

"""The plainest forms of acts: whole messages whose meaning nobody doubts ("why?", 为啥, "so when does it land").

A message is compared after what only opens or closes it has been taken away ("ok so", 那, "please", 啊), with every
example of data/*/dialogue/acts/ and with the patterns there. Whole messages only: there is no place for half words, not
in a language without blanks either.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

import yaml

from bot import verticals
from bot.characters import plain, simplified

FOLDER = "dialogue/acts"
_IN_VIEW = "dialogue/in_view"
_FILLERS = "dialogue/fillers.yml"
_LANGUAGES = ("en", "zh")
_BREAKS = re.compile(r"[\s,.;:!?~…，。！？；：、～·\"“”()（）-]+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


def examples() -> dict[str, list[str]]:
    """{act: sentences} of the core and the verticals that are on, both languages."""
    found: dict[str, list[str]] = {}
    for act, content in _contents():
        found.setdefault(act, []).extend(text for language in _LANGUAGES for text in content.get(language) or ())
    return found


def examples_in_view() -> dict[str, dict[str, list[str]]]:
    """{kind of thing: {act: sentences}} of what customers say while such a thing is on their screen."""
    return {
        path.stem: {
            act: [text for language in _LANGUAGES for text in said.get(language) or ()]
            for act, said in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        }
        for path in verticals.files(_IN_VIEW)
    }


class ShortForms:
    """Knows the act of a message that is one of the plain forms."""

    def __init__(self) -> None:
        self._opening, self._closing = _fillers()
        self._patterns = [
            (act, re.compile("|".join(content["always"]))) for act, content in _contents() if content.get("always")
        ]
        self._known = self._unambiguous()

    def act(self, text: str) -> Optional[str]:
        """The act of a message in a plain form; None when it is in no such form."""
        whole = spaced(text)
        bare = self.bare(whole)
        for form in dict.fromkeys((whole, bare)):
            if found := self._known.get(form):
                return found
        return next((act for act, pattern in self._patterns if pattern.fullmatch(bare)), None)

    def bare(self, text: str) -> str:
        """A message without what only opens or closes it; nothing is left of no message."""
        opened = self._opening.sub("", text) or text
        return self._closing.sub("", opened) or opened

    def _unambiguous(self) -> dict[str, str]:
        owners: dict[str, set[str]] = {}
        for act, texts in examples().items():
            for text in texts:
                whole = spaced(text)
                for form in {whole, self.bare(whole)}:
                    owners.setdefault(form, set()).add(act)
        return {form: acts.pop() for form, acts in owners.items() if len(acts) == 1}


@lru_cache(maxsize=64)
def spaced(text: str) -> str:
    """A message in one spelling: simplified, lower case, single blanks for marks, none between Han characters."""
    straight = simplified(plain(text).text).lower().replace("’", "'")
    return _BETWEEN_HAN.sub("", _BREAKS.sub(" ", straight).strip())


def _contents() -> list[tuple[str, dict[str, Any]]]:
    return [(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files()]


def files() -> list[Path]:
    """Where the acts are said to be what they are."""
    return verticals.files(FOLDER)


def _fillers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = yaml.safe_load((verticals.DATA / verticals.CORE / _FILLERS).read_text(encoding="utf-8"))
    opening, closing = ([_alone(word, side) for word in words[side]] for side in ("opening", "closing"))
    return re.compile(f"^(?:{'|'.join(opening)})+"), re.compile(f"(?:{'|'.join(closing)})+$")


def _alone(word: str, side: str) -> str:
    if not word.isascii():
        return f"{re.escape(word)} ?" if side == "opening" else f" ?{re.escape(word)}"
    return rf"{re.escape(word)} " if side == "opening" else rf" {re.escape(word)}"

"""Whether an answer can be a surname at all: a refusal, a question or a sentence is no try."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from airline.access.names import HAN, TITLES, name_words, without_courtesies

# Longer answers are sentences, not names.
LONGEST_NAME = 60
_NOT_NAMES = Path(__file__).parents[1] / "data" / "not_names.txt"
# "Maria Lopez Garcia"; more are a sentence, or a list of guesses.
_MOST_WORDS, _MOST_HAN, _MOST_HAN_WORDS = 3, 4, 2
# They belong to the word after them: van der Berg, de la Cruz.
_PARTICLES = frozenset(
    re.findall(r"\w+", "al bin da das de del della den der di dos du el la le los st ten ter van vander von y zu")
)
# What no name has, and what parts several: one name a try.
_NO_NAME = re.compile(r"[\d?？@<>{}=]|[、;；|]|[,，/].*[,，/]|[\u3400-\u9fff]\s*[,，/]\s*[\u3400-\u9fff]")


def name_in(answer: str) -> str | None:
    """The name in an answer, without what is said around it; None where it can be none: "Zhang" of "it's Zhang"."""
    text = unicodedata.normalize("NFKC", answer[: LONGEST_NAME + 1]).strip().replace("’", "'")
    if len(text) > LONGEST_NAME or _NO_NAME.search(without_courtesies(text).rstrip(",，/ ")):
        return None
    words = name_words(text)
    if not words or all(TITLES.fullmatch(word) for word in words):
        return None
    han = [word for word in words if HAN.search(word)]
    if len(han) > _MOST_HAN_WORDS:
        return None
    can_be = _can_be_chinese("".join(words)) if han else _can_be_latin([word.casefold() for word in words])
    return " ".join(words) if can_be else None


def _can_be_chinese(name: str) -> bool:
    _, _, characters, words = _not_names()
    # Whoever has a Latin given name writes both: 张Wei.
    written = "".join(HAN.findall(name))
    if len(written) > _MOST_HAN or set(written) & characters or written in words:
        return False
    return not any(len(word) > 1 and word in written for word in words)


def _can_be_latin(words: list[str]) -> bool:
    never, sometimes, _, _ = _not_names()
    names = [word for word in words if word not in _PARTICLES]
    if not 1 <= len(names) <= _MOST_WORDS or never & set(words):
        return False
    # "You Jing" and "Will May" are names, "so he will" is not.
    unsure = [word for word in names if word in sometimes]
    return len(names) == 1 or (len(unsure) < len(names) and not sometimes & set(names[1:-1]))


@cache
def _not_names() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Words that are never part of a name, those that may be, Chinese characters, Chinese words."""
    sections = re.split(r"^#.*\n", _NOT_NAMES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    never, sometimes, characters, chinese = (section for section in sections if section.strip())
    return (
        frozenset(never.split()),
        frozenset(sometimes.split()),
        frozenset(characters.strip()),
        frozenset(chinese.split()),
    )

"""Which sentences of an article speak of what a question names: "and in the hold?", 抬头能写公司吗."""

import math
import re
from collections.abc import Sequence
from functools import cache

from crm import content

_SENTENCE = {"en": re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])|\n+"), "zh": re.compile(r"(?<=[。！？])|\n+")}
# Counts are named, dates and prices are not.
_LATIN, _HAN = re.compile(r"[a-z]+|(?<![\d.,])[1-6](?![\d.,年月日号:点])"), re.compile(r"[\u3400-\u9fff]+")
_ENDINGS = re.compile(r"(?:'s|ies|ing|ed|es|s|e|y)$")
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_NUMBERS |= {"一": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6"}
# So much of what the question names, by weight, must be in a sentence that answers it. Pairs of characters overlap
# where no word is: fewer of them can be found.
_ENOUGH = {"en": 0.5, "zh": 0.3}
AT_MOST = 2


def sentences(body: str) -> list[str]:
    """A text in sentences."""
    return [one.strip() for one in _SENTENCE[_language(body)].split(body) if one and one.strip()]


def joined(parts: Sequence[str]) -> str:
    """Sentences as a text again."""
    return ("" if _language("".join(parts)) == "zh" else " ").join(parts)


def speaking_of(body: str, question: str) -> list[str]:
    """The sentences of `body` that hold most of what `question` names, two at most; none where too little is held."""
    parts = sentences(body)
    # A word of one character is found within longer ones: 接 in 接机人.
    held = [_words(part) | frozenset(part) for part in parts]
    asked = _words(question)
    weights = {word: math.log(1 + len(parts) / (1 + sum(word in words for words in held))) for word in asked}
    total = sum(weights.values())
    if not total:
        return []
    scores = [sum(weights[word] for word in asked & words) / total for words in held]
    best = max(scores, default=0.0)
    if best < _ENOUGH[_language(question)]:
        return []
    return [part for part, score in zip(parts, scores, strict=True) if score == best][:AT_MOST]


def _words(text: str) -> frozenset[str]:
    """What a text names: stems of words, pairs of characters; without grammar and without what any question has."""
    folded = text.lower().replace("’", "'")
    stems = (_stem(word) for word in _LATIN.findall(folded) if word not in _grammar()[0])
    numbers = (_NUMBERS[one] for one in _NUMBERS if one in _LATIN.findall(folded) or f"{one}个" in folded)
    runs = (rest for run in _HAN.findall(folded) for rest in _grammar()[1].sub(" ", run).split())
    pairs = (run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1)))
    return frozenset([*stems, *numbers, *pairs])


def _stem(word: str) -> str:
    return _NUMBERS.get(word) or (_ENDINGS.sub("", word) if len(word) > 3 else word)


@cache
def _grammar() -> tuple[frozenset[str], re.Pattern[str]]:
    lists = content.merged("dialogue", "words.yml")
    english = frozenset(word for part in ("function", "question") for word in lists[part]["en"].split())
    chinese = sorted((w for part in ("function", "question") for w in lists[part]["zh"].split()), key=len, reverse=True)
    return english, re.compile("|".join(map(re.escape, chinese)))


def _language(text: str) -> str:
    return "zh" if _HAN.search(text) else "en"

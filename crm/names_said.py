"""The name in what was said: "it's just Tom Baker", 我叫刘敏; none in what agrees, asks for something or only tells."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from crm import texts

_HAN = r"[\u3400-\u9fff]"
_MARKS = " \t\n,，.。;；:：!！?？~～-—“”\"'‘’()（）"
# Not after "Dr." and "J.".
_PAUSES = re.compile(
    r"[,，;；。!！?？\n、:：]+|(?<=\w\w\w)\.(?=\s|$)|\s[-–—]+\s|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"
)
# "Lindqvist, not Lindquist", 不是刘敏，是刘明: what it is not.
_DENIED = re.compile(r"[,，]?\s*\bnot [^\W\d_]+\b|不是[\u3400-\u9fff]{1,4}(?=[，,]?\s*是)", re.I)
# 刘 敏
_APART = re.compile(rf"(?<!{_HAN})({_HAN}{{1,2}})\s+({_HAN}{{1,2}})(?!{_HAN})")
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MOST_WORDS, _LONGEST, _LONGEST_HAN, _LONGEST_JOINED = 5, 60, 4, 16


def name_in(text: str) -> str | None:
    """The name that an answer to "what is your name?" gives: the first part of it that can be one."""
    text = _APART.sub(r"\1\2", _DENIED.sub(" ", text))
    parts = [part.strip(_MARKS) for part in _PAUSES.split(text) if part.strip(_MARKS)]
    if len(parts) == 2 and all(_bare(part) == part and _can_be_name(part) for part in parts) and "," in text:
        # "Baker, Tom"
        return ", ".join(parts)
    return next((bare for part in parts if _can_be_name(bare := _bare(part))), None)


def introduced(text: str) -> Iterator[str]:
    """ "I'm Ada Okafor", 我叫王芳, "ask for Okafor": in English with capitals, as "I'm late" is no name."""
    for found in re.finditer(_words()["introduces"], text):
        if name := name_in(next(group for group in found.groups() if group)):
            yield name


def only_introduces(text: str) -> bool:
    """Whether a stretch of a message says who somebody is and nothing else."""
    found = re.search(_words()["introduces"], text)
    rest = text[: found.start()] + text[found.end() :] if found else text
    return found is not None and not re.search(r"\w", _strip(rest))


def _bare(part: str) -> str:
    """The part without what leads to a name or comes after it."""
    before = None
    while before != part:
        before, part = part, _strip(part)
    return part


def _strip(part: str) -> str:
    words = _words()
    part = re.sub(words["before"], "", part.strip(_MARKS), flags=re.I)
    return re.sub(words["after"], "", part, flags=re.I).strip(_MARKS)


def _can_be_name(bare: str) -> bool:
    if not bare or len(bare) > _LONGEST or not any(c.isalpha() for c in bare) or re.search(r"[\d@<>/\\_]", bare):
        return False
    han = "".join(re.findall(_HAN, bare))
    if han and (("·" not in bare and len(han) > _LONGEST_HAN) or len(han) > _LONGEST_JOINED):
        return False
    if han and re.search(_words()["no_name_zh"], bare):
        return False
    return _are_names(_LATIN_WORD.findall(bare))


def _are_names(words: list[str]) -> bool:
    """Whether none of these is a word of a sentence; "Will Smith" is a name all the same, "Just Log It" is none."""
    said = [word for word in words if word.lower().replace("’", "'") in _no_names()]
    named = len(words) > 1 and len(said) < len(words) and all(word[0].isupper() for word in words)
    return len(words) <= _MOST_WORDS and (not said or named)


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_words()["no_name_en"].split())


def _words() -> dict[str, Any]:
    return dict(texts.load("errands")["names"])

"""What is left of a message for an open question: not the wish to have it done, nor a name or a number beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from crm import names_said, texts

_PAUSES = re.compile(r"([,，、;；。!！?？\n]+|(?<=\w)\.(?=\s|$))")
_CONTACT = re.compile(r"\+?\d[\d\s().-]{5,}\d|[^\s@，,;；]+@[\w.-]+\w")
_MARKS = " \t\n,，.。;；:：!！?？~～-—、"
_MOST_DETAILS = 4
_NO_THINGS = frozenset({"the", "and", "with", "not", "black", "white", "blue", "red", "green", "grey", "gray", "brown"})


def answer_in(text: str, *, names: bool, contacts: bool) -> str:
    """The text without clauses that only want it done, or only say yes, no, or when.

    Nor those that only bring a name, or only how to reach somebody, where these have a place of their own. Empty where
    nothing else is said.
    """
    pieces = _PAUSES.split(text)
    kept = [
        piece + mark
        for piece, mark in zip(pieces[::2], [*pieces[1::2], ""], strict=True)
        if piece.strip() and not _is_beside(piece, names=names, contacts=contacts)
    ]
    whole = len(kept) == sum(bool(piece.strip()) for piece in pieces[::2])
    return text.strip() if whole else "".join(kept).strip().rstrip(_MARKS)


def details_in(text: str, taken: Iterable[str], around: Sequence[str], *, sentences: bool) -> list[str]:
    """The clauses of a first message that describe something, and say more than what is `taken` elsewhere.

    `sentences`: "it has a blue cover", too, which says nothing of what it is.
    """
    values = [value for value in taken if value]
    found = (_described(clause, sentences=sentences) for clause in _clauses(text) if _says_more(clause, values))
    unsaid = (one for one in found if one and not any(re.search(pattern, one, re.I) for pattern in around))
    return list(dict.fromkeys(unsaid))[:_MOST_DETAILS]


def corrected(text: str) -> str:
    """What a correction says instead: "a blue scarf" of "my bad, it's a blue scarf"."""
    words = texts.load("errands")
    rest = re.sub(words["corrects"], "", text.strip(), count=1, flags=re.I).strip(_MARKS + "了")
    bare = re.sub(words["describes"], "", rest, flags=re.I).strip(_MARKS)
    return "" if re.search(words["tells"], bare, re.I) else bare


def share_a_thing(one: str, other: str) -> bool:
    """Whether two descriptions name the same thing: 灰围巾 and 蓝围巾, "a grey scarf" and "a blue scarf"."""
    return bool(_things(one) & _things(other))


def _things(text: str) -> set[str]:
    """Its words of three letters and more, and its characters by two."""
    latin = {word for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in _NO_THINGS}
    runs = re.findall(r"[\u3400-\u9fff]+", text)
    return latin | {run[place : place + 2] for run in runs for place in range(len(run) - 1)}


def wants_it_done(text: str) -> bool:
    """Whether a stretch of a message says nothing but that it shall be done: "just log it", 帮我登记."""
    return bool(re.fullmatch(texts.load("errands")["wants_done"], text.strip(_MARKS), re.I))


def _clauses(text: str) -> Iterator[str]:
    for piece in _PAUSES.split(text)[::2]:
        if piece.strip() and not _is_beside(piece, names=True, contacts=True):
            yield piece.strip(_MARKS)


def _says_more(clause: str, values: Sequence[str]) -> bool:
    rest = clause
    for value in values:
        rest = rest.replace(value, " ")
    rest = re.sub(texts.load("errands")["bringing"], " ", rest, flags=re.I)
    return bool(re.search(r"[^\W\d_]{2,}", rest))


def _described(clause: str, *, sentences: bool) -> str:
    words = texts.load("errands")
    bare = re.sub(words["describes"], "", clause, flags=re.I).strip(_MARKS)
    tells = re.search(words["tells"], bare, re.I) or (bare != clause and not sentences)
    return "" if tells else bare


def _is_beside(clause: str, *, names: bool, contacts: bool) -> bool:
    rest = _CONTACT.sub(" ", clause) if contacts else clause
    brings = rest != clause and not re.search(r"\w", re.sub(texts.load("errands")["bringing"], " ", rest, flags=re.I))
    when = re.fullmatch(texts.load("errands")["only_when"], clause.strip(_MARKS), re.I)
    return wants_it_done(clause) or bool(when) or brings or (names and names_said.only_introduces(rest))

"""Kinds of preferences, from the files `preferences/kinds.yml` of `data/`: how they are said, read and told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pydantic import Field

from crm import content, when
from crm.case_texts import LANGUAGES, Bilingual
from crm.site import Name, Strict, Words
from crm.texts import load

_MONTH = timedelta(days=365) / 12
_LEAP_YEAR = 2000
OTHER = "other"
# Between the scripts, where a pattern sees no end of a word.
_SEAM = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u4e00-\u9fff])")
_SIMPLER = str.maketrans("對過註備記遠離無兒潔猶齋邊", "对过注备记远离无儿洁犹斋边")
_MARKS = " ,，.。!！;；:：-~～、\n"
_SHORTEST, _LONGEST = 3, 140
IS, OVER, NOT = "is", "over", "not"


@dataclass(frozen=True)
class Wish:
    """What somebody wants remembered."""

    kind: str
    value: str


class Value(Strict):
    """A value that has a name, and how it is said. `instead_of`: values of its kind that it takes the place of."""

    label: Words
    means: str
    instead_of: tuple[str, ...] = ()


class Kind(Strict):
    """One kind. `day`: its value is a day of the year, "05-03". `asked`: what else asks for it, beside its names
    (`called`). `note` is told before it is kept.
    """

    label: Words
    called: str
    asked: str | None = None
    one: bool = False
    day: bool = False
    values: Mapping[Name, Value] = {}
    reads: tuple[str, ...] = ()
    note: Words | None = None


class _File(Strict):
    kept_months: int = Field(ge=1, le=120)
    kinds: dict[Name, Kind]


@cache
def _file() -> _File:
    return _File.model_validate(content.merged("preferences", "kinds.yml"))


def kinds() -> Mapping[str, Kind]:
    """Every kind, in the order in which they are told."""
    return _file().kinds


def kind(name: str) -> Kind:
    """The kind of this name. Raises KeyError."""
    return kinds()[name]


def kept_months() -> int:
    """For how long a yes counts."""
    return _file().kept_months


def kept_for() -> timedelta:
    """For how long a yes counts."""
    return kept_months() * _MONTH


def read(text: str, *, today: date) -> list[Wish]:
    """What a message would have remembered; what it says is not so any more is left out."""
    found = list(_found(text, today))
    wished = _one_of_each(dict.fromkeys(wish for wish, stands in found if stands == IS))
    # What is said of somebody else, or to be avoided, is only understood as a whole.
    # "I never asked for vegan, I want halal" says what is wished instead.
    instead = {wish.kind for wish in wished}
    avoided = any(stands == NOT and wish.kind not in instead for wish, stands in found)
    whole = re.search(load("preferences")["of_others"], text, re.I) or avoided
    if (whole or not found) and re.search(load("preferences")["remembers_wish"], _plain(text), re.I):
        return [Wish(OTHER, rest)] if (rest := _rest(text)) else []
    return [] if whole else wished


def replaced_by(wish: Wish) -> tuple[str, ...]:
    """The values of its kind that cannot be wished for beside it: by the window, or on the aisle."""
    value = kind(wish.kind).values.get(wish.value)
    return value.instead_of if value else ()


def _one_of_each(wishes: Iterable[Wish]) -> list[Wish]:
    """Of wishes that exclude each other the one that was said first: the other is its reason."""
    kept: list[Wish] = []
    for wish in wishes:
        if not any(one.kind == wish.kind and wish.value in replaced_by(one) for one in kept):
            kept.append(wish)
    return kept


def whole(text: str) -> tuple[Wish, ...]:
    """A message that asks to have something remembered, in its own words; nothing where it does not ask for it."""
    rest = _rest(text) if re.search(load("preferences")["remembers_wish"], _plain(text), re.I) else ""
    return (Wish(OTHER, rest),) if rest else ()


def over(text: str, *, today: date) -> list[Wish]:
    """What a message says is not so any more: "I'm not vegetarian any more", 我不吃素了."""
    return [wish for wish, stands in _found(text, today) if stands == OVER]


def named(text: str) -> list[str]:
    """The kinds that a message calls by their names."""
    return [name for name, one in kinds().items() if re.search(one.called, text, re.I)]


def asked_for(text: str) -> list[str]:
    """The kinds that a question is about, by their names or by what is done with them: "what do I eat?"."""
    words = {name: "|".join(filter(None, (one.called, one.asked))) for name, one in kinds().items()}
    return [name for name, asks in words.items() if re.search(asks, text, re.I)]


def names_birthday(text: str) -> bool:
    """Whether a birthday is spoken of, with or without its day."""
    return any(one.day and re.search(one.called, text, re.I) for one in kinds().values())


def said(wish: Wish) -> Bilingual:
    """A value as people say it."""
    one = kind(wish.kind)
    if wish.value in one.values:
        return one.values[wish.value].label.model_dump()
    if one.day:
        month, day = map(int, wish.value.split("-"))
        form, name = load("preferences")["month_day"], f"{date(_LEAP_YEAR, month, 1):%B}"
        return {language: form[language].format(month=month, day=day, month_name=name) for language in LANGUAGES}
    return dict.fromkeys(LANGUAGES, wish.value)


def _plain(text: str) -> str:
    return _SEAM.sub(" ", text.replace("’", "'").translate(_SIMPLER))


def _found(text: str, today: date) -> Iterator[tuple[Wish, str]]:
    """What is said of each kind, and whether it is so."""
    plain = _plain(text)
    for name, one in kinds().items():
        said = [(found, value) for value, known in one.values.items() if (found := re.search(known.means, plain, re.I))]
        for found, value in sorted(said, key=lambda one: one[0].start()):
            yield Wish(name, value), _stands(plain, found)
        for found in (found for pattern in one.reads for found in re.finditer(pattern, plain, re.I)):
            if value := found[1].strip(_MARKS):
                yield Wish(name, value), _stands(plain, found)
        if one.day and re.search(one.called, plain, re.I):
            meant = when.read(text, today=today)
            if meant and meant.day:
                yield Wish(name, f"{meant.day:%m-%d}"), IS


def _stands(text: str, found: re.Match[str]) -> str:
    """Whether what was found is so, is over, or is what is not wanted."""
    words, before, after = load("preferences"), text[: found.start()], text[found.end() :]
    if not re.search(words["denied"], before, re.I):
        return IS
    ends = re.search(words["any_more"], f"{before[-12:]} {after[:20]}", re.I)
    return OVER if ends else NOT


def _rest(text: str) -> str:
    """What is left of a message without the words that only ask to remember it."""
    rest = text
    for pattern in load("preferences")["around"]:
        rest = re.sub(pattern, " ", rest, flags=re.I)
    rest = " ".join(rest.split()).strip(_MARKS)
    return rest[:_LONGEST] if len(rest) >= _SHORTEST else ""

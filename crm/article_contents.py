"""What an article says, whoever wrote it, and what is wrong with it: every fault by its field."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, get_args

from crm import skills
from crm.skills import Stage

LANGUAGES = ("zh", "en")
TITLE, BODY, KEYWORD, ASKED, ANSWER, BUTTON, PAYLOAD, SOURCE, URL = 120, 4000, 60, 200, 1500, 60, 500, 200, 500
KEYWORDS, FOLLOW_UPS, WAYS, CHOICES = 100, 80, 20, 6
# What a draft may still lack; nothing is published with it.
UNFINISHED = frozenset({"missing", "figures_differ", "not_chinese", "not_english"})

_HAN = re.compile(r"[\u3400-\u9fff]")
# A name in the other language may stand in brackets or quotes.
_QUOTED = re.compile(r"[（(][^)）]*[)）]|“[^”]*”|「[^」]*」")
_FIGURE = re.compile(r"\d[\d.,]*\d")
_PAYLOAD = re.compile(r"/([a-z_]+)(\{.*\})?")

Bilingual = Mapping[str, str]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, by a name that the desk has words for; `facts`: the limit, or what differs."""

    field: str
    reason: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Contents:
    """All of an article but its name and its history."""

    stage: str
    intents: Sequence[str]
    titles: Bilingual
    bodies: Bilingual
    keywords: Mapping[str, Sequence[str]]
    choices: Sequence[Mapping[str, Any]]
    follow_ups: Sequence[Mapping[str, Any]]
    source: Mapping[str, str | None]
    valid_from: date
    valid_to: date | None = None

    @property
    def digest(self) -> str:
        """What tells these contents from all others."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()


def problems(contents: Contents) -> list[Problem]:
    """Everything that keeps an article from being published, in the order of its fields."""
    return list(_problems(contents))


def gaps(contents: Contents) -> bool:
    """Whether a text is there in one language alone."""
    texts = [contents.titles, contents.bodies, *(one["answer"] for one in contents.follow_ups)]
    return any(bool(_said(text, "zh")) != bool(_said(text, "en")) for text in texts)


def known_intents() -> frozenset[str]:
    """What a customer may mean: what an article can answer, and what a button can stand for."""
    return frozenset(skills.intents())


def _problems(contents: Contents) -> Iterator[Problem]:
    yield from both("title", contents.titles, TITLE)
    yield from both("body", contents.bodies, BODY)
    yield from prose("body", contents.bodies)
    if contents.stage not in get_args(Stage):
        yield Problem("stage", "unknown", {"value": contents.stage[:KEYWORD]})
    for number, intent in enumerate(contents.intents):
        if intent not in known_intents():
            yield Problem(f"intents.{number}", "unknown", {"value": intent[:KEYWORD]})
    yield from _keywords(contents.keywords)
    yield from _follow_ups(contents.follow_ups)
    yield from _choices(contents.choices)
    yield from _source(contents.source)
    if contents.valid_to is not None and contents.valid_to <= contents.valid_from:
        yield Problem("valid_to", "before_start")


def both(place: str, texts: Bilingual, limit: int) -> Iterator[Problem]:
    """What a text lacks in either language, or has too much of."""
    for language in LANGUAGES:
        said = _said(texts, language)
        if not said:
            yield Problem(f"{place}.{language}", "missing")
        elif len(said) > limit:
            yield Problem(f"{place}.{language}", "too_long", {"limit": limit, "length": len(said)})


def prose(place: str, texts: Bilingual) -> Iterator[Problem]:
    """Each text in its own language, and the same figures in both."""
    zh, en = _said(texts, "zh"), _said(texts, "en")
    if zh and not _HAN.search(zh):
        yield Problem(f"{place}.zh", "not_chinese")
    if en and _HAN.search(_QUOTED.sub("", en)):
        yield Problem(f"{place}.en", "not_english")
    only = {"zh": set(_FIGURE.findall(zh)), "en": set(_FIGURE.findall(en))}
    if zh and en and only["zh"] != only["en"]:
        facts = {"zh": sorted(only["zh"] - only["en"]), "en": sorted(only["en"] - only["zh"])}
        yield Problem(place, "figures_differ", facts)


def _keywords(keywords: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for language in LANGUAGES:
        words = keywords.get(language, [])
        yield from _many(f"keywords.{language}", words, KEYWORDS)
        yield from _each_short(f"keywords.{language}", words, KEYWORD)


def _follow_ups(follow_ups: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    yield from _many("follow_ups", follow_ups, FOLLOW_UPS)
    for number, one in enumerate(follow_ups):
        place = f"follow_ups.{number}"
        for language in LANGUAGES:
            ways = one["asked"].get(language, [])
            if not any(way.strip() for way in ways):
                yield Problem(f"{place}.asked.{language}", "missing")
            yield from _many(f"{place}.asked.{language}", ways, WAYS)
            yield from _each_short(f"{place}.asked.{language}", ways, ASKED)
        yield from both(f"{place}.answer", one["answer"], ANSWER)
        yield from prose(f"{place}.answer", one["answer"])


def _choices(choices: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    yield from _many("choices", choices, CHOICES)
    for number, one in enumerate(choices):
        yield from both(f"choices.{number}.title", one["title"], BUTTON)
        if not is_payload(one["payload"]):
            yield Problem(f"choices.{number}.payload", "unknown", {"value": one["payload"][:BUTTON]})


def is_payload(payload: str) -> bool:
    """Whether the assistant understands a button: a known intent, with values that are texts."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None or found[1] not in known_intents() or len(payload) > PAYLOAD:
        return False
    try:
        values = json.loads(found[2] or "{}")
    except ValueError:
        return False
    return all(isinstance(value, str) for value in values.values())


def _source(source: Mapping[str, str | None]) -> Iterator[Problem]:
    if not (source.get("name") or "").strip():
        yield Problem("source.name", "missing")
    yield from _each_short("source.name", [source.get("name") or ""], SOURCE)
    url = source.get("url") or ""
    if url and not re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", url):
        yield Problem("source.url", "no_address")
    yield from _each_short("source.url", [url], URL)


def _many(place: str, values: Sequence[Any], limit: int) -> Iterator[Problem]:
    if len(values) > limit:
        yield Problem(place, "too_many", {"limit": limit, "length": len(values)})


def _each_short(place: str, values: Sequence[str], limit: int) -> Iterator[Problem]:
    longest = max(map(len, values), default=0)
    if longest > limit:
        yield Problem(place, "too_long", {"limit": limit, "length": longest})


def _said(texts: Bilingual, language: str) -> str:
    return (texts.get(language) or "").strip()

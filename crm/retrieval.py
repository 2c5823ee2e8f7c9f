"""Passages of all articles, ranked for a question: by its words (BM25), by keywords, and by meaning where it is known.

A passage is a paragraph of an article, or the answer to a follow-up, which is found by how it is asked as well.
What a passage says is in no model: the index is made from the store whenever an article changes. Meaning comes from
the assistant's encoders (bot/likeness.py); without them words and keywords are left, and `Ranking.sure` is never true.
"""

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from statistics import fmean
from typing import Any

import numpy as np
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crm import content
from crm.base import utc_now
from crm.knowledge import Article, covered, fold, folded_keywords

LANGUAGES = ("zh", "en")
# How like the question each passage of an index is, a row for each encoder; None where the assistant cannot say.
Likeness = np.ndarray | None
Alike = Callable[["Index", str], Awaitable[Likeness]]

# Measured on tests/knowledge/tuning.txt: z-scores over all passages, added up.
_BM25, _KEYWORDS, _MEANING = 0.5, 1.0, 1.0
_KIND, _KIND_ALONE = 0.5, 3.0
# More characters of keywords tell no more.
_ENOUGH_KEYWORDS = 12
# With this a passage of the article on the screen speaks of what is asked, and with that one of any article.
IN_VIEW, ANYWHERE = 7.0, 21.0
# An article of such a key holds what is asked below such a thing on the screen, and is found only where it is asked for
# by its key.
BELOW = "below_"
_SATURATION, _LENGTH = 1.2, 0.75
_ALL_ALIKE = 1e-9
_SENTENCE = {"en": re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])"), "zh": re.compile(r"(?<=[。！？])")}
_LATIN, _HAN = re.compile(r"[a-z]+|\d+"), re.compile(r"[\u3400-\u9fff]+")
_ENDINGS = re.compile(r"(?:'s|ies|ing|ed|es|s|e|y)$")


@dataclass(frozen=True)
class Passage:
    """A paragraph of an article, or the answer to a follow-up; `asked`: how that is put."""

    key: str
    title: str
    place: int
    text: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """A passage and how well it answers."""

    passage: Passage
    score: float


@dataclass(frozen=True)
class Ranking:
    """Passages, the best first. `sure`: whether meaning was asked, so that scores can be held against thresholds.

    `order` holds the numbers of `passages`, the best first, and `scores` the score of each: few of them are looked at.
    """

    passages: Sequence[Passage]
    order: np.ndarray
    scores: np.ndarray
    sure: bool

    @property
    def ranked(self) -> Iterator[Ranked]:
        """Every passage with its score, the best first."""
        return (Ranked(self.passages[at], float(self.scores[at])) for at in self.order)

    def best(
        self,
        *,
        within: str | None = None,
        but: Iterable[str] = (),
        said: int | None = None,
        having: re.Pattern[str] | None = None,
    ) -> Ranked | None:
        """The best passage, of one article or of any but these; `said`: the place of one that was just said.

        `having`: what has to be in it.
        """
        left_out = frozenset(but)
        return next(
            (
                one
                for one in self.ranked
                if _is_among(one.passage.key, within)
                and one.passage.key not in left_out
                and (within is None or one.passage.place != said)
                and (having is None or having.search(one.passage.text))
            ),
            None,
        )

    def best_anywhere(self) -> Ranked | None:
        """The best passage, where it surely speaks of the question."""
        best = self.best()
        return best if best and best.score >= ANYWHERE else None

    def nearest(self, count: int, *, but: Iterable[str] = ()) -> list[Passage]:
        """The best passages of so many different articles."""
        found: dict[str, Passage] = {}
        left_out = frozenset(but)
        for one in self.ranked:
            if len(found) == count:
                break
            if _is_among(one.passage.key, None) and one.passage.key not in left_out:
                found.setdefault(one.passage.key, one.passage)
        return list(found.values())


def _is_among(key: str, within: str | None) -> bool:
    return key == within if within else not key.startswith(BELOW)


@dataclass(frozen=True)
class Index:
    """The passages of all current articles in one language, and the sentences by which each is found."""

    articles: tuple[Article, ...] = field(repr=False)
    language: str

    @cached_property
    def passages(self) -> list[Passage]:
        """Every paragraph and after them every follow-up, in the order of the articles."""
        return [
            Passage(one.key, one.title(self.language), place, text, asked)
            for one in self.articles
            for place, (text, asked) in enumerate(_parts(one, self.language))
        ]

    @cached_property
    def sentences(self) -> list[list[str]]:
        """For each passage what it says, sentence by sentence, and how it is asked for."""
        split = _SENTENCE[self.language].split
        return [[*(said for said in split(one.text) if said.strip()), *one.asked] for one in self.passages]

    def to_teach(self) -> list[dict[str, Any]]:
        """[{key, keywords, passages}]: what the assistant has to know of each article.

        The answer to a follow-up is known by how it is asked: what a question is like is another question.
        """
        passages: dict[str, list[list[str]]] = {one.key: [] for one in self.articles}
        for passage, sentences in zip(self.passages, self.sentences, strict=True):
            passages[passage.key].append(list(passage.asked) or sentences)
        keywords = {one.key: [word for said in one.keywords.values() for word in said] for one in self.articles}
        return [{"key": key, "keywords": keywords[key], "passages": found} for key, found in passages.items()]

    @cached_property
    def digest(self) -> str:
        """What tells this index from every other."""
        said = json.dumps([self.language, self.to_teach()], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    def rank(self, question: str, likeness: Likeness, *, bonus: re.Pattern[str] | None = None) -> Ranking:
        """The passages for a question; those with `bonus` in them, the kind of answer asked for, get a little more.

        Where a question names nothing ("how long?"), the kind of answer is all there is to go by.
        """
        more = _KIND if words(question) else _KIND_ALONE
        usable = likeness is not None and np.shape(likeness)[1:] == (len(self.passages),)
        scores = _weighted(_BM25, self._bm25(question)) + _weighted(_KEYWORDS, self._keywords(question))
        for one in likeness if likeness is not None and usable else ():
            scores = scores + _weighted(_MEANING, np.asarray(one))
        if bonus:
            scores = scores + more * np.array([bool(bonus.search(one.text)) for one in self.passages], dtype=float)
        # Of equals the first.
        order = np.argsort(-scores, kind="stable")
        return Ranking(self.passages, order, scores, sure=usable)

    def _keywords(self, question: str) -> np.ndarray:
        folded = fold(question)
        found = {key: min(covered(words, folded), _ENOUGH_KEYWORDS) for key, words in self._named_by.items()}
        return np.array([found[one.key] for one in self.passages], dtype=float)

    @cached_property
    def _named_by(self) -> dict[str, list[list[str]]]:
        return {one.key: folded_keywords(one) for one in self.articles}

    def _bm25(self, question: str) -> np.ndarray:
        """For each passage the score of its best sentence."""
        scores: dict[int, float] = {}
        for word in set(words(question)) & self._postings.keys():
            rarity = self._rarity(word)
            for place, (count, length) in self._postings[word].items():
                more = rarity * count * (_SATURATION + 1) / (count + _SATURATION * length)
                scores[place] = scores.get(place, 0.0) + more
        best = np.zeros(len(self.passages))
        for place, score in scores.items():
            best[self._owners[place]] = max(best[self._owners[place]], score)
        return best

    def _rarity(self, word: str) -> float:
        held = len(self._postings[word])
        return math.log(1 + (len(self._owners) - held + 0.5) / (held + 0.5))

    @cached_property
    def _owners(self) -> list[int]:
        """For each sentence of the index the number of its passage."""
        return [number for number, said in enumerate(self.sentences) for _ in said]

    @cached_property
    def _postings(self) -> dict[str, dict[int, tuple[int, float]]]:
        """{word: {place of the sentence: (how often, how long the sentence is beside the others)}}."""
        counted = [
            Counter(words(f"{passage.title} {said}"))
            for passage, sentences in zip(self.passages, self.sentences, strict=True)
            for said in sentences
        ]
        mean = fmean([one.total() for one in counted] or [1]) or 1.0
        found: dict[str, dict[int, tuple[int, float]]] = {}
        for place, one in enumerate(counted):
            length = 1 - _LENGTH + _LENGTH * one.total() / mean
            for word, count in one.items():
                found.setdefault(word, {})[place] = (count, length)
        return found


def paragraphs(body: str) -> list[str]:
    """The paragraphs of an article's body, in order; a passage's `place` counts them."""
    return [line.strip() for line in body.split("\n") if line.strip()]


def _parts(article: Article, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """(text, how it is asked for): the paragraphs of the body, then the answers to follow-ups."""
    body = [(text, ()) for text in paragraphs(article.body(language))]
    return [*body, *((one["answer"][language], tuple(one["asked"][language])) for one in article.follow_ups)]


def index(session: Session, language: str) -> Index:
    """The index of what is valid now; made anew only when an article has changed."""
    today = utc_now().date()
    valid = (
        Article.current,
        Article.valid_from <= today,
        or_(Article.valid_to.is_(None), Article.valid_to > today),
    )
    # Asked with nearly every message: the articles themselves are read only when one of them is another.
    versions = session.execute(select(Article.key, Article.version, Article.digest).where(*valid).order_by(Article.key))
    load = _Load(lambda: session.scalars(select(Article).where(*valid).order_by(Article.key)).all())
    return _index(tuple((key, version, digest) for key, version, digest in versions), language, load)


@dataclass(frozen=True)
class _Load:
    """Reads the articles; no part of what the cache compares."""

    articles: Callable[[], Sequence[Article]] = field(compare=False, hash=False)


@lru_cache(maxsize=2 * len(LANGUAGES))
def _index(_versions: tuple[tuple[str, int, str], ...], language: str, load: _Load) -> Index:
    return Index(tuple(load.articles()), language)


def words(text: str) -> list[str]:
    """What a text names: stems of words, pairs of characters; without grammar and without what any question has."""
    english, chinese = _grammar()
    folded = text.lower().replace("’", "'")
    stems = [_ENDINGS.sub("", one) if len(one) > 3 else one for one in _LATIN.findall(folded) if one not in english]
    runs = (rest for run in _HAN.findall(folded) for rest in chinese.sub(" ", run).split())
    return [*stems, *(run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1)))]


def stretches(text: str) -> list[str]:
    """The words and runs of characters of a text without its grammar, as they were written."""
    english, chinese = _grammar()
    if _HAN.search(text):
        return [rest for run in _HAN.findall(text) for rest in chinese.sub(" ", run).split()]
    return [word for word in re.findall(r"[A-Za-z0-9'’-]+", text) if word.lower().replace("’", "'") not in english]


def _weighted(weight: float, values: np.ndarray) -> np.ndarray:
    """The z-scores of `values`, times `weight`; nothing where all are alike."""
    spread = float(values.std()) if values.size else 0.0
    return weight * (values - values.mean()) / spread if spread >= _ALL_ALIKE else np.zeros(len(values))


@lru_cache(maxsize=1)
def _grammar() -> tuple[frozenset[str], re.Pattern[str]]:
    lists = content.merged("dialogue", "words.yml")
    english = frozenset(word for part in ("function", "question") for word in lists[part]["en"].split())
    chinese = sorted((w for part in ("function", "question") for w in lists[part]["zh"].split()), key=len, reverse=True)
    return english, re.compile("|".join(map(re.escape, chinese)))


async def _nobody(_index: Index, _question: str) -> Likeness:
    return None


_alike: list[Alike] = [_nobody]


def use(alike: Alike | None) -> None:
    """From now on ask `alike` how like a question each passage is; None: ask nobody."""
    _alike[0] = alike or _nobody


async def ranked(index: Index, question: str, *, bonus: re.Pattern[str] | None = None) -> Ranking:
    """The passages of an index for a question, by meaning as well where the assistant can be asked."""
    return index.rank(question, await _alike[0](index, question), bonus=bonus)

"""Themes: what customers wrote, grouped by what it means, with how often and with examples nobody is known by."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Protocol

from sqlalchemy.orm import Session

from crm import stand_ins
from crm.insights.comments import Comment, comments
from crm.insights.figures import SHOWN_FROM
from crm.insights.periods import Period
from crm.insights.plans import Plan
from crm.paging import LARGEST
from crm.statistics.clusters import clusters
from crm.statistics.estimates import Estimate, share

# The newest so many: of more the groups take seconds, and say no more.
MOST = 600
# From this mean cosine on texts are one theme: found on sentences in both languages, with the assistant's encoder.
ALIKE = 0.3
EXAMPLES = 3


class Said(Protocol):
    """Words of a customer that can be grouped, with the score beside them if there is one."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def score(self) -> int | None: ...


@dataclass(frozen=True)
class Example:
    """What one customer wrote, with stand-ins for whatever is personal."""

    text: str
    language: str
    score: int | None


@dataclass(frozen=True)
class Theme:
    """Comments that mean nearly the same. `score`: the mean of the scores beside them; the most typical comes first."""

    n: int
    share: Estimate | None
    languages: dict[str, int]
    score: float | None
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Themes:
    """`read`: how many comments; `rest`: those in no theme, or in one of fewer than five."""

    themes: tuple[Theme, ...]
    read: int
    rest: int


def written(session: Session, plan: Plan, period: Period, *, language: str | None) -> list[Comment]:
    """The newest comments of a period, as far as they are read for themes."""
    found: list[Comment] = []
    cursor: str | None = None
    while len(found) < MOST:
        some = comments(session, plan, period, language=language, cursor=cursor, limit=min(LARGEST, MOST - len(found)))
        found += some.items
        cursor = some.next
        if cursor is None:
            break
    return found


def themes(said: Sequence[Said], vectors: Sequence[Sequence[float]]) -> Themes:
    """The themes of some comments or questions, whose meanings are `vectors`; none of fewer than five."""
    if len(said) < SHOWN_FROM:
        return Themes((), len(said), len(said))
    # In an order of their own, so that the same comments give the same themes whatever was written since.
    places = sorted(range(len(said)), key=lambda place: said[place].id)
    groups = clusters([vectors[place] for place in places], alike=ALIKE)
    told = tuple(
        _theme([said[places[member]] for member in group], of=len(said)) for group in groups if len(group) >= SHOWN_FROM
    )
    return Themes(told, len(said), len(said) - sum(one.n for one in told))


def _theme(members: Sequence[Said], *, of: int) -> Theme:
    scores = [one.score for one in members if one.score is not None]
    return Theme(
        len(members),
        share(len(members), of),
        dict(sorted(Counter(one.language for one in members).items())),
        fmean(scores) if len(scores) >= SHOWN_FROM else None,
        tuple(Example(stand_ins.masked(one.text), one.language, one.score) for one in _typical(members)),
    )


def _typical(members: Sequence[Said]) -> list[Said]:
    """The most typical comments that are not the same words, and among them one of each language."""
    unlike = list({one.text.strip().casefold(): one for one in reversed(members)}.values())[::-1]
    firsts = {one.language: one for one in reversed(unlike)}
    kept = {one.id for one in firsts.values()}
    rest = [one for one in unlike if one.id not in kept]
    chosen = {one.id for one in [*firsts.values(), *rest][:EXAMPLES]}
    return [one for one in unlike if one.id in chosen]

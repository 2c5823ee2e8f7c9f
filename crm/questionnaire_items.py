"""Items of a questionnaire: what is kept of an answer, one row each, and what may be put into it."""

from dataclasses import dataclass

ALL_POINTS = 100


@dataclass(frozen=True)
class Number:
    """A whole number within bounds; `names` where each stands for a choice."""

    low: int
    high: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """A part of the 100 points that are divided within `question`."""

    question: str


@dataclass(frozen=True)
class Remark:
    """Words, up to so many characters."""

    longest: int


@dataclass(frozen=True)
class Item:
    """One row of an answer. `may_be_none`: it may be said not to apply."""

    key: str
    dimension: str | None
    kept: Number | Share | Remark
    may_be_none: bool = False

    def name_of(self, value: int) -> str | None:
        """What a number stands for, where it is a choice."""
        names = self.kept.names if isinstance(self.kept, Number) else ()
        return names[value - 1] if 0 < value <= len(names) else None

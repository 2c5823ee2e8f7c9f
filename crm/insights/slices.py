"""What was counted of a part of the answers: it adds up, so that one look at the store serves every figure."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Self

from crm.statistics.estimates import Counts, Moments

NOTHING = Moments(0, 0, 0)


def added(one: Moments, other: Moments) -> Moments:
    """The moments of two samples together."""
    return Moments(one.n + other.n, one.total + other.total, one.squares + other.squares)


@dataclass
class Products:
    """Sums and products of the dimensions and, last, the score, of whoever gave all of them."""

    n: int = 0
    sums: list[float] = field(default_factory=list)
    products: list[list[float]] = field(default_factory=list)

    def add(self, other: Self) -> None:
        if not other.n:
            return
        if not self.n:
            self.n, self.sums, self.products = other.n, other.sums, other.products
            return
        self.n += other.n
        self.sums = [a + b for a, b in zip(self.sums, other.sums, strict=True)]
        self.products = [
            [a + b for a, b in zip(row, more, strict=True)]
            for row, more in zip(self.products, other.products, strict=True)
        ]


@dataclass
class Slice:
    """Surveys of one group, language and period.

    `counts`: how often each answer was given to each item; `means`: over respondents, by dimension; `whole` and
    `items`: sums and items of the respondents who answered all of a dimension; `kano`: pairs of answers by feature.
    """

    sent: int = 0
    started: int = 0
    completed: int = 0
    counts: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    not_applicable: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    means: defaultdict[str, Moments] = field(default_factory=lambda: defaultdict(lambda: NOTHING))
    whole: defaultdict[str, Moments] = field(default_factory=lambda: defaultdict(lambda: NOTHING))
    items: defaultdict[str, Moments] = field(default_factory=lambda: defaultdict(lambda: NOTHING))
    kano: defaultdict[str, Counter[tuple[int, int]]] = field(default_factory=lambda: defaultdict(Counter))
    products: Products = field(default_factory=Products)

    def add(self, other: Self) -> None:
        """Take the other's answers in."""
        self.sent += other.sent
        self.started += other.started
        self.completed += other.completed
        self.not_applicable.update(other.not_applicable)
        self.texts.update(other.texts)
        self.products.add(other.products)
        for item, counts in other.counts.items():
            self.counts[item].update(counts)
        for feature, pairs in other.kano.items():
            self.kano[feature].update(pairs)
        for name, moments in other.means.items():
            self.add_mean(name, moments)
        for name, moments in other.whole.items():
            self.add_whole(name, moments)
        for name, moments in other.items.items():
            self.add_item(name, moments)

    def add_mean(self, name: str, moments: Moments) -> None:
        self.means[name] = added(self.means[name], moments)

    def add_whole(self, dimension: str, moments: Moments) -> None:
        self.whole[dimension] = added(self.whole[dimension], moments)

    def add_item(self, item: str, moments: Moments) -> None:
        self.items[item] = added(self.items[item], moments)

    def count_of(self, item: str | None) -> Counts:
        """How often each answer was given to an item, if there is one."""
        return self.counts.get(item, {}) if item else {}

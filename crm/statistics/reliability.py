"""Whether the items of a dimension measure one thing: Cronbach's alpha."""

from collections.abc import Sequence

from crm.statistics.estimates import Moments

# Below it the items hardly belong together: J. Nunnally, Psychometric Theory, 2nd ed. (1978) 245.
ACCEPTABLE = 0.7


def alpha(items: Sequence[Moments], totals: Moments) -> float | None:
    """From each item's moments and those of the sums, of the respondents who answered every item.

    L. Cronbach, Psychometrika 16 (1951) 297-334. None for fewer than two items or respondents, or where nobody differs.
    """
    k = len(items)
    if k < 2 or totals.n < 2 or totals.variance == 0:
        return None
    return k / (k - 1) * (1 - sum(item.variance for item in items) / totals.variance)


def alpha_of(rows: Sequence[Sequence[float | None]]) -> float | None:
    """The same of the answers themselves, a row a respondent. Rows with a missing answer are left out."""
    complete = [[value for value in row if value is not None] for row in rows if None not in row]
    columns = zip(*complete, strict=True)
    return alpha([Moments.of(column) for column in columns], Moments.of(map(sum, complete)))

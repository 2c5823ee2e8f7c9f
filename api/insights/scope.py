"""What every report is asked: which days, which language; and how a table is answered."""

from typing import Annotated

from fastapi import Depends, Query, Response

from crm.base import utc_now
from crm.insights.periods import Period, period
from crm.moments import Day
from crm.site import Language, site


class Scope:
    """The days from `from` to `to`, as the site counts them, without them the last twelve weeks; and a language."""

    def __init__(
        self,
        first: Annotated[Day | None, Query(alias="from")] = None,
        last: Annotated[Day | None, Query(alias="to")] = None,
        language: Language | None = None,
    ) -> None:
        self.period: Period = period(first, last, zone=site().zone, now=utc_now())
        self.language = language


ScopeDep = Annotated[Scope, Depends(Scope)]


def csv_answer(content: str, name: str) -> Response:
    """A table to be kept as a file of this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)

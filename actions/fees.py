"""What a change or a refund costs, and how long a refund takes, from the conditions."""

import re
from collections.abc import Sequence

from actions.article_facets import told_by
from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with

_REFUND = re.compile(r"refund|money back|cancel|退", re.I)
# What speaks of either.
CHANGES = re.compile(rf"{_REFUND.pattern}|\b(?:chang|mov|switch|rebook|postpon|reschedul)\w*|改|换|推迟|提前", re.I)


async def fee(asked: FollowUp) -> Answered:
    """The fee for a change or a refund."""
    key = "refund" if _REFUND.search(asked.text) else "rebook"
    said = await told_by(key, "how_much", asked.language)
    return answer_with(asked, said, buttons=("request_rebook", "request_refund")) if said else None


async def refund_time(asked: FollowUp, *, before: str = "", buttons: Sequence[str] = ()) -> Answered:
    """How long a refund takes, and where it goes; `before`: what is said first."""
    said = await told_by("refund_status", "how_long", asked.language)
    return answer_with(asked, before, said, buttons=buttons) if said else None

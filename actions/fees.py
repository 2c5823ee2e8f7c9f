"""What a change or a refund costs, from the conditions."""

import re

from actions.article_facets import holding
from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with
from actions.store import in_store
from crm import knowledge

_REFUND = re.compile(r"refund|money back|cancel|退", re.I)
# What speaks of either.
CHANGES = re.compile(rf"{_REFUND.pattern}|\b(?:chang|mov|switch|rebook|postpon|reschedul)\w*|改|换|推迟|提前", re.I)


async def fee(asked: FollowUp) -> Answered:
    """The fee for a change or a refund."""
    key = "refund" if _REFUND.search(asked.text) else "rebook"
    articles = await in_store(lambda session: knowledge.beside(session, key))
    said = holding(articles[0].body(asked.language), "how_much") if articles else None
    return answer_with(asked, said, buttons=("request_rebook", "request_refund")) if said else None

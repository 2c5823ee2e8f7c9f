"""What can be asked about a form that was opened for a booking: what it costs, how long it takes, what happens then."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from actions import case_facets, leave_message
from actions.article_facets import holding
from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with, say
from actions.focus import in_focus
from actions.store import in_store
from crm import knowledge

# The article with the conditions of what each form asks for.
_CONDITIONS: Mapping[str, str] = {"rebook_request": "rebook", "refund_request": "refund", "seat_request": "seat"}
# What the conditions say, by what is asked.
_OF_CONDITIONS = {"how_much": "how_much", "money": "how_much", "how_long": "how_long", "when": "how_long"}


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about an open form; of the case it became, once it was sent."""
    name = asked.item["ids"][0] if asked.item else ""
    if name == leave_message.FORM:
        return await leave_message.answer(asked)
    return await _of_request(asked, name)


async def _of_request(asked: FollowUp, name: str) -> Answered:
    if name not in _CONDITIONS or _was_sent(asked):
        return await case_facets.answer_form(asked)
    if facet := _OF_CONDITIONS.get(asked.facet):
        said = await in_store(lambda session: _condition(session, _CONDITIONS[name], facet, asked))
        if said:
            return answer_with(asked, said)
        return answer_with(asked, say("form", "told_first", asked.language))
    if asked.facet in ("what_next", "how_to", "who"):
        return answer_with(asked, say("form", "next", asked.language))
    if asked.facet == "done":
        return answer_with(asked, say("form", "not_yet", asked.language))
    return await case_facets.answer_form(asked)


def _was_sent(asked: FollowUp) -> bool:
    """Whether a case was shown after the form."""
    newest = in_focus(asked.tracker, "form", "case")
    return newest is not None and newest["kind"] == "case"


def _condition(session: Session, key: str, facet: str, asked: FollowUp) -> str | None:
    for article in knowledge.beside(session, key)[:1]:
        return holding(article.body(asked.language), facet)
    return None

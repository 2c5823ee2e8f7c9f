"""What can be asked about a case on the screen, and the facts that answer it."""

from actions.facets import Answered, Facts, FollowUp, answer_from

FACTS: Facts = {}


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about the case; None where the facts do not say."""
    return await answer_from(FACTS, asked)


async def answer_form(asked: FollowUp) -> Answered:
    """The answer to a question about a form that was shown: of the case it became, once it was sent."""
    return await answer(asked)

"""What can be asked about a self on the screen, and the facts that answer it."""

from actions.facets import Answered, Facts, FollowUp, answer_from

FACTS: Facts = {}


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about the self; None where the facts do not say."""
    return await answer_from(FACTS, asked)

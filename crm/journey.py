"""Where in the journey a conversation is: before, during or after the service."""

from functools import cache

from crm import texts

# The skill of an intent bears its name.
BEFORE, DURING, AFTER = "pre", "in", "post"


def stage_of(skill: str | None) -> str | None:
    """The stage that a skill belongs to; None for small talk, which belongs to any."""
    return _stages().get(skill or "")


@cache
def _stages() -> dict[str, str]:
    return {skill: stage for stage, skills in texts.load("stages").items() for skill in skills}

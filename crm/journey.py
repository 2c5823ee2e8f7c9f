"""Where in the journey a conversation is: before, during or after the service."""

from crm import texts


def stage_of(skill: str | None) -> str | None:
    """The stage that a skill belongs to, under the intent's own name; None for small talk, which belongs to any."""
    stage: str | None = texts.load("stages").get(skill or "")
    return stage

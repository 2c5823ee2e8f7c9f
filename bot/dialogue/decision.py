"""What was decided about a message, and why."""

from dataclasses import dataclass, field

Why = dict[str, str]

FALLBACK = "nlu_fallback"
# A question about what is on the screen, and its facet where the words of the page have to answer it.
FOLLOW_UP, DETAIL = "follow_up", "detail"


@dataclass(frozen=True)
class Decision:
    """The intent to play, what goes with it, and why: `because` a reason of data/*/texts/read_as.yml."""

    intent: str
    why: Why
    entities: dict[str, str] = field(default_factory=dict)


def because(reason: str, **named: str) -> Why:
    """Why a message was taken for what it is: names of ours alone, never a word of the customer's."""
    return {"reason": reason, **named}

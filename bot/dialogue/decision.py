"""What was decided about a message, and why."""

from dataclasses import dataclass, field

Why = dict[str, str]

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Decision:
    """The intent to play, what goes with it, and why: `because` a reason of data/*/texts/read_as.yml."""

    intent: str
    why: Why
    entities: dict[str, str] = field(default_factory=dict)


def because(reason: str, **named: str) -> Why:
    """Why a message was taken for what it is: names of ours alone, never a word of the customer's."""
    return {"reason": reason, **named}

"""What a parse says: the act, the intent and how sure it is, what is named; and what counts as which everywhere."""

import re
from typing import Any, Optional

from bot.characters import simplified
from bot.dialogue.decision import FALLBACK

Parse = dict[str, Any]

ACT = "act"
# By what an act was told: by likeness to what customers said below the thing on the screen.
SEEN = "seen"
# What is asked of something shown.
FACETS = frozenset(
    {"why", "when", "how_long", "where", "terminal", "gate", "belt", "seat", "how_much", "how_to", "what_next", "who"}
    | {"normal", "done", "other", "both", "other_day", "return_leg", "same_for", "care", "money", "notify"}
    | {"connection", "reference", "known", "never", "check_in", "missed", "claim", "wrong", "too_late"}
    | {"boarding", "arrival", "still_time", "documents", "late", "flight", "quiet", "keep", "report"}
)
# What is named in an answer, and what names one thing of the customer's.
ANSWERING = frozenset({"bag_tag", "file_reference", "record_locator", "ticket_number", "surname", "boarding_pass"})
NAMES_ONE = ANSWERING - {"surname"}
# And what names one thing, the customer's or not.
NAMES_THING = NAMES_ONE | {"flight_number"}
SMALL_TALK = frozenset({"greet", "goodbye", "thank", "cancel", "human", "switch_language", "emergency"})
# With this the classifier has heard a topic of its own even in few words.
CLEAR = 0.9
# 行不行, "can you or not", and the same with the verb left out at the end: 能托运不.
_OR_NOT = (
    r"([\u4e00-\u9fff])[不没]\1|(?:能|可以|会|行|要|有)[^，。！？]{0,10}[不没]$|得(?:了|到|上|着|成|完|来|动)[不没]$"
)
# What tells nothing, but asks for something.
_ASKS = re.compile(
    rf"[?？吗呢]|{_OR_NOT}"
    r"|不对|错了|搞错|怎么|咋|如何|多少|多久|哪(?!.?[个种些]?都)|几|什么(?!都)|啥(?!都)|能不能|可不可以|有没有|是不是|要不要|帮|我想|我要|请|查|不用|不要|算了|不是"
    r"|^(?:(?:and|so|but|ok|then|well|oh)[ ,]+)*(?:how|what|where|when|which|who|why|do|does|did|is|are|will|would)\b"
    r"|\b(?:can|could|may|need|want|please|stop|cancel|not|no|wrong)\b|n't\b",
    re.I,
)

# What is a question, and asks for nothing to be done.
_QUESTION = re.compile(
    rf"[?？吗呢么]|{_OR_NOT}"
    r"|多少|多久|怎么|咋|如何|哪(?!.?[个种些]?都)|几|什么(?!都)|啥(?!都)|谁"
    r"|\b(?:until|till|til|since|by|from) (?:when|what time)\b"
    r"|\b(?:can|can['’]?t|could|may|do|does|is|are|am|have|will|would) (?:i|we|he|she|it|they|you|that|this)\b"
    r"|^(?:(?:and|so|but|ok|okay|alright|right|then|well|oh|hm+|um+)[ ,.]+)*"
    r"(?:how|what|where|when|which|who|why|do|does|did|is|are|will|would|can|could|may|should|cant|dont)\b",
    re.I,
)


def is_plain(parse: Parse) -> bool:
    """Whether the act was told by a plain form, not by likeness."""
    return (parse.get(ACT) or {}).get("by") == "rule"


def seen_of(parse: Parse) -> Optional[str]:
    """The kind of thing below which customers say this; None where the act was not told by that."""
    kind = (parse.get(ACT) or {}).get("kind") if is_seen(parse) else None
    return str(kind) if kind else None


def is_seen(parse: Parse) -> bool:
    """Whether the act is one to the thing on the screen, weighed against a topic of the message's own."""
    return (parse.get(ACT) or {}).get("by") == SEEN


def names_in(parse: Parse) -> set[str]:
    """The kinds of what a message names. In which language it is written is an entity of every message, and no name."""
    return {entity["entity"] for entity in parse.get("entities", [])} - {"language"}


def act_of(parse: Parse) -> Optional[str]:
    """What a message does to what is on the screen; None where that is not sure."""
    # What is not sure is "none" already (bot/dialogue/acts_classifier.py).
    act = (parse.get(ACT) or {}).get("name")
    return None if act == "none" else act


def act_confidence(parse: Parse) -> float:
    """How sure that act is."""
    return float((parse.get(ACT) or {}).get("confidence") or 0.0)


def intent_of(parse: Parse) -> str:
    """The intent that the classifier heard."""
    return str((parse.get("intent") or {}).get("name"))


def confidence_of(parse: Parse) -> float:
    """How sure the classifier is of it."""
    return float((parse.get("intent") or {}).get("confidence") or 0.0)


def asks_for_something(text: str) -> bool:
    """Whether a message asks for anything, by its form."""
    return bool(_ASKS.search(simplified(text)))


def is_question(text: str) -> bool:
    """Whether a message is a question, by its form."""
    return bool(_QUESTION.search(simplified(text)))


def best_guess(parse: Parse) -> Optional[Parse]:
    """The intent that was heard most clearly, doubted or not."""
    return next((guess for guess in parse.get("intent_ranking", []) if guess["name"] != FALLBACK), None)

"""What is said right after an emergency: still about it, unless it is called off or something else is plainly asked.

"Gate 23", "hurry", "nobody cares anyway" say nothing of an emergency by themselves; the answer to where somebody is
must not become a flight, nor the next cry a complaint.
"""

import re
from typing import Any, Optional

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT

from bot.characters import simplified
from bot.safety import EMERGENCY

# For so many messages of the customer.
LASTS = 4
_SURE, _HELD_FROM = 0.6, 0.75
# What ends it, and what may be said to anybody at any time.
_ELSE = frozenset({"thank", "goodbye", "human", "switch_language", "cancel", "greet"})
_CALLED_OFF = re.compile(
    r"\bfalse alarm\b|\b(?:i'?m|he'?s|she'?s|we'?re|they'?re|everything'?s|it'?s|all) (?:is |are )?(?:all )?"
    r"(?:ok|okay|fine|safe|good|better|found|here)(?: now| again)?\b|\bfound (?:him|her|them|my)\b"
    r"|\b(?:was )?(?:just |only )?(?:kidding|joking|a joke|a test)\b|\bnever ?mind\b"
    r"|没事了|没事儿?$|已经没事|找到了|好了$|好多了|安全了|虚惊|开玩笑|误会|搞错了|说着玩|不用了",
    re.I,
)
_ASKS = re.compile(
    r"[?？吗呢]|怎么|如何|多少|哪|几点|能不能|可不可以|帮我|我想|我要|请问|查"
    r"|\b(?:how|what|where|when|which|can|could|may|need|want|please|check|change|refund|track)\b",
    re.I,
)

Said = list[tuple[Any, dict[str, Any]]]


def after_emergency(tracker: DialogueStateTracker, said: Said) -> Said:
    """What was said, taken as still about the emergency spoken of just before where nothing else is plainly meant."""
    kind = _lately(tracker)
    if kind is None or len(said) != 1:
        return said
    message, parse = said[0]
    if parse.get(EMERGENCY):
        return [(message, {**parse, EMERGENCY: {**parse[EMERGENCY], "again": parse[EMERGENCY]["kind"] == kind}})]
    if not parse.get(TEXT) or parse[TEXT].startswith("/") or _is_else(parse):
        return said
    certain = {"name": EMERGENCY, "confidence": 1.0}
    told = {"kind": kind, "certainty": 0.0, "by": {"like": ""}, "again": True}
    return [(message, {**parse, INTENT: certain, INTENT_RANKING_KEY: [certain], EMERGENCY: told})]


def _is_else(parse: dict[str, Any]) -> bool:
    text, intent = simplified(parse[TEXT]).lower().replace("’", "'"), parse[INTENT]
    if intent["name"] in _ELSE or _CALLED_OFF.search(text):
        return True
    return bool(_ASKS.search(text)) and (intent.get("confidence") or 0.0) >= _SURE


def _lately(tracker: DialogueStateTracker) -> Optional[str]:
    """The kind of the emergency within the last messages, unless it was called off since."""
    messages = [event for event in reversed(tracker.events) if isinstance(event, UserUttered)][:LASTS]
    for event in messages:
        if _CALLED_OFF.search(simplified(event.text or "").lower()):
            return None
        told = (event.parse_data or {}).get(EMERGENCY)
        # Only what was recognised by itself begins it: what followed must not prolong it without end. Nor is a doubtful
        # alarm held on to.
        if told and told.get("certainty", 0.0) >= _HELD_FROM:
            return str(told["kind"])
    return None

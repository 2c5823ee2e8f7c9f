"""Arbitration: what a message is, from what was understood of it and where the conversation stands.

One function, no state: whoever wonders why the assistant took a message for what it did reads `decide` from the top.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Optional

from bot import verticals
from bot.characters import simplified
from bot.dialogue.situation import Situation
from bot.dialogue.topic import named_kinds, topic_words

Parse = dict[str, Any]

ACT = "act"
FOLLOW_UP = "follow_up"
FALLBACK = "nlu_fallback"
# What is asked of something shown.
FACETS = frozenset(
    {"why", "when", "how_long", "where", "terminal", "gate", "belt", "seat", "how_much", "how_to", "what_next", "who"}
    | {"normal", "done", "other", "both", "other_day", "return_leg", "same_for", "care", "money", "notify"}
    | {"connection", "reference", "known"}
)
# What is said to a question, in place of an answer.
REPAIRS = frozenset({"lack", "where_is_it", "refuse", "why_asked"})
# What makes sense whether something is asked or shown, or not.
ANYWHERE = {"again": "say_again", "back": "go_back", "stuck": "stuck", "reference": FOLLOW_UP, "known": FOLLOW_UP}
WAITING = {
    "how_long_wait": "wait_question",
    "anyone_there": "wait_question",
    "leave_line": "leave_line",
    "leave_contact": "leave_contact",
}
# Where it is plain from a person's own wait what is meant by "how long?".
_WAIT_ASKED = frozenset({"how_long", "when", "who", "what_next"})
# Whoever is in line and calls again, or says hello once more, wants to know whether somebody comes.
_ALREADY = frozenset({"human", "greet"})
# A telephone number alone, or with words that say nothing else than when to call.
_CONTACTS = frozenset({"phone", "email"})
_SAYS_NOTHING = frozenset({FALLBACK, "out_of_scope", "inform", "human", "appointment", "affirm", "thank"})
# An answer is never taken for anything else.
_ANSWERING = frozenset({"bag_tag", "file_reference", "record_locator", "ticket_number", "surname", "boarding_pass"})
# With this the classifier has heard a topic of its own even in few words.
_CLEAR = 0.9
_REFERENCE = "_reference"
# Longer stories, too, say that the number is not at hand.
_LACKS = re.compile(
    r"(?:(?:do|does|did|have|has|can|could)(?: ?n['’]?o?t)\b|\b(?:cannot|no longer|never|lost|threw|forgot)\b)"
    r"[^.!?]{0,30}\b(?:reference|number|tag|code|receipt|slip|confirmation|e-?mail|pnr)\b"
    r"|(?:没有|没带|没留|没收到|找不到|不见了|弄丢|丢了|扔了|忘了|不记得|记不得)[^。！？]{0,8}(?:编号|号码|行李牌|小票|回执|单号|邮件|短信|登机牌)"
    r"|(?:编号|号码|行李牌|小票|回执|单号)[^。！？]{0,6}(?:没有|没带|没留|找不到|不见了|弄丢|丢了|扔了|忘了|不记得)",
    re.I,
)
_SMALL_TALK = frozenset({"greet", "goodbye", "thank", "cancel", "human", "switch_language", "emergency"})


@dataclass(frozen=True)
class Decision:
    """The intent to play, what goes with it, and why in a few words that an agent may read."""

    intent: str
    why: str
    entities: dict[str, str] = field(default_factory=dict)


def decide(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """What the message is; None where it is what the classifier says."""
    act, entities = _act(parse), parse.get("entities", [])
    names = {entity["entity"] for entity in entities}
    if now.waiting and (waited := _while_waiting(text, act, _intent(parse), entities)):
        return waited
    if now.asked and names & _ANSWERING:
        return None
    if repair := _repair(text, act, now):
        return repair
    if act in ANYWHERE and _makes_sense(act, parse, now) and not topic_words(text, entities, None, act):
        return Decision(ANYWHERE[act], act, {"facet": act} if ANYWHERE[act] == FOLLOW_UP else {})
    if _intent(parse) in _SMALL_TALK and _confidence(parse) >= _CLEAR:
        return None
    facet = act if act in FACETS else _replacing(names, now)
    return _of_focus(text, parse, facet, now) if facet else None


def _repair(text: str, act: Optional[str], now: Situation) -> Optional[Decision]:
    """What is said to a question in place of an answer."""
    if act in REPAIRS and (now.asked or now.questioned):
        return Decision(act, f"{act} for the question {now.asked or 'just put'}")
    if now.asked and now.asked.endswith(_REFERENCE) and _LACKS.search(simplified(text)):
        return Decision("lack", f"says that what {now.asked} asks for is not at hand")
    return None


def _while_waiting(text: str, act: Optional[str], intent: str, entities: list[Parse]) -> Optional[Decision]:
    if act in WAITING:
        return Decision(WAITING[act], f"{act} while waiting for a person")
    if intent in _SAYS_NOTHING and {entity["entity"] for entity in entities} & _CONTACTS:
        return Decision("leave_contact", "a number or an address left while waiting for a person")
    if intent in _ALREADY and not entities:
        return Decision("wait_question", f"{intent} while waiting for a person")
    if act in _WAIT_ASKED and not topic_words(text, entities, None, act):
        return Decision("wait_question", f"{act} while waiting for a person")
    return None


def _makes_sense(act: str, parse: Parse, now: Situation) -> bool:
    """ "What can you do?" from somebody who is in the middle of nothing asks what we are for."""
    if act == "stuck":
        return bool(now.asked or now.questioned or (now.focus and _intent(parse) != "capabilities"))
    # "Show my booking K7M2QX" names one; "what was my booking reference?" asks for it.
    return not {entity["entity"] for entity in parse.get("entities", [])} & _ANSWERING


def _replacing(names: set[str], now: Situation) -> Optional[str]:
    """The facet of a message that only names another day or place."""
    if now.asked or not now.focus:
        return None
    replaced = names & set(_kinds()[now.focus[0]]["replaced_by"])
    if not replaced:
        return None
    return "other_day" if replaced == {"date"} else "same_for"


def _of_focus(text: str, parse: Parse, facet: str, now: Situation) -> Optional[Decision]:
    """A follow-up, where the message brings no topic of its own beside the thing it speaks of."""
    for kind in _candidates(text, facet, now):
        if _speaks_of(text, parse, kind, facet):
            return Decision(FOLLOW_UP, f"follow-up {facet} about {kind}", {"facet": facet, "focus_kind": kind})
    if now.focus or now.asked or parse.get("entities") or topic_words(text, [], None, facet):
        return None
    # "How much?" with nothing shown: whatever the classifier heard is a guess.
    return Decision(FALLBACK, f"{facet} of nothing that was shown")


def _candidates(text: str, facet: str, now: Situation) -> list[str]:
    """The kinds in view: whose own the question is, then what is called by its name, then what was shown last."""
    named = named_kinds(text)
    implied = [kind for shown in now.focus for kind in _kinds()[shown]["implies"] if kind in named]
    kinds = dict.fromkeys([*now.focus, *implied])
    return sorted(kinds, key=lambda kind: (facet not in _kinds()[kind].get("own", ()), kind not in named))


def _speaks_of(text: str, parse: Parse, kind: str, facet: str) -> bool:
    entities = parse.get("entities", [])
    if {entity["entity"] for entity in entities} & set(_kinds()[kind]["named_by"]):
        return False
    rest = topic_words(text, entities, kind, facet)
    for implied in _kinds()[kind]["implies"] if rest else ():
        # "Why isn't it on my plane?" is about the bag all the same.
        others = topic_words(text, entities, implied, facet)
        rest = [word for word in rest if any(word in other for other in others)]
    same = _intent(parse) in _kinds()[kind]["intents"] or _intent(parse) in (FALLBACK, "out_of_scope")
    return not rest or (same and len(rest) == 1)


def _act(parse: Parse) -> Optional[str]:
    # What is not sure is "none" already (bot/dialogue/acts_classifier.py).
    act = (parse.get(ACT) or {}).get("name")
    return None if act == "none" else act


def _intent(parse: Parse) -> str:
    return str((parse.get("intent") or {}).get("name"))


def _confidence(parse: Parse) -> float:
    return float((parse.get("intent") or {}).get("confidence") or 0.0)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, dict[str, list[str]]]:
    return verticals.merged("dialogue", "focus.yml")

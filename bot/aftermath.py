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
from bot.dialogue.decision import FALLBACK
from bot.safety import CAN_BE_OVER, EMERGENCY, INCIDENT, goes_on

# For so many messages of the customer.
LASTS = 4
_SURE, _HELD_FROM, _PLAIN = 0.6, 0.75, 0.85
# What ends it, and what may be said to anybody at any time.
_ELSE = frozenset({"thank", "goodbye", "human", "switch_language", "cancel", "greet"})
# "What do I do?", "can you help?"
_FOR_HELP = frozenset({"capabilities"})
_CALLED_OFF = re.compile(
    r"\bfalse alarm\b|\b(?:i'?m|he'?s|she'?s|we'?re|they'?re|everything'?s|it'?s|all) (?:is |are )?(?:all )?"
    r"(?:ok|okay|fine|safe|good|better|found|here)(?: now| again)?\b|\bfound (?:him|her|them|my)\b"
    r"|\b(?:breathing|talking|walking|sitting up|awake|conscious)\b.{0,12}"
    r"\b(?:ok(?:ay)?|fine|normal\w*|better|again|now)\b"
    r"|\b(?:was )?(?:just |only )?(?:kidding|joking|a joke|a test)\b|\bnever ?mind\b"
    r"|\b(?:fire|smoke|flames?|it)(?:'s| is| has)? (?:gone |all )?out(?: now)?\b"
    r"|\b(?:stopped|no longer|not) (?:smoking|burning)\b"
    r"|(?<!熄)灭了|熄了|不冒(?:烟|火)了|没事了|没事儿?$|已经没事|(?:找|寻)(?:到|着)(?:了|啦|喽)|好了$|好多了|安全了|虚惊|开玩笑|误会|搞错了|说着玩|不用了",
    re.I,
)
# So short a message says nothing beside, whatever topic it sounds like.
_CRY = 24
# That somebody has come is told in a sentence.
_SENTENCE = 60
# Somebody has taken it over.
_HELP_CAME = re.compile(
    r"\b(?:told|called|informed|spoke to|reported (?:it )?to)\b.{0,12}"
    r"\b(?:them|staff|crew|police|security|someone|somebody|him|her|guards?)\b"
    r"|\b(?:police|security|ambulance|medics?|doctor|paramedics?|staff|help|guards?)\b.{0,12}"
    r"\b(?:here|arrived|came|come|coming|on (?:the|their) way)\b"
    r"|\b(?:they|staff|crew|medics|paramedics|people|someone)(?:'ve| have|'re| are|ve)?"
    r" (?:got|with|looking after|treating) (?:him|her|them)\b"
    r"|\b(?:took|taken|taking) (?:it|him|her|them|that|the \w+) (?:away|out|off)\b|\bdealt with (?:it|that)\b"
    r"|(?:已经|都)?(?:告诉|报告|跟|叫|喊)(?:了)?(?:工作人员|安检|保安|警察|乘务|空姐|他们|机组)(?:了|说了)"
    r"|(?:警察|保安|医生|救护车|急救|工作人员|安保|大夫)(?:已经|都|就)?(?:来了|到了|赶来|赶到|过来了)",
    re.I,
)
# "I told them and nobody came" is no relief.
_NO_HELP = re.compile(
    r"\b(?:nobody|no ?one|never|not|none|ignored?|still|but)\b|n't\b"
    r"|没(?:有)?(?:人|来|用|反应|理)|不(?:来|理|管|在)|还(?:没|在|是)|可是|但是?",
    re.I,
)
# Whoever says that nobody was ever in danger takes the alarm back; "he is better now" ends it, and help stays called.
_TAKEN_BACK = re.compile(
    r"\bfalse alarm\b"
    r"|\b(?:no ?one|nobody|none of us)(?: is| was|'s| got)? (?:in (?:any |real )?danger|missing|lost|hurt)\b"
    r"|\b(?:is|are|was|am|'s|'re|'m)(?: not|n't) (?:an? emergency|in (?:any )?danger|missing|lost)\b"
    r"|\b(?:there(?:'s| is)|it(?:'s| is)) (?:no|not an?) (?:emergency|danger|fire)\b"
    r"|没(?:有|人)?(?:走)?(?:丢|散)|没(?:有)?人(?:走)?(?:丢|受伤|有?危险|出事)|没(?:有)?(?:危险|出事|着火)"
    r"|不是(?:孩子|人)?(?:走)?丢|不是(?:找人|报警|求救|紧急)"
    r"|虚惊|误会|搞错|谁说.{0,4}丢|丢什么丢",
    re.I,
)
# Of somebody's own life or of violence nothing is taken back on one word.
_NOT_TAKEN_BACK = frozenset({"self_harm", "violence", "medical"})
ALARM_OFF, DENIED = "alarm_off", "wish_denied"
# "Should I give him juice or what": what to do for whoever is in danger.
_TO_DO_FOR_THEM = re.compile(
    r"\b(?:give|let|lift|move|carry|lay|lie|wake|turn|hold|keep|sit) (?:him|her|them)\b"
    r"|(?:给|让|扶|喂|掐|搬|抬)(?:他|她|老人|孩子|病人)(?:喝|吃|躺|坐|平|人中|起|点|一)?",
    re.I,
)
# What is said after an incident: who hears of it, a doctor, the costs, whether it was looked into.
_OF_INCIDENT = re.compile(
    r"\b(?:who|report|tell|record|doctor|hospital|throat|cough\w*|checked|inspect\w*|safe|crew|smoke|smell\w*|burn\w*)\b"
    r"|医|嗓|咳|记录|上报|反映|检查|安全|烟|味|机组|空姐|乘务|管不管",
    re.I,
)
_ASKS = re.compile(
    r"[?？吗呢]|([\u4e00-\u9fff])[不没]\1|怎么|如何|多少|哪|几点|能不能|可不可以|帮我|我想|我要|请问|查"
    r"|\b(?:how|what|where|when|which|can|could|may|need|want|please|check(?! ?-?in\b)|change|refund|track)\b",
    re.I,
)

Said = list[tuple[Any, dict[str, Any]]]


def after_emergency(tracker: DialogueStateTracker, said: Said, text: str = "") -> Said:
    """What was said, taken as still about the emergency spoken of just before where nothing else is plainly meant.

    `text` is the whole message: one that says that nobody was in danger takes the alarm back, whatever else it says.
    """
    kind = _lately(tracker)
    if kind and kind not in _NOT_TAKEN_BACK and _TAKEN_BACK.search(_readable(text)):
        return _taken_back(said)
    # A doubtful alarm is not held on to; that it is in good hands is heard all the same.
    if len(said) == 1 and _is_relieved(said[0][1]) and _lately(tracker, least=0.0):
        return [(said[0][0], _decided(said[0][1], ALARM_OFF, entities=[{"entity": "relief", "value": "yes"}]))]
    if kind is None:
        return _after_incident(tracker, said)
    if len(said) != 1:
        return said
    message, parse = said[0]
    if parse.get(EMERGENCY):
        return [(message, {**parse, EMERGENCY: {**parse[EMERGENCY], "again": parse[EMERGENCY]["kind"] == kind}})]
    return [(message, _still_of_it(parse, kind))]


def _still_of_it(parse: dict[str, Any], kind: str) -> dict[str, Any]:
    """One message after an emergency of this kind: something else, or more about it."""
    if not parse.get(TEXT) or parse[TEXT].startswith("/") or (_is_else(parse) and parse[INTENT]["name"] != DENIED):
        return parse
    certain = {"name": EMERGENCY, "confidence": 1.0}
    told = {"kind": kind, "certainty": 0.0, "by": {"like": ""}, "again": True}
    return {**parse, INTENT: certain, INTENT_RANKING_KEY: [certain], EMERGENCY: told}


def _taken_back(said: Said) -> Said:
    """That the alarm is taken back, and what else is meant: the denial itself is no wish that was struck out."""
    rest = [one for one in said if one[1][INTENT]["name"] not in (*_ELSE, EMERGENCY, DENIED, FALLBACK)]
    asks = [] if rest else [{"entity": "alone", "value": "yes"}]
    return [(said[0][0], _decided(said[0][1], ALARM_OFF, entities=asks)), *rest]


def _after_incident(tracker: DialogueStateTracker, said: Said) -> Said:
    """What is asked right after an incident was told, taken as about it where nothing else is plainly meant."""
    message, parse = said[0]
    text = parse.get(TEXT) or ""
    if len(said) != 1 or text.startswith("/") or not _told_incident(tracker) or goes_on(text):
        return said
    told = parse.get(EMERGENCY) or {}
    plainly = parse[INTENT]["name"] in _ELSE or (parse[INTENT].get("confidence") or 0.0) >= _PLAIN
    if told.get("kind") in CAN_BE_OVER or (not told and not plainly and _OF_INCIDENT.search(_readable(text))):
        return [
            (message, {**_decided(parse, INCIDENT, entities=[{"entity": "again", "value": "yes"}]), EMERGENCY: None})
        ]
    return said


def _told_incident(tracker: DialogueStateTracker) -> bool:
    messages = [event for event in reversed(tracker.events) if isinstance(event, UserUttered)][:LASTS]
    return any(event.intent.get("name") == INCIDENT for event in messages)


def _decided(parse: dict[str, Any], intent: str, *, entities: list[dict[str, str]]) -> dict[str, Any]:
    certain = {"name": intent, "confidence": 1.0}
    return {
        **parse,
        INTENT: certain,
        INTENT_RANKING_KEY: [certain],
        "entities": [*parse.get("entities", []), *entities],
    }


def _readable(text: str) -> str:
    return simplified(text).lower().replace("’", "'")


def _is_else(parse: dict[str, Any]) -> bool:
    text, intent = _readable(parse[TEXT]), parse[INTENT]
    if intent["name"] in _FOR_HELP or _TO_DO_FOR_THEM.search(text):
        return False
    if intent["name"] in _ELSE or _CALLED_OFF.search(text):
        return True
    of_flight = any(one.get("entity") == "flight_number" for one in parse.get("entities") or [])
    return bool(_ASKS.search(text)) and (of_flight or (intent.get("confidence") or 0.0) >= _SURE)


def _is_relieved(parse: dict[str, Any]) -> bool:
    """ "Found her!!", "told them, police are here": it is over or in good hands, and nothing else is asked."""
    text = _readable(parse.get(TEXT) or "")
    in_hands = bool(_HELP_CAME.search(text)) and not _NO_HELP.search(text)
    small = parse[INTENT]["name"] in (FALLBACK, "thank", "affirm", DENIED) or len(text) <= _CRY
    small = small or (in_hands and len(text) <= _SENTENCE)
    names = any("start" in entity and entity["entity"] != "flight_number" for entity in parse.get("entities", []))
    if names or not small or parse.get(EMERGENCY) or _ASKS.search(text):
        return False
    return in_hands or bool(_CALLED_OFF.search(text))


def _lately(tracker: DialogueStateTracker, *, least: float = _HELD_FROM) -> Optional[str]:
    """The kind of the emergency within the last messages, unless it was called off since."""
    messages = [event for event in reversed(tracker.events) if isinstance(event, UserUttered)][:LASTS]
    for event in messages:
        if _CALLED_OFF.search(simplified(event.text or "").lower()) or event.intent.get("name") == ALARM_OFF:
            return None
        told = (event.parse_data or {}).get(EMERGENCY)
        # Only what was recognised by itself begins it: what followed must not prolong it without end. Nor is a doubtful
        # alarm held on to.
        if told and told.get("certainty", 0.0) >= least:
            return str(told["kind"])
    return None

"""Whose turn a message is while an errand is asked about in words: the errand's, unless it plainly leads elsewhere.

The answer to an open question may sound like anything: "I want a refund" is what a complaint is to come to, "they
cancelled it" what happened. So nothing but a question, or a plain wish to stop, to go back or for a person, leads away.
"""

import re
from typing import Any, Optional

from bot import skills
from bot.characters import simplified
from bot.dialogue.asides import aside
from bot.dialogue.decision import FALLBACK, FOLLOW_UP, Decision, because
from bot.dialogue.in_view import REPAIRS
from bot.dialogue.parsed import ACT, FACETS, is_seen
from bot.dialogue.situation import Situation
from bot.dialogue.topic import topic_words
from bot.short_replies import INFORM

Parse = dict[str, Any]

KIND = "errand"
ANSWER, WORDS = "errand_answer", "errand_words"
_HEARD_ELSEWHERE = frozenset({"cancel", "human", "goodbye", "switch_language", "bot_challenge", "leave_message"})
_YES_NO = frozenset({"affirm", "deny"})
# What is asked of the errand itself.
_ASKED_OF_IT = frozenset({"done", "reference", "how_long", "when", "what_next", "who", "notify"})
_BACK = {"back": "go_back", "stuck": "stuck", "again": "say_again"}
_CONTACTS = frozenset({"email", "phone"})
_SURE, _CLEAR = 0.66, 0.9
# Longer messages tell something, whatever their act is like.
_LONGEST_ACT = 40
_ENDS = " .,!?。，！？~～"
_STOPS = re.compile(
    r"(?:no,? )?i (?:do not|don['’]?t) (?:want|need) (?:an? |any |the |this |that )?(?:it|this|that|one|call-?back|call"
    r"|appointment|visit|complaint|report|invoice|receipt|certificate)(?: any ?more| now)?"
    r"|不(?:要|用|想要|想|需要)再?(?:回?电话?|预约|约|投诉|登记|发票|证明|办|弄|填|报)了[吧啊呀]?"
    r"|(?:please )?(?:cancel|stop|drop|abort|withdraw|forget)"
    r"(?: (?:it|this|that|about it|(?:the|my) \w+(?: \w+)?|everything))?"
    r"|(?:算了|不办|取消|撤销|别办|不投诉|不登记|不申请|不用办|不要办|不弄)[了吧啦，,]*(?:不办|谢谢|投诉|申请|登记|这个)?[了吧啦]*",
    re.I,
)
# "Actually forget the complaint, just have someone call me": another wish in its place.
_INSTEAD = re.compile(
    r"\b(?:forget|scrap|drop|skip|never ?mind|cancel|leave)(?: about)? (?:the|that|this|my) "
    r"(?:complaint|report|request|invoice|receipt|certificate|call-?back|appointment|form|thing)\b\W+(?=\w)"
    r"|(?:算了|别|不|先不)(?:要)?(?:投诉|登记|申请|报|开|办|预约)了?[，,。 ]+(?=.{0,4}(?:帮|给|让|叫|直接|还是|改|就))",
    re.I,
)
# "Yes, send it": whatever is said behind it.
_YES = re.compile(
    r"(?:yes|yep|yeah|yup|ok(?:ay)?|sure|correct|right|fine|please do|go ahead|go on|send|submit|confirm)\b(?!.*[?？])"
    r"|(?:对|是的|好的?|嗯|可以|行|没错|提交|发送?|确认|就这样|交)(?!.*[?？吗])",
    re.I,
)
_PARTS = re.compile(r"[.!?。！？\n]+")
# "A company or a person?" – "A person" calls nobody.
_A_PERSON = re.compile(r"(?:(?:to|for) )?(?:an? )?(?:private )?person|(?:开?给|开)?个人(?:的|抬头)?", re.I)
# What questions name as well as answers.
_TELLS_LITTLE = frozenset({"language", "date", "time", "city", "airport", "count"})
# "None" is an answer, too, and so is "no".
_ASKS = re.compile(
    r"行不行|要不要|好不好|[?？]\s*$|[吗嗎呢]\s*[?？。!！~]*$|怎么|如何|多少|多久|几点|什么时候|为什么|能不能|可不可以|是不是|有没有"
    r"|\b(?:before i forget|by the way|btw|quick question|one (?:more )?question)\b|\b(?:in|into) (?:which|what)\b"
    r"|^(?:(?:and|so|but|ok|okay|then|well|oh|wait|by the way|btw)[ ,]+)*(?:how|what|where|when|which|who|why"
    r"|do|does|is|are|will|would|can|could)\b",
    re.I,
)
# "Can it be at 3 instead?" speaks of what is being taken down, whatever else is moved elsewhere.
_CHANGES = re.compile(
    r"\b(?:make (?:it|that)|instead|can (?:it|that) be|how about|what about|rather)\b.{0,30}\d"
    r"|\d.{0,12}\binstead\b|\b(?:is|are|do you have) .{0,30}\b(?:free|available)\b"
    r"|改到|改成|改为|换到|换成|有空吗|可以吗[？?]?$",
    re.I,
)
_ANOTHER_WISH = re.compile(r"\b(?:i want|i need|i'd like|i would like|show me|check|look up)\b|我要|我想|帮我|查", re.I)


def given_up(text: str, now: Situation) -> Optional[tuple[str, str]]:
    """What drops the errand that is asked about, and what is wanted in its place; None where nothing is dropped."""
    found = _INSTEAD.search(simplified(text)) if now.asked in (ANSWER, WORDS) else None
    return (text[: found.end()], text[found.end() :]) if found and found.end() < len(text) else None


def receive(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """The errand's message; None where no errand is asked about, or the message leads elsewhere."""
    if now.asked not in (ANSWER, WORDS):
        return None
    intent, act = _intent(parse), (parse.get(ACT) or {}).get("name")
    if intent == "affirm" and _confidence(parse) >= _SURE and _YES.match(simplified(text)):
        return Decision(intent, because("answers_errand"))
    if about := _about_it(text, parse, act):
        return about
    if intent in _YES_NO and _confidence(parse) >= _SURE:
        return Decision(intent, because("answers_errand"))
    elsewhere = _INSTEAD.search(simplified(text)) or _leads_elsewhere(text, parse, act, now)
    return None if elsewhere else Decision(INFORM, because("answers_errand"))


def _about_it(text: str, parse: Parse, act: Optional[str]) -> Optional[Decision]:
    """What is said of the errand or its question, in place of an answer."""
    parts = [part.strip(_ENDS) for part in _PARTS.split(simplified(text)) if part.strip(_ENDS)]
    if parts and all(_STOPS.fullmatch(part) for part in parts):
        return Decision("cancel", because("takes_leave"))
    if not _names(parse) and (said := aside(text, KIND)):
        return said
    if act in _ASKED_OF_IT and (is_seen(parse) or not topic_words(text, parse.get("entities", []), KIND, act)):
        return Decision(FOLLOW_UP, because("follow_up", act=act, thing=KIND), {"facet": act, "focus_kind": KIND})
    if act in REPAIRS and len(text) <= _LONGEST_ACT and not _names(parse):
        return Decision(act, because("to_the_question", act=act))
    if act in _BACK and len(text) <= _LONGEST_ACT and not topic_words(text, parse.get("entities", []), None, act):
        return Decision(_BACK[act], because("said_anywhere", act=act))
    return None


def _leads_elsewhere(text: str, parse: Parse, act: Optional[str], now: Situation) -> bool:
    intent, confidence = _intent(parse), _confidence(parse)
    if intent in _HEARD_ELSEWHERE and not _A_PERSON.fullmatch(text.strip(_ENDS)):
        return confidence >= _CLEAR or (len(text) <= _LONGEST_ACT and confidence >= _SURE)
    if _names(parse) & _CONTACTS:
        # Whatever is asked beside it, an address that is given here is meant for it.
        return False
    if _names(parse) and not _ASKS.search(simplified(text)):
        return False
    if len(text) <= _LONGEST_ACT and not _names(parse) and _CHANGES.search(simplified(text)):
        return False
    if act in FACETS and not topic_words(text, parse.get("entities", []), None, act):
        return bool(now.focus)
    known = intent not in (FALLBACK, "out_of_scope", INFORM) and intent not in skills.marked("small_talk")
    asks = bool(_ASKS.search(simplified(text)))
    wishes = now.asked == ANSWER and bool(_ANOTHER_WISH.search(simplified(text)))
    return known and ((asks and confidence >= _SURE) or (wishes and confidence >= _CLEAR))


def _names(parse: Parse) -> set[str]:
    return {entity["entity"] for entity in parse.get("entities", [])} - _TELLS_LITTLE


def _intent(parse: Parse) -> str:
    return str((parse.get("intent") or {}).get("name"))


def _confidence(parse: Parse) -> float:
    return float((parse.get("intent") or {}).get("confidence") or 0.0)

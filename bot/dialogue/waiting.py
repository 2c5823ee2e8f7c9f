"""What a message is from somebody who waits for a person: about the wait, a contact, or what anybody may ask."""

import re
from typing import Optional

from bot.characters import simplified
from bot.dialogue.decision import FALLBACK, Decision, because
from bot.dialogue.parsed import CLEAR, Parse, confidence_of, intent_of, names_in
from bot.dialogue.situation import Situation
from bot.dialogue.topic import topic_words

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
# "Forget it, you do it": where nothing else is open, it is the waiting that is given up.
_GIVES_UP = "cancel"
# "What hours do they even work?" is answered.
_HOURS = "opening_hours"


# Whether the place is kept, and how else to be reached than here.
_PLACE = re.compile(
    r"(?:还|还在|仍)(?:排着|排队)|排着(?:没|吗|呢)|(?:掉|排)到(?:后面|最后)|重新排|插队"
    r"|(?:我的)?(?:位置|位子|号)(?:还)?(?:给我|帮我|替我)?(?:在|没丢|保留|留着|留)"
    r"|(?:还|用|要|得|需要)(?:不用|不要|得|要)?(?:我)?(?:一直|再|继续)?(?:在)?(?:这|这儿|这里)?(?:守|盯|干等|挂)着|(?:关|退)(?:掉|了|出)?(?:网页|页面|窗口|聊天|这个)"
    r"|\b(?:still (?:in (?:line|the queue)|queu\w+|waiting)|(?:lose|lost|losing|keep) my (?:place|spot|position|turn)"
    r"|my turn|(?:close|leave|keep) (?:this|the) (?:page|tab|window|chat|browser)(?: open)?"
    r"|(?:have|need|got) to (?:stay|wait|sit|keep (?:it|this) open) (?:here|in here|on here|online|on this page))\b",
    re.I,
)
_TO_ME = re.compile(
    r"\b(?:e-?mail|mail|text|call|ring|phone|message|write(?: to)?) me\b|(?:发|写)(?:个|封)?(?:邮件|短信|信息|消息)给我"
    r"|给我(?:发|写|打|回)(?:个)?(?:邮件|短信|信息|消息|电话)|(?:打|回)(?:个)?(?:电话)?给我|回(?:我)?(?:个)?电话",
    re.I,
)


def of_the_line(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """ "Haven't lost my spot have I": what is plainly asked of the line, whatever its words deny or name."""
    act = _plain_act(simplified(text), names_in(parse)) if now.waiting and not now.asked else None
    return Decision(WAITING[act], because("while_waiting", act=act)) if act == "how_long_wait" else None


def while_waiting(text: str, act: Optional[str], parse: Parse, now: Situation) -> Optional[Decision]:
    """What it is; None where it is read as anybody's."""
    intent, entities, named = intent_of(parse), parse.get("entities", []), names_in(parse)
    asks_hours = intent == _HOURS and confidence_of(parse) >= CLEAR
    act = _plain_act(simplified(text), named) or act
    if act in WAITING and not asks_hours:
        return Decision(WAITING[act], because("while_waiting", act=act))
    if intent in _SAYS_NOTHING and named & _CONTACTS and named <= {*_CONTACTS, "surname", "time", "date"}:
        return Decision("leave_contact", because("left_contact"))
    if intent in _ALREADY and not named:
        return Decision("wait_question", because("calls_again"))
    if intent == _GIVES_UP and not named and not now.asked:
        return Decision("leave_line", because("gives_up_waiting"))
    if act in _WAIT_ASKED and not asks_hours and not topic_words(text, entities, None, act):
        return Decision("wait_question", because("while_waiting", act=act))
    return None


def _plain_act(said: str, named: set[str]) -> Optional[str]:
    """What somebody in line plainly says of the line, by the words alone."""
    if _PLACE.search(said) and not named:
        return "how_long_wait"
    return "leave_contact" if _TO_ME.search(said) and not named - _CONTACTS else None

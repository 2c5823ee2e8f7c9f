"""What is said once more, and right this time, or set aside first: "sorry, typo, CZ673", "fine, leave that. When …?".

The rest of it is the message.
"""

import re
from typing import Any, Optional

from bot.characters import plain, simplified
from bot.dialogue.parsed import is_question, names_in

Parse = dict[str, Any]

_STOPS = r"[\s,，。.!！:：;；…~～—-]*"
# That something was wrong, said of one's own words.
_SLIP = (
    r"(?:我|刚才?|刚刚|前面|上面)*(?:(?:打|说|写|输|发|填|弄|搞|报|记|看)错|写反|打反)了?|手滑|口误|笔误"
    r"|\b(?:(?:i )?(?:mis)?typ(?:o|ed)(?: it| that)?(?: wrong)?|my (?:mistake|bad|error)|mixed (?:it|them|that) up"
    r"|(?:i )?(?:got|gave|sent|wrote|typed|put|used)(?: you)?(?: it| that)? wrong|scratch that|i (?:meant|mean)"
    r"|correction|(?:(?:that|it|i)(?:'s| was| is| gave you| gave| sent| typed| wrote| used)? )?(?:the )?"
    r"wrong (?:number|one|flight|tag|reference|code|date|day|city|place))\b"
)
# What stands around it and says no more.
_AROUND = (
    r"不对|不是|不好意思|抱歉|对不起|哎呀?|等等|等下|那个|应该是|应是|正确的?是|是|为"
    r"|\b(?:sorry|oops|ups|no|nope|wait|ah|oh|hang on|hold on|actually|its|it(?:'s| is| should be)|should (?:be|read)"
    r"|this is|is|was|but|the|(?:the )?right one is)\b"
)
_BEFORE = re.compile(rf"{_STOPS}(?:(?:{_AROUND}){_STOPS})*(?:{_SLIP})(?:{_STOPS}(?:{_SLIP}|{_AROUND}))*{_STOPS}", re.I)
# What can be put right by naming it anew.
_PUT_RIGHT = frozenset(
    {"flight_number", "bag_tag", "record_locator", "ticket_number", "file_reference", "date", "airport", "city"}
    | {"surname"}
)
# "I didn't ask about hand luggage. In the hold, domestic": what counts is what comes after it.
_NOT_ASKED = re.compile(
    r"\W*(?:(?:no|不是|不对)[ ,，]+)?(?:"
    r"(?:我)?(?:又|可)?(?:没有?|不是|不)(?:在)?(?:问|说|讲|指)(?:你|您)?(?:的是)?[^，。,.!！？?]{1,14}?"
    r"|(?:[^.!?。！？]{1,40}[.!?。！？]\s*)?(?:not|不是问?)\s?"
    r"(?:where|when|why|who|what|which|how (?:much|long|many)|在?哪(?:里|儿)?|什么时候|几点|多少钱?|为什么)"
    r"|(?:i ?)?(?:wasn'?t|am not|'?m not|did ?n'?t|not) (?:asking|talking|ask|speaking)(?: you)?(?: about| for)?"
    r" [^,.!?]{1,40})"
    r"[，。,.!！;；]\s*(?P<rest>\S.+)",
    re.I | re.S,
)
# "All right, leave it there. How many bags does it include?": an end to the one, and the next question.
_CLOSES = re.compile(
    r"\W*(?:(?:行|好|嗯|可以|ok(?:ay)?|right|fine|alright|all right)[\s,，、]*)?"
    r"(?:先这样|就这样|这样吧|就先这样|that'?s (?:fine|ok|it)(?: then)?|leave (?:it|that)(?: there| at that| for now)?"
    r"|that'?ll do|enough of that)(?:吧|了)?[\s,，。.!！;；]+(?P<rest>\S.+)",
    re.I | re.S,
)
_LEAST = 4


def put_right(text: str, parse: Parse) -> Optional[str]:
    """What a message says in place of what was said before; None where it puts nothing right."""
    readable = plain(text)
    if rest := _what_counts(readable.text):
        return text[readable.place(len(readable.text) - len(rest), len(readable.text))[0] :].strip() or None
    if not names_in(parse) & _PUT_RIGHT:
        return None
    said = _BEFORE.match(simplified(readable.text).replace("’", "'"))
    if said is None or said.end() == len(readable.text):
        return None
    return text[readable.place(said.end(), len(readable.text))[0] :].strip() or None


def _what_counts(text: str) -> str:
    """What is asked after something that is said not to be; empty where nothing is set aside so."""
    said = simplified(text).replace("’", "'")
    if aside := _NOT_ASKED.fullmatch(said):
        return aside["rest"]
    closed = _CLOSES.fullmatch(said)
    return closed["rest"] if closed and len(closed["rest"]) >= _LEAST and is_question(closed["rest"]) else ""

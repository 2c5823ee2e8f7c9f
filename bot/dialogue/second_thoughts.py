"""What is said once more, and right this time: "sorry, typo, CZ673", 打错了，是CZ673. The rest of it is the message."""

import re
from typing import Any, Optional

from bot.characters import plain, simplified
from bot.dialogue.parsed import names_in

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


def put_right(text: str, parse: Parse) -> Optional[str]:
    """What a message says in place of what was said before; None where it puts nothing right."""
    if not names_in(parse) & _PUT_RIGHT:
        return None
    readable = plain(text)
    said = _BEFORE.match(simplified(readable.text).replace("’", "'"))
    if said is None or said.end() == len(readable.text):
        return None
    return text[readable.place(said.end(), len(readable.text))[0] :].strip() or None

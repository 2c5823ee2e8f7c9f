"""That what the article on the screen is about is wanted done, right here: "register it now then", 那就帮我登记吧."""

import re
from typing import Any, Optional

from bot import skills
from bot.characters import simplified
from bot.dialogue.parsed import names_in
from bot.dialogue.situation import Situation

_STOPS = r"[\s,，。.!！?？~～]*"
_BEFORE = (
    r"\b(?:ok(?:ay)?|yes|yeah|sure|right|then|so|well|just|fine|go on|come on|on you go|pls|please"
    r"|now|go ahead|and|let's|lets"
    r"|(?:can|could) you"
    r"|can i|i(?:'d| would)? (?:want|like) to|i'll|for me|here|right away|straight away)\b"
    r"|好的?|行|可以|嗯|别扯了?|别啰嗦了?|少废话|废话少说|那就?|现在|马上|直接|就|请|麻烦|能不能|我要|我想|想|你|您|在?这里?|立刻|赶紧|帮我|给我|替我|帮忙|我来|先"
)
_DO = (
    r"\b(?:do|file|register|report|log|submit|open|start|claim|record|lodge|raise|take down|write up"
    r"|put (?:it |that |this )?in)\b"
    r"(?: (?:it|that|this|one)| (?:a|the) (?:report|claim|case|form|damage|loss))?\b"
    r"|(?:登记|申请|办理?|提交|报案?|填表?|立案|开始|索赔)(?:一下|一个|上|了)?"
)
_AFTER = (
    r"\b(?:anyway|all the same|regardless|now|then|please|pls|here|for me|right away|right now|straight away|thanks)\b"
    r"|吧|呗|啊|了|吗|嘛|一下|谢谢"
)
_CLAUSE = re.compile(r"[,，。.!！;；:：\n]")
_DO_IT = re.compile(rf"(?:(?:{_BEFORE}){_STOPS})*(?:{_DO})(?:{_STOPS}(?:{_AFTER}))*{_STOPS}", re.I)


def done_here(text: str, parse: dict[str, Any], now: Situation) -> Optional[str]:
    """The wish that the article answered, where there is a form for it and the message asks for nothing else."""
    wish = now.about if now.focus[:1] == ("article",) and not now.asked else None
    if wish is None or skills.opens(wish) is None:
        return None
    said = simplified(text).replace("’", "'").strip()
    # "Register it then. BA178, Brown": what it takes is given at once.
    first, *beside = _CLAUSE.split(said, maxsplit=1) if names_in(parse) else [said]
    return wish if _DO_IT.fullmatch(first) and bool(beside) == bool(names_in(parse)) else None

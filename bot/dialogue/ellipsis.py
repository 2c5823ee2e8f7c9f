"""What a message leaves out: "and in business?" asks again what was asked before, of something else.

What is new takes the place of what is most like it in the question before: "how many bags in economy" becomes "how many
bags in business". It is read so only where that question was answered from an article: what is computed or looked up
is asked again in a way of its own.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any, Optional

import jieba
import numpy as np

from bot.characters import HAN, plain, simplified
from bot.dialogue.decision import FALLBACK
from bot.dialogue.parsed import CLEAR, act_of, confidence_of, intent_of, is_plain, names_in
from bot.dialogue.situation import Situation
from bot.dialogue.topic import common_words
from bot.encoder import encoder

Parse = dict[str, Any]

_OPENS = (
    r"(?:ok(?:ay)?|so|but|hm+|oh|right|thanks|well)?[\s,]*"
    r"(?:and|what about|how about|or|what if it'?s|what if i'?m in|same for|also)"
    r"(?: for| in| with| on| to| if it'?s| if i'?m in)*(?: the| a| an| my| our| his| her)?\s+"
)
_ENGLISH = re.compile(rf"{_OPENS}(?P<new>[a-z0-9][a-z0-9'’ -]{{1,40}}?)(?: then| instead| too)?[\s?.!]*", re.I)
_CHINESE = re.compile(
    rf"(?:好的?|嗯|哦)?[\s,，]*(?:那么?|还有|要是|如果|换成|换|放|放在)*(?:如果|要是)?(?:是|在)?"
    rf"(?P<new>[{HAN}a-z0-9]{{2,10}}?)(?:的话|的)?(?:呢|咧)[\s?？。！!]*",
    re.I,
)
# "No sorry, mine is within China": of the route or the cabin alone, as anything else may be a story.
_MINE = re.compile(
    r"(?:(?:no|sorry|oh|but|and)[\s,]+)*(?:mine|ours|my (?:flight|trip|ticket))(?:'s| is)(?: a| an)? "
    r"(?P<new>[a-z ]{4,24}?)(?: one| flight)?[\s.!]*"
    r"|(?:不好意思|不对|哦)?[，, ]*(?:我的?|我们)(?:这张|那班|那趟)?(?:是|坐的是)"
    r"(?P<neu>[\u4e00-\u9fff]{2,6})[。！\s]*",
    re.I,
)
# A question of its own leaves nothing out.
_ASKS = re.compile(
    r"\b(?:how|when|where|why|who|which|what|can|could|do|does|did|is|are|will|would|should|may)\b"
    r"|怎么|如何|多少|多久|哪|谁|为什么|为啥|几|什么|能不能|可以|办|去|来"
)
_MOST_WORDS = 4
# What names no thing, whatever topic it sounds like alone.
_QUALIFIES = re.compile(
    r"国[际内]的?|境内|国外|经济舱?|公务舱?|商务舱?|头等舱?"
    r"|international|intl|domestic|(?:with)?in(?:side)? china|abroad|economy|business|first|class|flights?"
    r"|(?:international|domestic|economy|business|first|premium) (?:ones?|class|flights?|cabin)",
    re.I,
)
# What says by its form that the same is asked of another.
_SAME = frozenset({"same_for", "other"})
# Less like anything in the question before, it belongs to something else.
_ALIKE = 0.2
_SURE = 0.6


def is_elliptical(text: str) -> bool:
    """Whether a message names something and leaves out what is asked of it."""
    return _new_in(text) is not None


def asked_again(text: str, parse: Parse, now: Situation) -> Optional[str]:
    """The question before with what is new in the place of what is most like it; None where that makes no question."""
    new = _new_in(text)
    before = now.asked_before
    if new is None or before is None or now.asked or now.focus[:1] != ("article",):
        return None
    clear = confidence_of(parse) >= CLEAR and not _QUALIFIES.fullmatch(new)
    if names_in(parse) or clear or (is_plain(parse) and act_of(parse) not in _SAME):
        return None
    places = _stretches(before)
    if _QUALIFIES.fullmatch(new):
        # A cabin or a kind of route takes the place of another; where none was named, it is added.
        places = [(start, end) for start, end in places if _QUALIFIES.fullmatch(before[start:end])]
        if not places:
            return f"{before.rstrip(' ?？。.!！')} {new}"
    if not places:
        return None
    vectors = encoder().encode_all([new, *(before[start:end] for start, end in places)])
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    alike = unit[1:] @ unit[0]
    best = int(np.argmax(alike))
    if alike[best] < _ALIKE:
        return None
    start, end = places[best]
    return before[:start] + new + before[end:]


def is_question_again(parse: Parse) -> bool:
    """Whether the question that came of it is understood: else the message is read as it stands."""
    return intent_of(parse) != FALLBACK and confidence_of(parse) >= _SURE


def _new_in(text: str) -> Optional[str]:
    said = simplified(plain(text).text).strip()
    for form in (_CHINESE, _ENGLISH):
        found = form.fullmatch(said)
        if found and not _ASKS.search(found["new"].lower()) and len(found["new"].split()) <= _MOST_WORDS:
            return found["new"].strip()
    mine = _MINE.fullmatch(said)
    new = (mine["new"] or mine["neu"] or "").strip() if mine else ""
    return new if _QUALIFIES.fullmatch(new) else None


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where the things that a question names stand: words, and words side by side."""
    if re.search(f"[{HAN}]", text):
        found = [(start, end) for _, start, end in jieba.tokenize(text) if _names(text[start:end])]
    else:
        found = [match.span() for match in re.finditer(r"[A-Za-z0-9][A-Za-z0-9'’-]*", text) if _names(match.group())]
    between = [(one, other) for one, other in pairwise(found) if not text[one[1] : other[0]].strip()]
    # One character alone names little: 票 does in 标准票.
    alone = [(start, end) for start, end in found if end - start > 1]
    return [*alone, *((one[0], other[1]) for one, other in between)]


@lru_cache(maxsize=1024)
def _names(word: str) -> bool:
    return bool(word.strip()) and simplified(word).lower().replace("’", "'") not in common_words()

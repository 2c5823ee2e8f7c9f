"""A surname beside a reference: "0784123456 张，到哪了", "Zhang, tag CA123456, where is it now?".

It exists because customers write the two as they stand on their tag, amid a sentence, and nothing calls the name one.
A wrong surname costs the customer one of few tries, so only what is clearly a name is taken for one: a surname we know,
by itself between pauses, or a word that is none of any list after "under". Whoever is not understood is asked.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Optional

import jieba

from bot.characters import HAN, Slip, simplified
from bot.misspellings import english
from bot.names import chinese_surname, given_names, is_known_surname, is_surname, only_a_name
from bot.places import places
from bot.tokenizer import load_words

Named = tuple[str, int, int]
Place = tuple[int, int]

_WORD = r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’-][A-Za-zÀ-ÖØ-öø-ÿ]+)*"
_CAPITAL = r"(?=[A-ZÀ-ÖØ-Þ])"
_TITLE = r"(?:(?:mr|mrs|ms|miss|dr)\.?\s{1,3})?"
_LATIN = rf"(?P<name>{_WORD}(?:[ /]{_WORD}){{0,2}})"
_WRITTEN = rf"{_TITLE}(?P<name>[{HAN}]{{1,4}}|{_WORD}(?:[ /]{_WORD}){{0,2}})"
_PAUSE = r"[\s,，、;；:：.。!！?？/|()（）\[\]【】\"“”…—–-]"
# What ends a name: the message, a sign that is no part of a word, the other script; politeness may come between.
_ENDS = rf"(?=\s{{0,3}}(?:(?:here|please|pls|thanks|thx|thank you)\s{{0,3}})?(?:$|[^\w\s'’]|[{HAN}]))"
_AFTER = re.compile(
    rf"{_PAUSE}{{0,8}}(?:(?:pls|plz|please|thanks|thx|for me|for us)\b{_PAUSE}{{1,8}})?"
    rf"(?:for\s{{1,3}})?{_WRITTEN}",
    re.I,
)
_ENDED = re.compile(_ENDS, re.I)
_RIGHT_AFTER = re.compile(rf"[,:/?.？。]?\s{{1,2}}(?P<name>{_WORD})(?=\s?(?:$|[.!?。！？]))")
_HAN = re.compile(f"[{HAN}]")
# "0784123456张伟的行李": what belongs to somebody ends the name, too.
_HAN_ENDED = re.compile(r"$|[\s\W]|的(?:托运|那件)?(?:行李|箱子?|包|票|机票|订单|预订)")
# "Zhang, bag tag 0784123456", "张伟 行李牌号是0784123456": what stands between a name and its number.
_BETWEEN = re.compile(
    rf"{_PAUSE}{{0,8}}(?:(?:and\s{{1,3}})?(?:my\s{{1,3}}|the\s{{1,3}})?"
    r"(?:(?:bag|baggage|luggage|suitcase|tag|booking|reservation|reference|ref|pnr|report|number|no|nr|code|is)\b"
    r"[\s.:：#]{0,3}){1,4}"
    rf"|(?:我的)?(?:(?:行李|牌|条|条码|编|号|号码|订座|订单|登记|是|为){{1,6}})[\s:：]{{0,3}})?{_PAUSE}{{0,8}}$",
    re.I,
)
_GREETS = r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|您好|你好|请问)[\s,，.!！]{0,4})?"
_PRESENTS = r"(?:(?:i['’]?m|i am|this is|it['’]?s|for)\s{1,3}|我是|我叫)"
# The stretch of a message that says who is there, from its beginning or a pause on.
_BEGINS = rf"(?:^|[,，、;；:：.。!！?？\n])\s{{0,3}}{_GREETS}"
_BEFORE = re.compile(rf"{_BEGINS}{_PRESENTS}?{_WRITTEN}(?:\s{{1,3}}here)?$", re.I)
_LAST_HAN = re.compile(rf"(?:^|[\s\W])(?P<name>[{HAN}]{{1,4}})$")
_PRESENTED = re.compile(rf"{_BEGINS}{_PRESENTS}{_WRITTEN}", re.I)
# What says whose a bag or a booking is, anywhere in the message.
_CALLED = re.compile(
    r"(?:\bunder(?:\s{1,3}(?:the\s{1,3})?(?:sur|last\s|family\s)?name(?:\s{1,3}of)?)?|\b[io]n\s{1,3}the\s{1,3}name\s{1,3}of"
    r"|\bregistered\s{1,3}(?:to|under|on|for)|\bbelong(?:s|ing)?\s{1,3}to|\bbooked\s{1,3}(?:for|under|by|as)"
    r"|\b(?:is|['’]s|name(?:['’]?s)?)\s{1,3}called|\btravel(?:l?ing|s)\s{1,3}(?:as|under)|\b(?:passenger|owner|customer|traveller)(?:\s{1,3}is)?"
    r"|(?:登记|护照|机票|牌子|条子|票)上?(?:写|填|登记)?的?(?:是|为|叫)|写的是|填的是|登记的是|客人|主人是)"
    rf"[\s:：]{{0,3}}{_TITLE}{_LATIN}",
    re.I,
)
# A surname alone, of whom a thing is: 李的行李. Beside a reference only, for 的 stands after everything.
_OF_HAN = re.compile(rf"(?<![{HAN}])(?P<name>[{HAN}])的(?:那件)?(?:托运)?(?:行李|箱子?|包|订单|预订|票)")
# What may say it, and says other things as often: "for", "I'm", "okafor的箱子".
_MAY_CALL = (
    re.compile(rf"\b(?:i['’]?m|i am|it['’]?s|this is|for|of|by){_PAUSE}{{1,3}}{_TITLE}{_LATIN}", re.I),
    re.compile(rf"(?<![A-Za-z]){_LATIN}\s{{0,3}}的(?:托运)?(?:行李|箱子|包|票|机票|订单|预订)"),
    re.compile(
        rf"(?:同事|朋友|老公|老婆|太太|先生|爸爸?|妈妈?|儿子|女儿|老板|客户|室友)(?:叫|姓|是)?\s{{0,3}}{_LATIN}\s{{0,3}}的?(?=$|[\s,，。.!！])"
    ),
    re.compile(rf"是\s{{0,3}}{_LATIN}\s{{0,3}}的(?=$|[\s,，。.!！])"),
    re.compile(rf"(?<![{HAN}])(?P<name>[{HAN}]{{2,3}}?)的(?:托运)?(?:行李|箱子|包|票|机票|订单|预订)"),
)
# A sentence that is nothing but a name, in a message with a reference: "did 0784123456 make the plane? Zhang".
_ALONE = re.compile(
    rf"[.!?,;。！？，；\n]\s{{0,3}}{_TITLE}(?P<name>[{HAN}]{{1,3}}|{_CAPITAL}{_WORD}(?: {_CAPITAL}{_WORD})?)"
    r"\s{0,3}(?=$|[.!?,;。！？，；\n])"
)
# A shorter word that is on no list is a code, or a sound.
_SHORTEST_UNKNOWN = 4
_NAME_PARTS = re.compile(r"[ /.]+")
_NEXT = re.compile(rf"\s{{1,3}}({_WORD})")
# As far as a name can stand from its number.
_WIDTH = 80
# What jieba counted more often is a word or a place before it is somebody: 温哥华, 单程, 马上.
_RARE = 20
_LONGEST_HAN = 3
# Surnames that say something else by themselves, between pauses too: "0784123456 于 …", "0784123456, white, …".
_HAN_WORDS = frozenset("于向成万单關关包安房封钱錢付管路段方常白蓝藍")
_LATIN_WORDS = frozenset(
    re.findall(
        r"\w+",
        "bell brown cook costa dang fan gray green hall hill hung lang ling long lv pan pang park price que ran reed "
        "song sun tan ting tong ward white wood woo yam "
        # Makes and greetings that are surnames somewhere.
        "hallo okey tripp vivo",
    )
)
# Surnames that are as often words where a sentence goes on after them: "0784123456 baker street".
_TRADES = frozenset(
    re.findall(r"\w+", "ali baker brooks carter che cooper ding ferrari foster gong han parker turner walker wan")
)


class NamesBeside:
    """Finds them, knowing the words that customers use for something else."""

    def __init__(self, vocabulary: frozenset[str]) -> None:
        self._vocabulary = vocabulary

    def find(self, text: str, references: list[Place], slips: Sequence[Slip] = ()) -> Optional[Named]:
        """(surname, start, end) of the name that the message calls one, stands beside a reference, or presents itself.

        `slips` are misspelt words, which are no names; 王芳 is one, though it sounds like 往返.
        """
        named = next((found for found in self._all(text, references) if found), None)
        if named is None or _HAN.match(named[0]):
            return named
        return None if any(slip.start < named[2] and named[1] < slip.end for slip in slips) else named

    def called(self, text: str) -> Optional[Named]:
        """The name that a message calls one, whatever else it says: "it would be under Zhang"."""
        return next((found for match in _CALLED.finditer(text) if (found := self._read(text, match))), None)

    def _all(self, text: str, references: list[Place]) -> Iterator[Optional[Named]]:
        yield from (self._read(text, match, called=True) for match in _CALLED.finditer(text))
        for start, end in references:
            yield self._after(text, end)
            yield self._before(text, start)
        if references:
            yield from (self._read(text, match, called=True) for match in _ALONE.finditer(text))
            yield from (self._read(text, match) for match in _OF_HAN.finditer(text))
        for pattern in (_PRESENTED, *_MAY_CALL):
            yield from (self._read(text, match) for match in pattern.finditer(text))

    def _after(self, text: str, end: int) -> Optional[Named]:
        match = _AFTER.match(text, end, end + _WIDTH)
        named = self._read(text, match) if match else None
        return named or self._right_after(text, end)

    def _right_after(self, text: str, end: int) -> Optional[Named]:
        """ "0125644285 moreno. landed an hour ago": one word before a stop, a surname that nobody uses otherwise."""
        match = _RIGHT_AFTER.match(text, end)
        said = match["name"].lower() if match else ""
        if match is None or len(said) < _SHORTEST_UNKNOWN or not is_surname(said) or said in self._vocabulary:
            return None
        return None if said in _LATIN_WORDS or places(said) else (match["name"], match.start("name"), match.end("name"))

    def _before(self, text: str, start: int) -> Optional[Named]:
        first = max(0, start - _WIDTH)
        # A message's own beginning is a pause; where we begin to look is none.
        lead = "x" if first else ""
        window = lead + text[first:start]
        between = _BETWEEN.search(window)
        stretch = window[: between.start()] if between else window
        match = _LAST_HAN.search(stretch) or _BEFORE.search(stretch)
        named = self._read(stretch, match) if match else None
        return (named[0], named[1] + first - len(lead), named[2] + first - len(lead)) if named else None

    def _read(self, text: str, match: "re.Match[str]", *, called: bool = False) -> Optional[Named]:
        start = match.start("name")
        for name in _from_longest(match["name"]):
            end = start + len(name)
            if self._is_name(name, text, end) or (called and self._is_no_word(name, text, end)):
                return name, start, end
        return None

    def _is_name(self, name: str, text: str, end: int) -> bool:
        if not only_a_name(name, self._vocabulary) or not is_clearly_a_name(name):
            return False
        if _HAN.match(name):
            return _HAN_ENDED.match(text, end) is not None
        words = _NAME_PARTS.split(name)
        if any(word.lower() in self._vocabulary or _is_said(word) for word in words):
            return False
        if _ENDED.match(text, end) or all(not word.islower() for word in words):
            return True
        # "0784123456 zhang where is it": a surname that is nothing else, and not the first half of a name.
        return len(words) == 1 and name.lower() not in _TRADES and not _goes_on(text, end)

    def _is_no_word(self, name: str, text: str, end: int) -> bool:
        """Whether a word that was called a name is nothing else that we know: "under Okonkwo"."""
        said = name.lower()
        known = " " in name or said in self._vocabulary or said in english() or said in _LATIN_WORDS
        return not known and len(name) >= _SHORTEST_UNKNOWN and not places(name) and not _goes_on(text, end)


def is_clearly_a_name(name: str) -> bool:
    """Whether what could be a name has a surname that we know, and is no word, neither all of it nor its beginning."""
    if not _HAN.match(name):
        words = _NAME_PARTS.split(name.lower())
        return any(map(_is_surname, words)) and not _LATIN_WORDS.intersection(words)
    surname = chinese_surname(name) or ""
    if len(name) == 1:
        return bool(surname) and name not in _HAN_WORDS
    if len(surname) > 1:
        return name == surname or _is_rare(simplified(name))
    return bool(surname) and _is_rare(simplified(name)) and _is_rare(simplified(name[:2]))


@lru_cache(maxsize=4096)
def _is_surname(word: str) -> bool:
    """Whether a word is a surname, and a rare one no word and no place: one of either kind is asked for."""
    return is_known_surname(word) or (is_surname(word) and word not in english() and not places(word))


def _is_said(word: str) -> bool:
    """Whether a word is written as no name is and is an English one: the "where" of "zhang where"."""
    said = word.lower()
    return word.islower() and said in english() and not is_known_surname(said) and said not in given_names()


def _is_rare(word: str) -> bool:
    load_words()
    return (jieba.dt.FREQ.get(word) or 0) <= _RARE or (word in _people() and not places(word))


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """Names of two or three characters that jieba counts as people, though often: 李强, 王磊."""
    with jieba.dt.get_dict_file() as file:
        entries = (line.decode("utf-8").split() for line in file)
        return frozenset(
            word
            for word, count, tag in entries
            if tag.startswith("nr") and int(count) > _RARE and 1 < len(word) <= _LONGEST_HAN
        )


def _from_longest(written: str) -> Iterator[str]:
    """ "Zhang Wei where", then "Zhang Wei", then "Zhang"; Han characters only as a whole."""
    while written:
        yield written
        written = written[: max(written.rfind(" "), written.rfind("/"), 0)]


def _goes_on(text: str, end: int) -> bool:
    following = _NEXT.match(text, end)
    return following is not None and is_known_surname(following[1])

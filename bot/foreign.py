"""Which language that is not spoken here a message is written in, by script and function words, only when sure.

It exists because a line in the customer's own language is worth more than a guess at what they want. Names, loan words,
pinyin and sentences that mix Chinese and English must never come out as a foreign language: better silent than wrong.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Optional

from bot.characters import HAN, plain

_WORDS = Path(__file__).with_name("foreign.txt")
_LATIN = ("fr", "de", "es", "it", "pt", "vi")
_SPACED = {"ru": "\u0400-\u04ff", "ar": "\u0600-\u06ff\u0750-\u077f", "ko": "\uac00-\ud7a3"}
# Scripts for which there are no word lists: three words of one are no name.
_RARE = {
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "km": "\u1780-\u17ff",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
}
# Letters of the same script that Arabic and Russian do not use.
_OTHER_LETTERS = {"fa": re.compile("[پچژگکیٹڈے]"), "uk": re.compile("[іїєґ]")}
_SAME_SCRIPT = {"fa": "ar", "uk": "ru"}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# "j'ai", "l'avion", "dov'è": two words each.
_ELIDED = re.compile(r"\b(j|c|l|n|d|s|m|t|qu|dov|aujourd)['’]")
# What stands around words. Vowel signs are no letters for a pattern, so words are what blanks divide.
_MARKS = " .,;:!?¿¡؟،()\"'«»。！？"
_LETTER = re.compile(r"[^\W\d_]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
# What a name or a decoration (快乐の旅行) does not hold: endings, particles after Han or katakana, question words.
_JAPANESE = re.compile(
    rf"です|ます|ません|ました|ください|下さい|でし|どこ|いつ|どう|なぜ|どの|なに|いくら|ない|たい|して|った|ている|てる"
    rf"|こんにち|こんばん|おはよう|すみません|ありがと|お願い|から|まで|これ|それ|[{HAN}\u30a1-\u30fc][はをがにもで](?!ち)"
)
# Characters of Chinese sentences that no Japanese one has.
_CHINESE = re.compile("[我你您吗嗎们們这這没么麼呢吧哪怎啥给給还還]")
_HAN = re.compile(rf"[{HAN}]")
_THAI = re.compile(
    "ที่ไหน|ไหน|อยู่|ครับ|ค่ะ|คะ|ไหม|มั้ย|ได้|กระเป๋า|เที่ยวบิน|ไม่|ของ|ฉัน|สวัสดี|อะไร|เมื่อไ|ต้อง|ตั๋ว|ขอ|อย่างไร|ยังไง|เท่าไ|ช่วย|เครื่องบิน"
)
# What we call them.
_NAMED = {
    "fr": re.compile(r"法语|法語|法文|\bfrench\b|\bfrançais\b", re.I),
    "de": re.compile(r"德语|德語|德文|\bgerman\b|\bdeutsch\b", re.I),
    "es": re.compile(r"西班牙语|西班牙語|西班牙文|西语|\bspanish\b|\bespañol\b", re.I),
    "it": re.compile(r"意大利语|意大利語|意大利文|\bitalian\b|\bitaliano\b", re.I),
    "pt": re.compile(r"葡萄牙语|葡萄牙語|葡语|葡文|\bportuguese\b|\bportuguês\b", re.I),
    "ru": re.compile(r"俄语|俄語|俄文|\brussian\b|русск", re.I),
    "ja": re.compile(r"日语|日語|日文|日本語|\bjapanese\b", re.I),
    "ko": re.compile(r"韩语|韓語|韩文|韓文|朝鲜语|한국어|\bkorean\b", re.I),
    "ar": re.compile(r"阿拉伯语|阿拉伯語|阿拉伯文|العربية|\barabic\b", re.I),
    "th": re.compile(r"泰语|泰語|泰文|ภาษาไทย|\bthai\b", re.I),
    "vi": re.compile(r"越南语|越南語|越南文|tiếng việt|\bvietnamese\b", re.I),
}
# A sentence holds so large a share of words from the lists; and so many times more of them than English ones.
_SHARE = 0.4
_OVER_ENGLISH = 2


@dataclass(frozen=True)
class Language:
    """The words that tell a language, and those that count beside them."""

    tell: frozenset[str]
    beside: frozenset[str]


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    """What bot/foreign.txt says."""
    rows = [line.split() for line in _WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    words = {(code, kind): frozenset(rest) for code, kind, *rest in rows}
    codes = dict.fromkeys(code for code, _ in words)
    return {code: Language(words[code, "tell"], words.get((code, "beside"), frozenset())) for code in codes}


def foreign(text: str, english: frozenset[str]) -> Optional[str]:
    """The code of the language of `text` (identifiers taken out), if it is neither Chinese nor English for sure."""
    readable = plain(text).text.lower()
    letters = len(_LETTER.findall(readable))
    if letters < 3:
        return None
    return _japanese(readable) or _by_script(readable, letters) or _latin(readable, english)


def named(text: str) -> Optional[str]:
    """The other language that a request to switch names."""
    return next((code for code, pattern in _NAMED.items() if pattern.search(plain(text).text)), None)


def _japanese(text: str) -> Optional[str]:
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if kana < 2 or not _JAPANESE.search(text):
        return None
    return "ja" if kana > han or not _CHINESE.search(text) else None


def _by_script(text: str, letters: int) -> Optional[str]:
    if len(re.findall("[\u0e00-\u0e7f]", text)) * 2 > letters:
        return "th" if _THAI.search(text) else None
    for code, script in {**_SPACED, **_RARE}.items():
        if len(re.findall(f"[{script}]", text)) * 2 > letters:
            return _spaced(code, text)
    return None


def _spaced(code: str, text: str) -> Optional[str]:
    words = [word.strip(_MARKS) for word in text.split()]
    for other, letters in _OTHER_LETTERS.items():
        if _SAME_SCRIPT[other] == code and letters.search(text):
            return other if len(words) > 2 else None
    if code in _RARE:
        return code if len(words) > 2 else None
    tell = languages()[code].tell
    return code if any(word in tell or _ends(code, word) for word in words) else None


def _ends(code: str, word: str) -> bool:
    """Whether a word ends as a Korean sentence does; names do not."""
    return code == "ko" and len(word) > 2 and word.endswith(("요", "니다", "니까", "나요", "에서", "는데"))


def _latin(text: str, english: frozenset[str]) -> Optional[str]:
    if _HAN.search(text):
        return None
    words = _WORD.findall(_ELIDED.sub(r"\1 ", text))
    best = max(_LATIN, key=lambda code: _counted(code, words))
    telling, known = _counted(best, words)
    own = languages()[best]
    others = sum(word in english and word not in own.tell and word not in own.beside for word in words)
    sure = telling > 0 and known > 1 and known >= _SHARE * len(words) and known > _OVER_ENGLISH * others
    return best if sure else None


def _counted(code: str, words: list[str]) -> tuple[int, int]:
    """How many different words tell a language, and how many of all are its own."""
    own = languages()[code]
    return len({w for w in words if w in own.tell}), sum(w in own.tell or w in own.beside for w in words)

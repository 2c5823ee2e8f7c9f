"""Several intents in one message: where one ends and the next begins, and which stretches are intents at all.

It exists because a classifier gives a message one intent: "where is my bag, and how much is a second one?" would get
one answer. Only clear cases are taken apart: a sentence of a long story is no intent of its own.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Optional

from bot import skills
from bot.characters import HAN, plain, simplified
from bot.names_beside import is_clearly_a_name
from bot.short_replies import INFORM

Parse = dict[str, Any]
Intent = tuple[str, Parse]

_FALLBACK = "nlu_fallback"
MOST = 3
# Of a longer message only so many stretches are understood one by one: each takes as long as a message.
READ = 4
# A stretch that the classifier is less sure of is a part of its neighbours, not an intent.
SURE = 0.66
# What is said around an intent, not an intent; a person is called at once, whatever else was asked.
_NO_INTENT = skills.marked("wish", False)
# What is looked up for whoever proves that it is theirs, and the entities that prove it.
_PROVED = skills.marked("proof")
_PROOF = skills.proving_entities()
# The slots of the questions that proof answers.
_ASKED = skills.proving_slots()
# What need not be heard after an answer: "Zhang, thanks a lot".
_CHATTER = skills.marked("says_little")
# What is written before a pause may be the answer, and the rest an intent: "Zhang, and how much is a second bag?"
_ANSWER = re.compile(r"\s*(?P<answer>[^,，.。;；!！?？\n]{1,40})[,，.。;；!！\n]\s*(?P<rest>\S.*)", re.S)
# Shorter stretches say too little to be understood by themselves: four characters, or three words.
_ENOUGH, _WORD_WEIGHT = 4, 1.5
# Pauses are counted: a page of blanks before no connective must not be read again from each of them.
_CONNECTIVE = (
    # "我还有多少" counts, it connects nothing: 还有 connects after a pause, or after what ends a sentence.
    r"(?:[,，、\s]{1,4}|(?<=[吗呢吧了。！？!?;；]))还有(?:就是)?[,，、\s]*"
    r"|[,，、\s]{0,4}(?:另外|顺便(?:再)?(?:问一下|问下|问问)?|对了|再(?:问|请问)(?:一下|下)?|以及|其次|第二[,，、:])[,，、\s]*"
    r"|[,，\s]{1,4}(?:and\s+)?(?:also|by the way|btw|another thing|one more thing|secondly|plus)(?![a-z'’])[,，:\s]*"
    r"|[,，\s]{1,4}and\s+(?=(?:how|what|where|when|which|who|can|could|may|do|does|is|are|will|would|should|please|"
    r"i\s+(?:want|need|would|have)|i['’]d)\b)"
    # "Where is my bag, is CA981 on time, and how heavy …": a list of questions.
    r"|[,，]\s{1,4}(?=(?:how|what|where|when|which|can|do|does|is|are|will)\b[^,，]{4,80}[,，]\s{1,4}and\b)"
    r"|[,，]\s{0,4}and\s+(?=(?:add|book|cancel|change|check|delete|give|move|put|send|show|tell)\b)"
)
_BOUNDARY = re.compile(r"[。！？!?;；\n]+|(?<=[a-z0-9])\.\s|" + _CONNECTIVE, re.I)
_CONNECTED = re.compile(_CONNECTIVE, re.I)
# "Can that be changed?" is understood only together with what it points to.
_POINTS_BACK = re.compile(
    r"\s*(?:can|could|may|is|was|will|would|does|should)\s+(?:it|that|this|they)\b"
    # "My wife is 34 weeks pregnant. Ok to fly?"
    r"|\s*(?:ok(?:ay)?|allowed|possible|fine|safe|alright)(?:\s+to\s+\w+)?\s*[?？]*\s*$"
    r"|\s*(?:可以|行|能|成|要紧|没问题|有问题|让)(?:坐|飞|上|走|带)?(?:飞机)?[吗么不嘛没]\s*[?？]*\s*$",
    re.I,
)
# Without a connective only what asks is an intent: the rest tells what happened.
_ASKS = re.compile(
    r"[?？吗呢]|怎么|如何|多少|哪|什么|几|能不能|可不可以|可以|帮|想|要|请|查|需"
    r"|\b(?:how|what|where|when|which|who|can|could|may|do|does|is|are|will|would|should|need|want|please|like to)\b"
    r"(?!['’])",
    re.I,
)
# Before the matter, and no part of it: "hello, so sorry to trouble you, about my booking".
_COURTESY = re.compile(
    r"(?:(?:您好|你好|不好意思|抱歉|打[扰擾](?:一下|您了|你了|了|您|你)?|麻[烦煩](?:您|你)?(?:一下|了)|辛苦(?:您|你)?了"
    r"|hi|hello|hey|good (?:morning|afternoon|evening)|excuse me|dear (?:sir|madam|team)(?: or madam)?"
    r"|(?:i'?m )?(?:so |very |really )?sorry (?:to|for) (?:bother(?:ing)?|troubl(?:e|ing)|disturb(?:ing)?) you"
    r"|i hope you(?:'re| are) (?:well|fine)|hope you(?:'re| are) (?:well|fine))(?![a-z])[\s,，。.!！~～]*)+",
    re.I,
)
_FULL_STOPS, _PAUSES = re.compile(r"[。.!！?？;；\n~…]+(?=\s*\S)"), re.compile(r"[。.!！?？;；\n~…,，、]+(?=\s*\S)")
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9'’]*")


def stretches(text: str) -> list[str]:
    """The stretches of `text` that could be intents; one, the whole text, when nothing divides it."""
    return [text[start:end] for start, end in _places(text)]


async def intents(text: str, whole: Parse, parse: Callable[[str], Any]) -> list[Intent]:
    """The intents of a message with their parses, in order; the message itself when it holds just one.

    `parse` understands one stretch. Stretches with the same intent count once. What is named beside them (a tag, a
    surname) goes with one of them.
    """
    if whole["intent"]["name"] == "human":
        return [(text, whole)]
    if courtesy := _COURTESY.match(text) if whole["intent"]["name"] == _FALLBACK else None:
        rest = text[courtesy.end() :]
        if rest and _is_intent(again := await parse(rest)):
            return [(rest, again)]
    places = _places(text)[:READ]
    found: dict[str, tuple[int, int, Parse]] = {}
    for start, end in places if len(places) > 1 else ():
        understood = await parse(text[start:end])
        if _is_intent(understood):
            found.setdefault(understood["intent"]["name"], (start, end, understood))
        if len(found) == MOST:
            break
    if len(found) < 2:
        return [await _behind_preamble(text, whole, parse) or (text, whole)]
    return _with_what_is_beside(text, whole, list(found.values()))


async def _behind_preamble(text: str, whole: Parse, parse: Callable[[str], Any]) -> Optional[Intent]:
    """ "Dead tired, killing time here. How many bags can I check in": the last part may be understood by itself."""
    if whole["intent"]["name"] != _FALLBACK:
        return None
    for part in dict.fromkeys(
        pauses[-1] for pauses in (_FULL_STOPS.split(text), _PAUSES.split(text)) if len(pauses) > 1
    ):
        if _says_enough(part) and _ASKS.search(simplified(part)) and _is_intent(known := await parse(part.strip())):
            return part.strip(), known
    return None


async def with_answer(
    text: str, whole: Parse, found: list[Intent], parse: Callable[[str], Any], asked: Optional[str], form: Optional[str]
) -> list[Intent]:
    """The intents of a message, the answer to what a form `asked` first: a form takes one or the other of a message.

    Intents that need such an answer themselves keep it.
    """
    if asked not in _ASKED:
        return found
    if before_pause := await _answer_before_pause(text, parse, form):
        return before_pause
    given = [entity for entity in whole.get("entities", ()) if _is_proof(entity)]
    if not given or any(not _is_intent(known) or known["intent"]["name"] in _PROVED for _, known in found):
        return found
    answer = " ".join(text[entity["start"] : entity["end"]] for entity in given)
    return [(answer, await parse(answer)), *((part, _without_proof(known)) for part, known in found)]


async def _answer_before_pause(
    text: str, parse: Callable[[str], Any], form: Optional[str], halves: int = 2
) -> list[Intent]:
    """The answer, in up to so many `halves`, and the intents after it, unless they are the form's own or no intents."""
    match = _ANSWER.fullmatch(text) if halves else None
    answer = await parse(match["answer"]) if match else None
    if match is None or answer is None or not _is_answer(match["answer"], answer):
        return []
    rest = await parse(match["rest"])
    intent = rest["intent"]["name"]
    if intent == INFORM or any(map(_is_proof, rest["entities"])):
        # The other half of the proof: one answer.
        return []
    more = await _answer_before_pause(match["rest"], parse, form, halves - 1)
    if not more and intent not in _CHATTER and skills.form_of(intent) != form:
        more = await intents(match["rest"], rest, parse)
    return [(match["answer"], answer), *more]


def _is_answer(text: str, understood: Parse) -> bool:
    """Whether there is nothing but references, or a name that is clearly one."""
    for entity in filter(_is_proof, understood["entities"]):
        text = text[: entity["start"]] + " " * (entity["end"] - entity["start"]) + text[entity["end"] :]
    return not re.search(r"\w", text) or (understood["intent"]["name"] == INFORM and is_clearly_a_name(text.strip()))


def _is_proof(entity: dict[str, Any]) -> bool:
    return entity["entity"] in _PROOF and "start" in entity


def _without_proof(understood: Parse) -> Parse:
    return {**understood, "entities": [e for e in understood.get("entities", ()) if e["entity"] not in _PROOF]}


def _with_what_is_beside(text: str, whole: Parse, found: list[tuple[int, int, Parse]]) -> list[Intent]:
    parts = [(text[start:end], {**known, "entities": [*known.get("entities", ())]}) for start, end, known in found]
    for entity in whole.get("entities", ()):
        at = entity.get("start")
        if at is None or any(start <= at < end for start, end, _ in found):
            continue
        entities = parts[_belongs_to(entity, found)][1]["entities"]
        if entity["entity"] not in {other["entity"] for other in entities}:
            # Without its place, which is not in this part of the message.
            entities.append({"entity": entity["entity"], "value": entity["value"]})
    return parts


def _belongs_to(entity: dict[str, Any], found: list[tuple[int, int, Parse]]) -> int:
    """Which intent: the one before; for a tag or a name one that needs it, if there is such an intent."""
    needs = [place for place, (_, _, known) in enumerate(found) if known["intent"]["name"] in _PROVED]
    fitting = needs if needs and entity["entity"] in _PROOF else [*range(len(found))]
    return max((place for place in fitting if found[place][0] <= entity["start"]), default=fitting[0])


def _places(text: str) -> list[tuple[int, int]]:
    """Where the stretches of `stretches` stand."""
    readable = plain(text)
    simple = simplified(readable.text)
    told_apart = bool(_CONNECTED.search(simple))
    return [
        _stripped(text, *readable.place(start, end))
        for start, end in _with_what_it_points_to(simple)
        if _says_enough(simple[start:end]) and (told_apart or _ASKS.search(simple[start:end]))
    ]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip())


def _with_what_it_points_to(text: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for start, end in _between(text):
        joined = bool(places) and _POINTS_BACK.match(text[start:end])
        places.append((places.pop()[0] if joined else start, end))
    return places


def _between(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        if boundary.start() > start:
            # A question mark belongs to its question.
            end = boundary.end() if boundary.group()[0] in "?？" else boundary.start()
            yield start, end
        start = boundary.end()
    if start < len(text):
        yield start, len(text)


def _says_enough(stretch: str) -> bool:
    return len(_HAN.findall(stretch)) + _WORD_WEIGHT * len(_LATIN_WORD.findall(stretch)) >= _ENOUGH


def _is_intent(understood: Parse) -> bool:
    intent = understood["intent"]
    return intent["name"] not in _NO_INTENT and (intent.get("confidence") or 0.0) >= SURE

"""The dialogue manager: from a message and the situation to the acts that are played, each as a parse of its own.

Order matters, and is this: emergencies and foreign languages are intents already and stand; of what is put right only
the right thing counts, and what is left out is filled in; a case's reference asks how it is going; what is plainly
asked of the screen is that; a bare name that was asked for is the answer; what is denied is struck out; a farewell ends
what is open; what speaks of what is on the screen is a follow-up; the rest is one wish or several.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Optional

from bot.characters import simplified
from bot.dialogue import errand
from bot.dialogue.arbitration import decide, shown_by
from bot.dialogue.asides import insists, puts_ending_right
from bot.dialogue.case_question import case_question
from bot.dialogue.decision import FALLBACK, FOLLOW_UP, Decision, because
from bot.dialogue.done_here import done_here
from bot.dialogue.ellipsis import asked_again, is_question_again
from bot.dialogue.in_view import IN_VIEW, seen, wants_done
from bot.dialogue.negation import struck_out
from bot.dialogue.parsed import ANSWERING, CLEAR, act_confidence, act_of, confidence_of, is_question, is_seen, names_in
from bot.dialogue.plain import plainly_asked
from bot.dialogue.second_thoughts import put_right
from bot.dialogue.situation import Situation
from bot.dialogue.topic import named_kinds
from bot.dialogue.waiting import of_the_line
from bot.multi_intent import intents, with_answer
from bot.names import spelled_out
from bot.short_replies import INFORM, as_answer

Parse = dict[str, Any]
Act = tuple[str, Parse]
Understand = Callable[[str], Awaitable[Parse]]

# Why a message was taken for what it is, beside the parse.
WHY = "why"
DENIED = "wish_denied"
# Intents that stand whatever else is going on.
_FIRST = frozenset({"emergency", "incident", "foreign_language", "only_emoji"})
_ENDS = frozenset({"cancel", "goodbye"})
_CLOSING = frozenset({*_ENDS, "thank", "greet", "deny", "affirm", FALLBACK, "out_of_scope"})
# Longer messages say more than farewell; each part takes as long to understand as a message.
_LONGEST_FAREWELL, _MOST_PARTS = 60, 4
_PERSON = "human"
# What whoever calls for a person speaks of, wider than needed: it only sorts out guesses.
_CALLS = re.compile(
    r"\b(?:agents?|humans?|person|people|someone|somebody|anyone|anybody|staff|representative|rep|manager|supervisor|operator"
    r"|(?<!my )colleague|advis\w+|team|real|live|talk|speak|call|connect|transfer|service|support|help\w*|boss)\b"
    r"|人|客服|经理|主管|领导|接线|员|服务|谁|帮|转|接|叫|找|救",
    re.I,
)
# What is said at the door, and what makes a question of it one: "how are you", 在吗.
_COURTESY = frozenset({"greet", "goodbye"})
_GREETS = re.compile(
    r"\b(?:hi|hello|hey|hiya|howdy|morning|afternoon|evening|bye|goodbye|see (?:you|ya)|thanks?|how are you"
    r"|how do you do|how'?s it going|what'?s up|anyone|anybody|there)\b"
    r"|你好|您好|哈喽|嗨|喂|早上好|早安|晚上好|下午好|在(?:吗|么|不|线)|有人|谢|再见|拜拜|忙吗",
    re.I,
)
# What an end is said with, where a question was taken for one: 那现在弄得了不.
_STOPS = re.compile(
    r"\b(?:cancel|stop|never ?mind|nvm|forget|leave|skip|drop|quit|exit|enough|done|no need"
    r"|don'?t (?:need|want|bother))\b"
    r"|算|不用|取消|不要|停|别|不查|不办|不需要|不问|退出|没事|结束|撤",
    re.I,
)
# What a card says without being asked.
_ON_CARDS = frozenset({"when", "normal", "done", "where"})
# "Nah, I'll wait" leaves no line.
_WAITS_ON = re.compile(
    r"\b(?:i'?ll|i will|i'?m going to|happy to) (?:just )?(?:wait|hold|stay)\b|我(?:就|再|继续)?等(?:着|吧|等)|继续等",
    re.I,
)
# What is understood with less is no wish to go by.
_VAGUE, _LIKELY = 0.4, 0.8
# So sure a wish at the end of what is vague is the message.
_SURE_LAST = 0.97
# Where the whole is clear, only so short a last part may be a question about what is shown.
_SHORT_LAST = 20
_SWITCHES = "switch_language"
# What is shown once more in another language, and by which facet; an article is read out whole.
_SHOWN_ANEW = {"bag": "news", "flight": "news", "case": "progress", "article": ""}
_SAME_IN = re.compile(
    r"\b(?:same|again|that|it|put|repeat|this)\b.{0,30}\bin (?:english|chinese|mandarin)\b"
    r"|(?:刚才|同样|那(?:个|段|条)|这(?:个|段|条)|航班|再).{0,10}(?:用|换成?|来)(?:中文|英文|英语|汉语)"
    r"|(?:用|换成?)(?:中文|英文|英语|汉语)(?:再|把|重新|来)?.{0,6}(?:说|发|讲|写|来)一?(?:遍|次|份|下)",
    re.I,
)
_CHINESE = re.compile(r"\b(?:chinese|mandarin)\b|中文|汉语", re.I)
_SENTENCES = re.compile(r"[.!?。！？\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
# From which confidence on the last part alone says what is asked.
_HEARD = 0.6
# What proves a booking to be the customer's, and what is asked of it without a form that asks for the proof itself.
_BOOKING, _PROOF = "booking", frozenset({"record_locator", "surname"})
# And what proves a bag.
_BAG_SHOWN, _BAG_PROOF = "bag", frozenset({"bag_tag", "surname"})
_OF_BAGS = frozenset({"bag_status", "bag_missing", FALLBACK})
_OF_BOOKINGS = frozenset(
    {"booking_info", "check_in", "flight_status", "connection", "seat", "schedule_change", FALLBACK}
)
_BAG = re.compile(
    r"\b(?:bags?|baggage|luggage|lugage|suitcases?|cases?|backpack|pram|stroller|belt|track\w*)\b|行李|箱|包|件|托运|转盘",
    re.I,
)
# What whoever gives a name at last says beside it.
_SURNAME = "surname"
_BESIDE_NAMES = frozenset({*_CLOSING, "feedback", "complaint", "name_correction"})
# Less sure of another topic than this, whoever proves a booking asks of it.
_SURE_OF_ANOTHER = 0.6
# What is plain by its words, in this order.
_BY_RULE = (errand.receive, of_the_line, case_question, puts_ending_right, insists, plainly_asked)
# What comes before a name, and after one: "or try okafor", "hartley-brown maybe".
_NAME_SAID = re.compile(
    r"^(?:(?:it(?:'s| is| would be)|that(?:'s| is)|(?:the|my) (?:sur|last |family )?name(?:'s| is)|or|then|maybe"
    r"|perhaps|try|use|with|what about|how about|could be|might be|under)\s+)+"
    r"|\s+(?:maybe|perhaps|probably|i think|i guess|then|instead)\W*$",
    re.I,
)
# "He goes by Zhang": whose name it is does not matter.
_GOES_BY = re.compile(
    r"\b(?:he|she|they|it|we)(?:'s|'re| is| are| was)? "
    r"(?:goes by|go by|uses|booked (?:as|under)|registered (?:as|under)|called|under|in the name of) "
    r"(?P<name>[a-z][a-z'-]{1,30})\W*$"
    r"|(?:这件|这个|那件|行李|箱子|登记的?|应该)(?:是|姓|叫)\s?(?P<zh>[a-z]{2,20}|[\u3400-\u9fff]{1,3}?)(?:的|啊|吧|哦)?\W*$",
    re.I,
)
_MARKS = re.compile(r"[,，、.。!！~～;；\n]+")


async def acts(text: str, parse: Parse, understand: Understand, now: Situation) -> list[Act]:
    """What a message does, in order; nearly always one thing. `understand` parses a stretch of it."""
    if _intent(parse) in _FIRST:
        return [(text, parse)]

    async def read(part: str) -> Parse:
        return _doubted(part, seen(await understand(part), now))

    return [(said, _told(known)) for said, known in await _acts(text, _doubted(text, seen(parse, now)), read, now)]


def _doubted(text: str, parse: Parse) -> Parse:
    """What was guessed, though nothing in the message speaks of it: a call for a person, or a farewell that asks.

    Nobody is put in line for the one, nor sent away with a goodbye for "til when" or 能先走吗.
    """
    called = _intent(parse) != _PERSON or confidence_of(parse) >= CLEAR or _CALLS.search(text)
    greeted = _intent(parse) not in _COURTESY or not is_question(text) or _GREETS.search(simplified(text))
    ended = _intent(parse) != "cancel" or not is_question(text) or _STOPS.search(simplified(text))
    return parse if called and greeted and ended else _played(parse, Decision(FALLBACK, because("hardly_heard")))


def _told(parse: Parse) -> Parse:
    """The parse without what only the manager needs of it."""
    return {key: value for key, value in parse.items() if key != IN_VIEW}


async def _acts(text: str, parse: Parse, understand: Understand, now: Situation) -> list[Act]:
    if rest := put_right(text, parse):
        text, parse = rest, await understand(rest)
    if again := _in_other_words(text, parse, now):
        return again
    if dropped := errand.given_up(text, now):
        return await _dropped(dropped, parse, understand, now)
    if plain := await _plainly(text, parse, understand, now):
        return [plain]
    parse = as_answer(parse, now.asked)
    if struck := await struck_out(text, parse, understand):
        return await _without_denied((text, parse), struck.denied, struck.counts, understand, now)
    if leaves := await _leaves(text, parse, understand, now):
        return leaves
    return await _decided_or_wished(text, parse, understand, now)


def _in_other_words(text: str, parse: Parse, now: Situation) -> list[Act]:
    """ "The same again in Chinese, for my colleague": the other language, and in it what is on the screen."""
    if now.asked or not _SAME_IN.search(text):
        return []
    named = named_kinds(text)
    shown = next((kind for kind in sorted(now.focus, key=lambda kind: kind not in named) if kind in _SHOWN_ANEW), None)
    if shown is None:
        return []
    facet = _SHOWN_ANEW[shown]
    anew = Decision(FOLLOW_UP, because("follow_up", act=facet, thing=shown), {"facet": facet, "focus_kind": shown})
    if shown == "article":
        anew = Decision("whole_article", because("said_anywhere", act="again"), {"article": now.article or ""})
    switch = Decision(_SWITCHES, because("said_anywhere", act="again"))
    spoken = {"entity": "language", "value": "zh" if _CHINESE.search(text) else "en"}
    heard = {**parse, "entities": [*_but_language(parse), spoken]}
    return [(text, _played(heard, switch)), (text, _played(heard, anew))]


async def _dropped(parts: tuple[str, str], parse: Parse, understand: Understand, now: Situation) -> list[Act]:
    """ "Forget the complaint, just have someone call me": an end to the one, and then the other."""
    first, rest = parts
    over = {**_played(parse, Decision("cancel", because("takes_leave"))), "entities": []}
    return [
        (first, over),
        *await _wishes(rest, await understand(rest), understand, replace(now, asked=None, form=None)),
    ]


async def _plainly(text: str, parse: Parse, understand: Understand, now: Situation) -> Optional[Act]:
    """What leaves something out, what a rule reads, and a name that comes at last."""
    if full := await _in_full(text, parse, understand, now):
        return full
    answers = (answer for reads in _BY_RULE if (answer := reads(text, parse, now)))
    if answer := next(answers, None):
        return text, _played(parse, answer)
    return await _name_beside(text, parse, understand, now)


async def _decided_or_wished(text: str, parse: Parse, understand: Understand, now: Situation) -> list[Act]:
    if shown := await _bag_proved_and_asked(text, parse, understand, now):
        return shown
    if shown := await _proved_and_asks(text, parse, understand, now):
        return shown
    if last := await _wished_last(text, parse, understand, now):
        return [last]
    decision = decide(text, parse, now)
    if decision is not None:
        clearer = await _asked_more_clearly(text, parse, decision, understand, now)
        return [clearer] if clearer else await _decided(text, parse, decision, understand, now)
    asked = await _asked_last(text, parse, understand, now)
    return [asked] if asked else await _wishes(text, parse, understand, now)


async def _name_beside(text: str, parse: Parse, understand: Understand, now: Situation) -> Optional[Act]:
    """ "Fine then, Zhang", "wang!! autocorrect", "W A N G, wang": the name that is missing, among other words."""
    wanted = now.asked == _SURNAME or (now.tried and not now.asked)
    if not wanted or len(text) > _LONGEST_FAREWELL or _intent(parse) not in _BESIDE_NAMES:
        return None
    if theirs := _GOES_BY.search(text):
        name = theirs["name"] or theirs["zh"]
        return name, as_answer(await understand(name), _SURNAME)
    said = spelled_out(text)
    parts = [part.strip() for part in _MARKS.split(said) if part.strip()]
    if len(parts) == 1 and (name := _NAME_SAID.sub("", text)) != text:
        known = await understand(name)
        return (name, as_answer(known, _SURNAME)) if _is_name(known, now) else None
    if not 1 < len(parts) + (said != text) <= _MOST_PARTS + 1:
        return None
    bare = [_NAME_SAID.sub("", part) for part in parts[:_MOST_PARTS]]
    read = [(part, await understand(part)) for part in bare]
    last, known = read[-1]
    said_so = {one for one, part in zip(bare, parts, strict=False) if one != part}
    named = [one for one in read if _intent(one[1]) == INFORM or (one[0] in said_so and _is_name(one[1], now))]
    # "Fat fingers. Kowalczyk, with a z": one word among others, where a name was asked for or has failed.
    alone = [(part, as_answer(one, _SURNAME)) for part, one in read[:-1] if part.isalpha() and _could_be_name(one)]
    return next(iter([*named, *alone]), None) or ((last, as_answer(known, _SURNAME)) if _is_name(known, now) else None)


def _is_name(parse: Parse, now: Situation) -> bool:
    return now.asked == _SURNAME and _could_be_name(parse)


def _could_be_name(parse: Parse) -> bool:
    return _intent(as_answer(parse, _SURNAME)) == INFORM


async def _leaves(text: str, parse: Parse, understand: Understand, now: Situation) -> list[Act]:
    """What takes leave: of everything, or of the line of those who wait for a person."""
    if now.waiting and _WAITS_ON.search(text):
        return []
    if farewell := await _farewell(text, parse, understand):
        gives_up = now.waiting and not now.asked and _intent(farewell) == "cancel"
        return [(text, _played(parse, Decision("leave_line", because("gives_up_waiting"))) if gives_up else farewell)]
    return await _leaves_and_asks(text, understand) if now.waiting else []


async def _in_full(text: str, parse: Parse, understand: Understand, now: Situation) -> Optional[Act]:
    """ "And in business?" as the question that it asks again, where that is understood: the same, of another thing."""
    full = asked_again(text, parse, now)
    known = await understand(full) if full else None
    if full is None or known is None or not is_question_again(known):
        return None
    # The question before may have been put in the other language.
    return full, {**known, "entities": [*_but_language(known), *(e for e in parse["entities"] if _is_language(e))]}


def _but_language(parse: Parse) -> list[dict[str, Any]]:
    return [entity for entity in parse["entities"] if not _is_language(entity)]


def _is_language(entity: dict[str, Any]) -> bool:
    return bool(entity["entity"] == "language")


async def _wishes(text: str, parse: Parse, understand: Understand, now: Situation) -> list[Act]:
    """One wish or several, each by itself."""
    found = await intents(text, parse, understand)
    found = await with_answer(text, parse, found, understand, now.asked, now.form)
    if len(found) > 1:
        return [_act(part, known, now) for part, known in found]
    if _intent(parse) == _SWITCHES and (rest := await _beside_switch(text, understand)):
        return [*found, rest]
    asked = await _asked_beside(text, parse, understand, now)
    return [*found, asked] if asked else found


async def _beside_switch(text: str, understand: Understand) -> Optional[Act]:
    """ "Let's speak English, how heavy may it be": what is asked beside the wish for a language."""
    for part in [part.strip() for part in _MARKS.split(text) if part.strip()][:_MOST_PARTS]:
        known = await understand(part)
        if _intent(known) not in (*_CLOSING, _SWITCHES) and not _is_vague(known):
            return part, known
    return None


async def _leaves_and_asks(text: str, understand: Understand) -> list[Act]:
    """ "Forget the line, I'll ask you: what may it weigh" leaves the line, and asks."""
    first, mark, rest = text.partition(found.group()) if (found := _MARKS.search(text)) else (text, "", "")
    if not mark or not rest.strip() or len(first) > _LONGEST_FAREWELL:
        return []
    known = await understand(first)
    if act_of(known) != "leave_line" and _intent(known) != "cancel":
        return []
    asked = await understand(rest.strip())
    leave = _played(known, Decision("leave_line", because("gives_up_waiting")))
    return [] if _intent(asked) in _CLOSING or _is_vague(asked) else [(first, leave), (rest.strip(), asked)]


async def _asked_beside(text: str, parse: Parse, understand: Understand, now: Situation) -> Optional[Act]:
    """ "Is CA856 cancelled? Any other flights?": what the last part asks of the thing that the first part shows."""
    parts = _sentences(text)
    kind = shown_by(_intent(parse), {entity["entity"] for entity in parse.get("entities", [])})
    if now.asked or kind is None or len(parts) < 2:
        return None
    known = await understand(parts[-1])
    asked = _beyond_card(_read_below(kind, parts[-1], known, now))
    return (parts[-1], _played(known, asked)) if asked else None


def _read_below(kind: str, part: str, known: Parse, now: Situation) -> Optional[Decision]:
    """What a part of a message is below a thing that the message itself shows."""
    return _read(part, known, replace(now, focus=(kind, *now.focus), article=None))


def _beyond_card(decision: Optional[Decision]) -> Optional[Decision]:
    """The question that the card of the thing does not answer by itself; None for anything else."""
    asks = decision is not None and decision.intent == FOLLOW_UP and decision.entities.get("facet") not in _ON_CARDS
    return decision if asks else None


def _looks_up_booking(text: str, parse: Parse, now: Situation) -> bool:
    """ "Look up NX4T8B, Li" names no bag: what has that reference is a booking."""
    return _intent(parse) in ("bag_status", *_CLOSING) and not now.focus and not _BAG.search(text)


async def _bag_proved_and_asked(text: str, parse: Parse, understand: Understand, now: Situation) -> list[Act]:
    """ "0784123456 Zhang, which belt": the bag that is proved first, then what is asked of it."""
    if now.asked or names_in(parse) != _BAG_PROOF or _intent(parse) not in _OF_BAGS:
        return []
    rest = _without(text, parse, _BAG_PROOF)
    if not rest or not is_question(rest):
        return []
    known = await understand(rest)
    asked = _beyond_card(_read_below(_BAG_SHOWN, rest, known, now))
    if asked is None or asked.entities.get("focus_kind") != _BAG_SHOWN:
        return []
    return [(text, _played(parse, Decision("bag_status", because("proves_first")))), (rest, _played(known, asked))]


async def _proved_and_asks(text: str, parse: Parse, understand: Understand, now: Situation) -> list[Act]:
    """ "R5W9HD smith, when should I be at the gate": the booking that is proved first, then what is asked of it."""
    of_bookings = _intent(parse) in _OF_BOOKINGS or confidence_of(parse) < _SURE_OF_ANOTHER
    looks_up = _looks_up_booking(text, parse, now)
    if now.asked or not names_in(parse) >= _PROOF or not (of_bookings or looks_up) or done_here(text, parse, now):
        return []
    rest = _without(text, parse, _PROOF)
    known = await understand(rest)
    if wants_done(known, CLEAR):
        # "H3V6YP Wang, refund the way out": what is wished for the booking that is named.
        return [(text, {**known, "entities": parse["entities"]})]
    decision = _read_below(_BOOKING, rest, known, now)
    shows = (text, _played(parse, Decision("booking_info", because("proves_first"))))
    if asked := _beyond_card(decision):
        return [shows, (rest, _played(known, asked))]
    # "When is my flight to Rome": the card of the booking says it.
    of_its_flight = _intent(known) == "flight_status" and "flight_number" not in names_in(known)
    return [shows] if looks_up or (decision is None and of_its_flight) else []


def _without(text: str, parse: Parse, named: frozenset[str]) -> str:
    """The text without what names these."""
    for entity in sorted((e for e in parse["entities"] if "start" in e), key=lambda e: -int(e["start"])):
        if entity["entity"] in named:
            text = text[: entity["start"]] + " " + text[entity["end"] :]
    return text.strip(" ,.;:，。；：")


async def _asked_last(text: str, parse: Parse, understand: Understand, now: Situation) -> Optional[Act]:
    """ "One booking, both amounts are gone. How long till I get it back": told first, and asked of what is shown."""
    parts = _sentences(text)
    vague = _is_vague(parse, _LIKELY)
    if now.asked or not now.focus or len(parts) < 2 or not (vague or len(parts[-1]) <= _SHORT_LAST):
        return None
    known = await understand(parts[-1])
    if not vague and _intent(known) != _intent(parse) and _intent(parse) not in _CLOSING:
        return None
    decision = _read(parts[-1], known, now)
    return (parts[-1], _played(known, decision)) if decision and decision.intent == FOLLOW_UP else None


async def _wished_last(text: str, parse: Parse, understand: Understand, now: Situation) -> Optional[Act]:
    """ "You're asking the wrong thing. How do I complain": of what is vague as a whole, the wish at its end."""
    parts = _sentences(text)
    if now.asked or len(parts) < 2 or len(text) > _LONGEST_FAREWELL * 2 or confidence_of(parse) >= CLEAR:
        return None
    known = await understand(parts[-1])
    surely = confidence_of(known) >= _SURE_LAST and not is_seen(known) and _intent(known) not in _CLOSING
    return (parts[-1], known) if surely and act_of(known) is None else None


async def _asked_more_clearly(
    text: str, parse: Parse, decision: Decision, understand: Understand, now: Situation
) -> Optional[Act]:
    """ "I won't catch it. Is there one after": the whole sounds like another question than its last part is."""
    parts = _sentences(text)
    if decision.intent != FOLLOW_UP or not is_seen(parse) or len(parts) < 2 or len(parts[-1]) > _SHORT_LAST:
        return None
    known = await understand(parts[-1])
    last = decide(parts[-1], known, now) if act_confidence(known) >= _HEARD else None
    return (parts[-1], _played(known, last)) if last and last.intent == FOLLOW_UP else None


def _read(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """What a part of a message is, by its plain words or by all that speaks for it."""
    return plainly_asked(text, parse, now) or decide(text, parse, now)


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCES.split(text) if part.strip()]


def _is_vague(parse: Parse, below: float = _VAGUE) -> bool:
    guess = parse.get("intent") or {}
    return guess.get("name") in (FALLBACK, "out_of_scope") or float(guess.get("confidence") or 0.0) < below


def _act(text: str, parse: Parse, now: Situation) -> Act:
    decision = decide(text, parse, now)
    return text, _played(parse, decision) if decision else parse


async def _without_denied(
    whole: Act, denied: list[str], counts: list[Act], understand: Understand, now: Situation
) -> list[Act]:
    """What is wanted instead; where nothing is, that it is not wanted."""
    if counts:
        found = [act for part, known in counts for act in await intents(part, known, understand)]
        same = len(found) == 1 and _intent(found[0][1]) == _intent(whole[1])
        stands = same and not {_intent(whole[1]), "human"} & {*denied} and not is_question(found[0][0])
        if stands and decide(*found[0], now) is None:
            # "You cancelled it and offer a voucher. I want cash, not a voucher": the rest of it tells what happened.
            found = [whole]
        # "Don't cancel, can you move it": what is struck out is not asked on, whatever page of it is on the screen.
        now = replace(now, article=None) if now.article in denied else now
        read = [await _in_full(part, known, understand, now) or _act(part, known, now) for part, known in found]
        return [_instead(act, denied) for act in read]
    return [(denied[0], _denied(denied[0], whole[0]))]


def _instead(act: Act, denied: list[str]) -> Act:
    """The act, with what it is wanted instead of, unless it stands for a reason of its own."""
    text, parse = act
    return (text, {WHY: because("instead", wish=denied[0]), **parse}) if denied else act


def _denied(intent: str, text: str) -> Parse:
    """That a wish is denied; the customer's `text` goes beside, where no open question reads it."""
    guess = {"name": DENIED, "confidence": 1.0}
    return {
        "text": intent,
        "intent": guess,
        "intent_ranking": [guess],
        "entities": [{"entity": "denied", "value": intent}, {"entity": "in_words", "value": text}],
        WHY: because("not_wanted", wish=intent),
    }


async def _farewell(text: str, parse: Parse, understand: Understand) -> Optional[Parse]:
    """ "Never mind, thanks, bye": parts that each take leave, and none that asks for anything."""
    parts = [part for part in _MARKS.split(text) if part] if len(text) <= _LONGEST_FAREWELL else []
    if _intent(parse) not in _CLOSING or names_in(parse) & ANSWERING or not 2 <= len(parts) <= _MOST_PARTS:
        return None
    said = [_intent(await understand(part)) for part in parts]
    if any(_goes_on(intent, part.strip()) for intent, part in zip(said, parts, strict=True)):
        # "I won't make it. Is there one after?", "ok. when then" go on.
        return None
    if not _ENDS & set(said) or not set(said) <= _CLOSING:
        return None
    return _played(parse, Decision("goodbye" if "goodbye" in said else "cancel", because("takes_leave")))


def _goes_on(intent: str, part: str) -> bool:
    """Whether this part of a farewell asks for something."""
    said = simplified(part)
    return is_question(part) and (intent == FALLBACK or not (_GREETS.search(said) or _STOPS.search(said)))


async def _decided(text: str, parse: Parse, decision: Decision, understand: Understand, now: Situation) -> list[Act]:
    played = (text, _played(parse, decision))
    if decision.intent != "leave_line":
        return [played]
    # "Never mind, you look it up: 0784123456 Zhang": out of the line, and then what they want.
    parts = [(part, known) for part, known in await intents(text, parse, understand) if known is not parse]
    rest = [(part, known) for part, known in parts if _intent(known) not in _CLOSING]
    named = any("start" in entity for entity in parse["entities"])
    return [played, *rest] if rest or not named else [played, (text, parse)]


def _played(parse: Parse, decision: Decision) -> Parse:
    """The parse with the intent that was decided on; the classifier's guesses stay for the desk."""
    guess = {"name": decision.intent, "confidence": 1.0}
    entities = [*parse.get("entities", []), *({"entity": k, "value": v} for k, v in decision.entities.items())]
    ranking = [guess, *(other for other in parse.get("intent_ranking", []) if other["name"] != decision.intent)]
    return {**parse, "intent": guess, "intent_ranking": ranking, "entities": entities, WHY: decision.why}


def _intent(parse: Parse) -> str:
    return str((parse.get("intent") or {}).get("name"))

"""Arbitration: what a message is, from what was understood of it and where the conversation stands.

One function without a state of its own: whoever wonders why the assistant took a message for what it did reads
`decide` from the top.
"""

import re
from typing import Optional

from bot.characters import simplified
from bot.dialogue.asked_on import OF_US, asks_on, says_again, wants
from bot.dialogue.below import asked_below
from bot.dialogue.completing import completed
from bot.dialogue.decision import DETAIL, FALLBACK, FOLLOW_UP, Decision, because
from bot.dialogue.done_here import done_here
from bot.dialogue.in_view import FORM, REPAIRS, kinds_shown, wants_done, wants_instead
from bot.dialogue.parsed import (
    ANSWERING,
    CLEAR,
    FACETS,
    NAMES_ONE,
    NAMES_THING,
    SMALL_TALK,
    Parse,
    act_confidence,
    act_of,
    asks_for_something,
    best_guess,
    confidence_of,
    intent_of,
    is_plain,
    is_question,
    is_seen,
    names_in,
    seen_of,
)
from bot.dialogue.situation import Situation
from bot.dialogue.topic import named_kinds, names_topic, of_questions, topic_words
from bot.dialogue.waiting import while_waiting
from bot.short_replies import INFORM

_SAME_FOR = "same_for"
# What makes sense whether something is asked or shown, or not.
ANYWHERE = {"again": "say_again", "back": "go_back", "stuck": "stuck", "reference": FOLLOW_UP, "known": FOLLOW_UP}
# What is said to a form on the screen in place of an answer, as a question about one of its fields.
_OF_FIELDS = {"lack": "left_out", "refuse": "left_out", "where_is_it": "where_is_it", "why_asked": "why_asked"}
_HALF_SURE = 0.4
# Less sure of a topic than this, and so much surer of what is asked, it is what is asked that was heard.
_VAGUE, _CLEARER = 0.5, 0.25
# What is asked of a flight by its number, and from which guess on.
_OF_FLIGHTS = frozenset({"flight_status", "disruption_care", "compensation", "rebook"})
_GUESSED, _MOVED = 0.3, "schedule_change"
# Wishes that name a bag in passing.
_NAME_BAGS = frozenset(
    {"complaint", "human", "appointment", "feedback", "lost_item", "compensation", "invoice", "law_question"}
)
_REFERENCE = "_reference"
# Longer stories, too, say that the number is not at hand.
_LACKS = re.compile(
    r"(?:(?:do|does|did|have|has|can|could)(?: ?n['’]?o?t)\b|\b(?:cannot|no longer|never|lost|threw|forgot)\b)"
    r"[^.!?]{0,30}\b(?:reference|number|tag|code|receipt|slip|confirmation|e-?mail|pnr)\b"
    r"|(?:没有|没带|没留|没收到|找不到|不见了|弄丢|丢了|扔了|忘了|不记得|记不得)[^。！？]{0,8}(?:编号|号码|行李牌|小票|回执|单号|邮件|短信|登机牌)"
    r"|(?:行李条|行李牌|小票|回执|单子|护照|登机牌)[^。！？]{0,12}(?:押|在(?:酒店|家|车|包里|箱子?里|老公|老婆|别人)|不在(?:身边|手|身上)|没在|落在|放在|夹在)"
    r"|\b(?:tag|slip|receipt|sticker|paper|card|phone)(?:'s| is| was)? (?:back )?(?:at|in) (?:the|my|our|his|her) \w+"
    r"|\bnot (?:with|on) me\b"
    r"|(?:编号|号码|行李牌|小票|回执|单号)[^。！？]{0,6}(?:没有|没带|没留|找不到|不见了|弄丢|丢了|扔了|忘了|不记得)",
    re.I,
)
# "Sarah Brown, BA178 yesterday. That's all I've got."
_ALL_THERE_IS = re.compile(
    r"\b(?:that'?s|thats|this is|it'?s) (?:all|everything)(?: that)? (?:i(?:'?ve| have)?(?: got| have)?|there is)\b"
    r"|\ball (?:that )?i(?:'?ve| have) got\b|\b(?:nothing|no other (?:number|info\w*)) else\b|\bonly thing i have\b"
    r"|(?:就|只)(?:有|知道|记得)?(?:这些|这么多|这点)了?|别的(?:都)?(?:没有|不知道|没了)|其(?:它|他)(?:的)?(?:都)?(?:没有|不知道)",
    re.I,
)
# Whoever sighs over questions wants to know what they are for.
_SO_MANY = re.compile(
    r"问东问西|问来问去|老问|一直问|问个没完|问(?:这么|那么)多|(?:这么|那么|怎么这?么)多(?:问题|事)|烦不烦"
    r"|搞(?:得)?(?:这么|那么)(?:麻烦|复杂)"
    r"|(?:有什么|有啥|凭(?:什么|啥))(?:不能|不给)(?:看|查|说|告诉)"
    r"|\b(?:so|too) many questions\b"
    r"|\bwhy (?:do you|does it|is it|must you|so)\b.{0,20}\b(?:hard|complicated|difficult|questions)\b",
    re.I,
)
_LONGEST_SIGH = 40
# "So that's it?" of somebody who cannot answer: is there no other way?
_THATS_IT = re.compile(
    r"(?:so |and |then )*(?:is )?that(?:'?s| is)? (?:it|all)\W*[?？]\W*"
    r"|(?:那)?(?:就)?(?:这样|没别的办法|没办法)(?:了)?(?:吗|么|吧)?[？?！!]*"
)
_OF_OURSELVES = "capabilities"
# What nobody asks of a form, but of what was shown beside it.
_NOT_OF_FORMS = frozenset({"where", "terminal", "gate", "belt", "seat", "both", "other", "other_day", "return_leg"})
_NOT_OF_FORMS |= {"care", "connection", "check_in", "missed"}
# What is plain by its own words, whether anything is shown or not: "can I have an aisle seat".
_OWN_TOPIC = frozenset({"seat", "care", "connection", "check_in", "missed", "claim", "terminal", "wrong"})
_DOUBTLESS, _HARDLY = 0.97, 0.5
# Skills whose forms are filled in with what happened to a bag.
_OF_FORMS = "bag_"
# "Can I put in a report now?", below a bag.
_REPORTS = "report"
# "Fine, report it: 0784123456 Okafor", under the form: what is named belongs into it.
_REPORT_FORM = "bag_report"
_FILLS = re.compile(
    r"\b(?:report|log|file|register) (?:it|this|them)\b"
    r"|\b(?:did i say|i meant|should(?:'ve| have)? (?:be|been)|it was)\b"
    r"|登记|报上|报一下|填上|说错|记错|写错|应该是|其实是",
    re.I,
)
_SHORTEST_STORY = 6
# "Wait, it came out after all, but it is soaked": another trouble than the one that is being reported.
_CHANGED = re.compile(
    r"\b(?:scratch|scrap|forget) that\b|\b(?:wait|actually|hang on)\b|\b(?:it|bag|case|suitcase)(?:'s| has| is| just)? "
    r"(?:just )?(?:came|come|arrived|turned up|showed up|here)\b|等等|等下|不对|其实|出来了|到了|找到了|拿到了|又有了",
    re.I,
)
# What a story has in it without asking for anything.
_IN_STORIES = frozenset({"date", "airport", "city"})
# What points at something that was shown.
_POINTS = re.compile(r"\b(?:that|this|it|them|those|these)\b|^(?:那|这|它)|(?:那个|这个|它)", re.I)
_FEW = 2
# What is shown without the bags that belong to it.
_SHOWN_ALONE = frozenset({"booking", "flight", "right"})
# What is read off a screen at the airport, one beside the other.
_SIGNS = ("terminal", "gate", "belt")
# Questions that can be put about anything.
_OF_ANYTHING = frozenset(
    {"why", "when", "how_long", "where", "how_much", "how_to", "what_next", "who", "normal", "done"}
)
_OUR_PEOPLE = re.compile(r"\b(?:agent|human|person|someone|somebody|staff|representative)\b|人工|客服|真人|有人", re.I)
_YOU = re.compile(r"\b(?:you|u)\b|你|您|这里", re.I)


def decide(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """What the message is; None where it is what the classifier says."""
    act, entities = act_of(parse), parse.get("entities", [])
    if now.waiting and (waited := while_waiting(text, act, parse, now)):
        return waited
    if now.asked and names_in(parse) & ANSWERING:
        # "Is it the long one? 784-1234567890": whatever else it sounds like, it answers.
        unclear = "ticket_number" in names_in(parse) and confidence_of(parse) < CLEAR
        return Decision(INFORM, because("to_the_question", act="answer")) if unclear else None
    if answer := _repair(text, act, now) or _not_of_us(text, parse, now):
        return answer
    if act in ANYWHERE and _makes_sense(text, act, parse, now) and not topic_words(text, entities, None, act):
        facets = {"facet": act} if ANYWHERE[act] == FOLLOW_UP else {}
        return Decision(ANYWHERE[act], because("said_anywhere", act=act), facets)
    stands = intent_of(parse) in SMALL_TALK and not _asks_of_shown(text, parse, now)
    of_us = intent_of(parse) == _OF_OURSELVES and _YOU.search(text) and not now.asked
    if (stands or of_us) and confidence_of(parse) >= CLEAR:
        return None
    return _about_shown(text, parse, now)


def _about_shown(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """A question about what is on the screen, or what belongs into the form there."""
    act = act_of(parse)
    if done := _of_fields(parse, now) or _of_named_bag(text, parse, now) or _done(text, parse, now):
        return done
    if said_there := _of_page(text, parse, now) or asked_below(text, parse, now):
        return said_there
    if act is None and _tells_of_form(text, parse, now):
        return Decision(FOLLOW_UP, because("told_of_form"), {"facet": "told", "focus_kind": "form"})
    if act is None and _hardly_heard(parse, now):
        return Decision(FALLBACK, because("hardly_heard"))
    if act is None and (guess := _of_named_flight(parse)):
        return Decision(guess, because("named_flight"))
    facet = _facet(act, names_in(parse), now)
    asked = _of_focus(text, parse, facet, now) if facet and not wants(text, parse, now) else None
    # "Could someone iron my shirt there?" under an article on lounges: nothing is on file, which the team gets to know.
    beyond = intent_of(parse) == "out_of_scope" and _hardly_heard(parse, now)
    return asked or (Decision(FALLBACK, because("hardly_heard")) if beyond else None)


def _of_page(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """What is asked of the article on the screen, or of the one that explains the form there."""
    if not asks_on(text, parse, now) or _names_another_day(parse, now):
        return None
    again = Decision(
        FOLLOW_UP, because("asks_on"), {"facet": DETAIL, "focus_kind": "article", "article": now.article or ""}
    )
    return again if says_again(text) else _of_sign(text, parse, now) or _of_article(parse, now)


def _of_fields(parse: Parse, now: Situation) -> Optional[Decision]:
    """ "I'd rather not type my e-mail", under a form that has a field for it."""
    act = act_of(parse)
    if act not in _OF_FIELDS or not is_seen(parse) or now.focus[:1] != (FORM,):
        return None
    why = because("follow_up", act=act, thing=FORM)
    return Decision(FOLLOW_UP, why, {"facet": _OF_FIELDS[act], "focus_kind": FORM})


def _of_named_bag(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """ "For my dad, he's alone there and can't work his phone. 0784123456": what has this tag is asked about."""
    if now.waiting or "bag_tag" not in names_in(parse) or is_question(text) or confidence_of(parse) >= CLEAR:
        return None
    of_itself = intent_of(parse).startswith(_OF_FORMS) or intent_of(parse) in _NAME_BAGS
    return None if of_itself else Decision("bag_status", because("named_bag"))


def _done(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """What is to be done with the thing on the screen: completed by a value, or begun."""
    if wish := completed(text, parse.get("entities", []), intent_of(parse), now):
        return Decision(wish, because("completes", thing=now.focus[0]))
    if wish := done_here(text, parse, now):
        return Decision(wish, because("done_here"))
    if now.about == _REPORT_FORM and names_in(parse) & NAMES_THING and _FILLS.search(simplified(text)):
        return Decision(INFORM, because("told_of_form"))
    if act_of(parse) == _REPORTS and is_seen(parse) and not now.asked:
        return Decision("bag_missing", because("follow_up", act=_REPORTS, thing="bag"))
    return None


def _not_of_us(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """ "Do I have to tell someone?", which sounds like a call for a person, where the article on the screen says so."""
    return _of_article(parse, now) if intent_of(parse) in OF_US and asks_on(text, parse, now, surely=True) else None


def _of_article(parse: Parse, now: Situation) -> Decision:
    act = act_of(parse)
    facet = act if act in FACETS else DETAIL
    named = {"facet": facet, "focus_kind": "article", "article": now.article or ""}
    return Decision(FOLLOW_UP, because("asks_on"), named)


def _names_another_day(parse: Parse, now: Situation) -> bool:
    """ "Hang on, can it be moved to Friday", under a form: another wish, whatever the article there says."""
    return now.focus[:1] == (FORM,) and "date" in names_in(parse) and wants_done(parse, _DOUBTLESS)


def _of_sign(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """ "Belt?", which is read off a screen, whatever was explained in between."""
    act = act_of(parse)
    surely = is_plain(parse) or act_confidence(parse) >= _DOUBTLESS
    return _of_focus(text, parse, act, now) if act in _SIGNS and surely and not now.asked else None


def _of_named_flight(parse: Parse) -> Optional[str]:
    """ "CA856 is off, what now": of two readings alike, the better one, where both are about the flight it names."""
    best = best_guess(parse)
    if intent_of(parse) == _MOVED and "flight_number" in names_in(parse):
        # "They say MU5259 has moved, has it or not?": how it is doing tells.
        return "flight_status"
    if intent_of(parse) != FALLBACK or "flight_number" not in names_in(parse) or best is None:
        return None
    return best["name"] if best["name"] in _OF_FLIGHTS and best["confidence"] >= _GUESSED else None


def _hardly_heard(parse: Parse, now: Situation) -> bool:
    """ "And in the hold?" under an article: before a weak guess begins to ask, the article may say it."""
    return not now.asked and not names_in(parse) and now.focus[:1] == ("article",) and confidence_of(parse) < _HARDLY


def _facet(act: Optional[str], names: set[str], now: Situation) -> Optional[str]:
    """What is asked of the thing on the screen, if anything is."""
    if act in FACETS:
        return act
    # Nobody is waited for: "how long will you take?" asks of what was just explained.
    if act == "how_long_wait" and now.focus:
        return "how_long"
    return _replacing(names, now)


def _tells_of_form(text: str, parse: Parse, now: Situation) -> bool:
    """ "I'm home already, saw it when I unpacked", under a form: part of the story, whatever topic it sounds like."""
    if now.asked or now.focus[:1] != ("form",) or asks_for_something(text):
        return False
    changed = intent_of(parse) != now.article and bool(_CHANGED.search(simplified(text)))
    weak = confidence_of(parse) < _DOUBTLESS and intent_of(parse).startswith(_OF_FORMS) and not changed
    return (
        names_in(parse) <= _IN_STORIES
        and (weak or intent_of(parse) in (FALLBACK, "out_of_scope"))
        and len(text) >= _SHORTEST_STORY
    )


def _asks_of_shown(text: str, parse: Parse, now: Situation) -> bool:
    """ "Who picks him up?" asks for no person of ours, and 走没走啊 under a flight takes no leave."""
    act = act_of(parse)
    if act == "who":
        return not _OUR_PEOPLE.search(simplified(text))
    told = is_plain(parse) or is_seen(parse)
    return bool(now.focus) and act in FACETS and told and intent_of(parse) != "cancel"


def _repair(text: str, act: Optional[str], now: Situation) -> Optional[Decision]:
    """What is said to a question in place of an answer."""
    if act in REPAIRS and (now.asked or now.questioned):
        return Decision(act, because("to_the_question", act=act))
    if not now.asked:
        return None
    said = simplified(text)
    if _SO_MANY.search(said) and len(text) <= _LONGEST_SIGH:
        return Decision("why_asked", because("to_the_question", act="why_asked"))
    no_number = now.asked.endswith(_REFERENCE) and _LACKS.search(said)
    lacks = _THATS_IT.fullmatch(said.strip()) or _ALL_THERE_IS.search(said) or no_number
    return Decision("lack", because("to_the_question", act="lack")) if lacks else None


def _makes_sense(text: str, act: str, parse: Parse, now: Situation) -> bool:
    """ "What can you do?" from somebody who is in the middle of nothing asks what we are for."""
    if act == "stuck":
        ours = intent_of(parse) == "capabilities" and _YOU.search(text)
        return bool(now.asked or now.questioned or (now.focus and (is_plain(parse) or not ours)))
    # "Show my booking K7M2QX" names one; "what was my booking reference?" asks for it. "No, today": the day is new.
    if act == "reference" and "flight_number" in names_in(parse):
        # "Is my flight off, the number is ZH8836": a flight, and no reference.
        return False
    return not names_in(parse) & ANSWERING and (is_plain(parse) or "date" not in names_in(parse))


def _replacing(names: set[str], now: Situation) -> Optional[str]:
    """The facet of a message that only names another day or place."""
    if now.asked or not now.focus:
        return None
    replaced = names & set(kinds_shown()[now.focus[0]]["replaced_by"])
    if not replaced:
        return None
    return "other_day" if replaced == {"date"} else _SAME_FOR


def _of_focus(text: str, parse: Parse, facet: str, now: Situation) -> Optional[Decision]:
    """A follow-up, where the message brings no topic of its own beside the thing it speaks of."""
    for kind in _candidates(text, names_in(parse), facet, now, seen_of(parse)):
        if _speaks_of(text, parse, kind, facet):
            why = because("follow_up", act=facet, thing=kind)
            return Decision(FOLLOW_UP, why, {"facet": facet, "focus_kind": kind})
    if facet == _SAME_FOR and act_of(parse) is None and now.focus[:1] == ("right",) and intent_of(parse) == FALLBACK:
        # "I'm in Chengdu, flying to Beijing, within China": the place that was asked for.
        return Decision(
            FOLLOW_UP, because("follow_up", act=facet, thing="right"), {"facet": facet, "focus_kind": "right"}
        )
    if now.focus or now.asked or names_in(parse) or topic_words(text, [], None, facet):
        return None
    surer = confidence_of(parse) >= CLEAR and act_confidence(parse) < CLEAR
    if surer or (facet in _OWN_TOPIC and confidence_of(parse) >= _HALF_SURE):
        # "Refund please" wants one.
        return None
    # "How much?" with nothing shown: whatever the classifier heard is a guess.
    return Decision(FALLBACK, because("nothing_shown", act=facet))


def shown_by(intent: str, names: set[str]) -> Optional[str]:
    """The kind of thing that a wish shows at once, because the message names it."""
    return next(
        (k for k, kind in kinds_shown().items() if intent in kind["intents"] and names & set(kind["named_by"])), None
    )


def _candidates(text: str, names: set[str], facet: str, now: Situation, seen_of: Optional[str]) -> list[str]:
    """The kinds in view: whose own the question is, then what is called by its name, then what was shown last.

    A question with a flight's own number is about that flight, whatever is shown.
    """
    if by_name := [kind for kind in kinds_shown() if _asked_by_name(kind, names, facet)]:
        return by_name
    named = named_kinds(text)
    implied = [kind for shown in now.focus for kind in kinds_shown()[shown]["implies"] if kind in named]
    kinds = [kind for kind in dict.fromkeys([*now.focus, *implied]) if kind != "form" or facet not in _NOT_OF_FORMS]
    # What customers say below a bag is asked of the bag, though it speaks of the plane.
    return sorted(
        kinds, key=lambda kind: (kind != seen_of, facet not in kinds_shown()[kind].get("own", ()), kind not in named)
    )


def _asked_by_name(kind: str, names: set[str], facet: str) -> bool:
    return facet in kinds_shown()[kind].get("asked_by_name", ()) and bool(names & set(kinds_shown()[kind]["named_by"]))


def _wants_another(text: str, parse: Parse, kind: str) -> bool:
    """ "And where's my suitcase?" below a booking: another thing of ours, called by its name, that is not shown."""
    if kind not in _SHOWN_ALONE or confidence_of(parse) < _HALF_SURE:
        return False
    named = named_kinds(text) - {kind, *kinds_shown()[kind]["implies"]}
    return any(intent_of(parse) in kinds_shown()[one]["intents"] for one in named)


def _speaks_of(text: str, parse: Parse, kind: str, facet: str) -> bool:
    entities, names = parse.get("entities", []), names_in(parse)
    by_name = _asked_by_name(kind, names, facet)
    if names & {*(() if by_name else kinds_shown()[kind]["named_by"]), *NAMES_ONE}:
        return False
    if is_seen(parse):
        return not wants_instead(text, parse, facet) and not _wants_another(text, parse, kind)
    if is_plain(parse) and (confidence_of(parse) < CLEAR or intent_of(parse) in SMALL_TALK):
        # The whole message is a known form of this question.
        return True
    if facet == "return_leg" and wants_done(parse):
        return False
    rest = topic_words(text, entities, kind, facet)
    for implied in kinds_shown()[kind]["implies"] if rest else ():
        # "Why isn't it on my plane?" is about the bag all the same.
        others = topic_words(text, entities, implied, facet)
        rest = [word for word in rest if any(word in other for other in others)]
    shows = [name for one in (kind, *kinds_shown()[kind]["implies"]) for name in kinds_shown()[one]["intents"]]
    same = intent_of(parse) in (*shows, FALLBACK, "out_of_scope")
    # No topic was clearly heard, and what is asked is far clearer: "cna i still amke it", "wich belt + terminal".
    slips = confidence_of(parse) < _VAGUE and act_confidence(parse) >= confidence_of(parse) + _CLEARER
    if rest and slips and of_questions(rest, _SIGNS):
        return True
    # "How much extra is that gonna be": a word that is no topic of ours, beside one that points at the screen.
    pointed = facet in _OF_ANYTHING and bool(_POINTS.search(simplified(text))) and len(rest) <= _FEW
    few = slips and len(rest) <= _FEW
    return not rest or (same and len(rest) == 1) or ((pointed or few) and not names_topic(rest))

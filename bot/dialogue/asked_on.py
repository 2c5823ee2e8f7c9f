"""Whether a message is asked of the page on the screen: the article there, or the one that explains the form there."""

import re

from bot.characters import simplified
from bot.dialogue.parsed import (
    CLEAR,
    FACETS,
    NAMES_THING,
    SMALL_TALK,
    Parse,
    act_of,
    asks_for_something,
    confidence_of,
    intent_of,
    is_question,
    names_in,
)
from bot.dialogue.situation import Situation
from bot.dialogue.topic import names_topic, topic_words
from bot.likeness import corpora
from bot.skills import form_of

# "What do you need from me", "do I have to tell someone": about us, or about what is on the screen.
OF_US = frozenset({"capabilities", "human"})
# What is on the screen with an article that explains it.
_EXPLAINED = frozenset({"form", "fee"})
# Surely heard, these are done and not read about.
_ELSEWHERE = frozenset({"complaint", "appointment", "affirm", "deny", "feedback"})
# What is asked of a wish while more is needed for it.
_OF_WISHES = frozenset({"how_long", "how_much", "money"})
# So like the article a question must be, and so little less than to any other; less where it names nothing of ours.
# Measured on second questions of customers (see bot/likeness.py for the unit).
_LEAST_LIKE, _LITTLE, _MORE = 4.0, 3.0, 6.0
# What surely has a topic of its own is asked of the article only where it is so much more like it than like any other.
_DOUBTLESS, _FAR = 0.998, 1.5
# How the question before is said more clearly.
_SAYS_AGAIN = re.compile(
    r"(?:我(?:是)?(?:说|问)的?(?:是)?|我(?:的)?意思是|\b(?:no,? )?i (?:mean|meant|was asking about|am asking about)\b)",
    re.I,
)
_SHORT_AGAIN = 30
_WISHES = re.compile(r"\b(?:i want|i'd like|i would like|give me)\b|我要(?!是)|我想要", re.I)


def asks_on(text: str, parse: Parse, now: Situation, *, surely: bool = False) -> bool:
    """ "Can I put it in the hold?" under an article that says where it goes: no matter what the words sound like alone.

    What is told rather than asked, and is surely another wish, is that wish. `surely`: no other article comes nearer.
    """
    if now.article is None or names_in(parse) & NAMES_THING or wants(text, parse, now):
        return False
    if now.asked:
        return _asks_of_wish(text, parse, now)
    if now.focus[:1] == ("article",) and says_again(text):
        return True
    return not _is_another_wish(text, parse, now) and _is_near(text, parse, now, surely=surely)


def says_again(text: str) -> bool:
    """ "I mean in the hold": what was asked before, said more clearly."""
    return len(text) <= _SHORT_AGAIN and bool(_SAYS_AGAIN.match(simplified(text)))


def _is_another_wish(text: str, parse: Parse, now: Situation) -> bool:
    sure, intent = confidence_of(parse) >= CLEAR, intent_of(parse)
    # "Then refund it after all", under a form for a change, is no question.
    instead = intent != now.article and form_of(intent) is not None and not is_question(text)
    another = intent in _ELSEWHERE or not asks_for_something(text)
    return intent in SMALL_TALK - OF_US or instead or (sure and another)


def _is_near(text: str, parse: Parse, now: Situation, *, surely: bool) -> bool:
    asks = asks_for_something(text)
    of_form = bool({*now.focus[:1]} & _EXPLAINED)
    if of_form and (not asks or act_of(parse) in FACETS):
        # What is asked of every such thing has an answer of its own (actions/form_facets.py, actions/bag_fee.py).
        return False
    words = topic_words(text, parse.get("entities", []), "article", act_of(parse))
    if not words and not surely:
        return asks and not of_form and not names_in(parse) and intent_of(parse) not in OF_US
    near = corpora().nearness(now.language, now.article or "", text)
    if near is None or near.likeness < _LEAST_LIKE:
        return False
    if not surely and confidence_of(parse) >= _DOUBTLESS and not (now.article or "").startswith(intent_of(parse)):
        return near.leads >= _FAR
    behind = 0.0 if surely or near.names_another else _LITTLE if names_topic(words) else _MORE
    return near.leads >= -behind


def _asks_of_wish(text: str, parse: Parse, now: Situation) -> bool:
    """ "How long does that take?" while the booking reference for a refund is asked for: that is what it is about."""
    if names_in(parse) or not corpora().knows_of(now.language, now.article or ""):
        return False
    if act_of(parse) in _OF_WISHES and not topic_words(text, parse.get("entities", []), "article", act_of(parse)):
        return True
    # "Can reception sign for it?" while the reference of a delivery is asked for.
    return is_question(text) and confidence_of(parse) < CLEAR and _is_near(text, parse, now, surely=True)


def wants(text: str, parse: Parse, now: Situation) -> bool:
    """ "I want my money back then" under an article on delays: a wish, not a question about the article."""
    return bool(_WISHES.search(simplified(text))) and confidence_of(parse) >= CLEAR and "article" in now.focus[:1]

"""What the articles say to a question that was put in words: which passage, of which article, or that none does."""

import re
from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.flight_answers import say
from actions.focus import focused, in_focus, item, stack
from actions.human import hand_over
from actions.store import Language, language_of
from actions.unanswered import note_unanswered
from crm import knowledge, retrieval
from crm.knowledge import Article
from crm.retrieval import ANYWHERE, IN_VIEW, Passage, Ranked, Ranking
from crm.store import in_store

Events = list[dict[str, object]]

# With this a passage of the article that is asked on speaks of what is asked.
_ASKED_ON = 2.0
# With so little less another answer fits as well.
_AS_GOOD = 0.8
# An article elsewhere is a new one only where it says so much more than the one on the screen.
_NEW = 6.0
# Things that are brought along have pages of their own: a guide dog is asked about as help, and told of among animals.
_OF_THINGS = ("bag_special_", "bag_restricted_")
# Lists of what is allowed, in which the thing itself is not named.
_LISTS = frozenset({"bag_restricted", "bag_special"})
# As sure as this of the topic, no other article is looked for but one in view that answers better by far.
_SURE = 0.9
# What has the price in it that is asked for answers before what is so much more like the question.
_SIGN_COUNTS = 8.0
_OFFERED = 3
_ABOUT = 24
_BUTTON = 60
_PERSON = re.compile(
    r"\b(?:talk|speak|chat|pass me|put me|connect me|transfer me|get me)\b.{0,25}"
    r"\b(?:agent|human|person|someone|somebody|representative|real one|supervisor|manager)\b"
    r"|(?:^|[.?!,;]\s*)(?:an? |the )?(?:agent|human|person|representative)(?: please| pls| now)?\s*[.?!]*$"
    r"|\b(?:agent|human|person) (?:please|pls)\b"
    r"|转人工|找人工|要人工|叫人工|人工客服(?!.{0,4}(?:几点|什么时候|多久|上班|下班|工作时间|电话|在线))|真人|找个人|来个人|有没有人(?:工|能|管)",
    re.I,
)
# Who puts the same question again did not get the answer from the part that was said.
_RESTATES = re.compile(
    r"我(?:是)?(?:想)?问的?是|我是(?:想)?问|我(?:的)?意思是"
    r"|\b(?:i(?:'m| am| was) asking|i asked|i mean|what i mean|my question)\b",
    re.I,
)
_ASKS = re.compile(
    r"[?？吗呢么]|怎么|咋|如何|多少|多久|哪|几|什么|啥|谁|能|可以|行不行|行吗"
    r"|要不要|是不是|有没有|会不会|得"
    r"|^(?:(?:and|so|but|ok|then|well|oh|no)[ ,]+)*"
    r"(?:how|what|where|when|which|who|why|do|does|did|is|are|will|would|can|could|may|should)\b"
    r"|\b(?:can|may|should|need|allowed)\b|\bok\b|\b(?:is|are|does|do|will) (?:that|this|it|they|there)\b",
    re.I,
)


def calls_person(text: str) -> bool:
    """Whether a message, however long and whatever it begins with, asks for a person."""
    return bool(_PERSON.search(text))


def to_person(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """A person, who was asked for in the midst of something."""
    return list(hand_over(dispatcher, tracker, reason="requested", response="utter_handing_over"))


def is_question(text: str) -> bool:
    """Whether a message asks for something by its form."""
    return bool(_ASKS.search(text))


async def ranking(tracker: Tracker, text: str, *, bonus: re.Pattern[str] | None = None) -> Ranking:
    """The passages of all articles for the present message, which is read as `text`."""
    language = language_of(tracker)
    index = await in_store(lambda session: retrieval.index(session, language))
    return await retrieval.ranked(index, text, bonus=bonus)


def is_sure(tracker: Tracker, topic: Article) -> bool:
    """Whether the present message surely is about this article: it names it, or its intent leaves no doubt."""
    return knowledge.keyword_score(topic, _text(tracker)) > 0 or _confidence(tracker) >= _SURE


def begins(tracker: Tracker, topic: Article) -> bool:
    """Whether a message surely begins a topic that was not shown yet: then no passage has to be looked for."""
    return topic.key not in keys_shown(tracker) and is_sure(tracker, topic)


def more_particular(found: Ranking, topic: Article) -> Passage | None:
    """What the page of a thing that is brought along says of the very question, where the topic has a general one."""
    best, ours = found.best_anywhere(), found.best(within=topic.key)
    if not found.sure or best is None or not best.passage.asked or best.passage.key == topic.key:
        return None
    if not (best.passage.key.startswith(_OF_THINGS) or topic.key in _LISTS):
        return None
    return best.passage if ours is None or best.score >= ours.score + _NEW else None


def chosen(tracker: Tracker, topic: Article | None, found: Ranking) -> Passage | str | None:
    """What answers: a passage, the key of an article to be given whole, or None where nothing does.

    `topic` is the article that the message's intent and its keywords lead to; where it is sure, no likeness outweighs
    it.
    """
    shown, view = keys_shown(tracker), key_in_view(tracker)
    if topic is not None and topic.key == view and just_said(tracker) is not None and _RESTATES.search(_text(tracker)):
        return view
    if topic is None or topic.key == view:
        return beyond(found, view, just_said(tracker), asks_on=topic is not None)
    ours = found.best(within=topic.key)
    in_view = found.best(within=view) if view and not is_sure(tracker, topic) else None
    if in_view and in_view.score >= IN_VIEW and (ours is None or in_view.score >= ours.score):
        return in_view.passage
    return ours.passage if ours and topic.key in shown and ours.score >= IN_VIEW else topic.key


def beyond(
    found: Ranking,
    view: str | None,
    said: int | None,
    *,
    asks_on: bool = False,
    sign: re.Pattern[str] | None = None,
) -> Passage | None:
    """What speaks of a question in the article on the screen, or else in any; None where nothing does.

    `asks_on`: by its form it belongs to what is on the screen, so that this is left only where it says nothing.
    `sign`: what an answer to it has in it, a price or a time.
    """
    here = found.best(within=view, said=said) if view else None
    if here and sign and not sign.search(here.passage.text):
        with_sign = found.best(within=view, said=said, having=sign)
        here = with_sign if with_sign and with_sign.score >= here.score - _SIGN_COUNTS else here
    if here and here.score >= (_ASKED_ON if asks_on else IN_VIEW) and (asks_on or not _elsewhere(found, here)):
        return here.passage
    other = found.best(but=[view] if view else [])
    return other.passage if other and other.score >= ANYWHERE else None


def _elsewhere(found: Ranking, here: Ranked) -> bool:
    """Whether another article speaks of the question so much more that it is a new one."""
    best = found.best()
    return best is not None and best.score >= ANYWHERE and best.score >= here.score + _NEW


def keys_shown(tracker: Tracker) -> list[str]:
    """The keys of the articles that were shown lately, the newest first."""
    return [one["ids"][0] for one in stack(tracker) if one["kind"] == "article"]


def key_in_view(tracker: Tracker) -> str | None:
    """The key of the article on the screen, while nothing else was shown after it."""
    newest = in_focus(tracker)
    return newest["ids"][0] if newest and newest["kind"] == "article" else None


def just_said(tracker: Tracker) -> int | None:
    """The place of the passage that was said last, if it was one: nobody wants to read it twice."""
    newest = in_focus(tracker)
    place = newest.get("place") if newest and newest["kind"] == "article" else None
    return place if isinstance(place, int) else None


def other_topic(tracker: Tracker) -> str | None:
    """The wish that a message surely names, where by its form it was taken for a question to what is on the screen."""
    guesses = (tracker.latest_message.get("intent_ranking") or [])[1:2]
    return next((str(one["name"]) for one in guesses if float(one.get("confidence") or 0.0) >= _SURE), None)


def outweighs(found: Ranking, topic: str, view: str | None) -> bool:
    """Whether the article of another topic speaks more of a question than the one on the screen."""
    there, here = found.best(within=topic), found.best(within=view) if view else None
    return topic != view and there is not None and (here is None or there.score > here.score)


def with_next(found: Ranking, passage: Passage) -> list[str]:
    """What is said for a passage; beside the answer to a follow-up another of the article that fits as well."""
    best = found.best(within=passage.key)
    if not passage.asked or best is None or best.passage != passage:
        return [passage.text]
    among = [one for one in found.ranked if one.passage.key == passage.key and one.passage.asked][1:2]
    return [passage.text, *(one.passage.text for one in among if best.score - one.score < _AS_GOOD)]


def utter_passage(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    article: Article,
    passage: Passage,
    *,
    intent: str,
    more: Sequence[dict[str, str]] = (),
    texts: Sequence[str] = (),
) -> Events:
    """Say a passage, or these `texts` for it, under the title of its article; the whole is one tap away.

    Whoever has read nothing of the article reads how it begins, too.
    """
    language = language_of(tracker)
    whole = {"title": say("article", "whole", language), "payload": whole_of(article.key)}
    paragraphs = retrieval.paragraphs(article.body(language))
    # Whoever has read nothing of the article yet reads how it begins, too: it says what holds for most.
    beginning = [] if passage.asked or article.key in keys_shown(tracker) else paragraphs[:1]
    said = list(dict.fromkeys([*beginning, *(texts or [passage.text])]))
    dispatcher.utter_message(
        response="utter_article_passage",
        passage="\n\n".join(said),
        buttons=[*more, *([whole] if len(said) < len(paragraphs) else [])],
    )
    attach(dispatcher, article, language)
    return [focused(tracker, item("article", article.key, intent=intent, place=passage.place))]


async def utter_nothing(dispatcher: CollectingDispatcher, tracker: Tracker, found: Ranking) -> Events:
    """Admit that nothing on file answers and note the question; the nearest articles and a person are offered."""
    language, view = language_of(tracker), key_in_view(tracker)
    about = _about(_text(tracker), language)
    what = say("article", "about", language, about=about) if about else say("article", "about_this", language)
    near = found.nearest(_OFFERED, but=[view] if view else [])
    buttons = [{"title": one.title[:_BUTTON], "payload": whole_of(one.key)} for one in near]
    person = {"title": say("article", "person", language), "payload": "/human"}
    dispatcher.utter_message(response="utter_not_on_file", what=what, buttons=[*buttons, person])
    await note_unanswered(tracker, view=view)
    return []


def attach(
    dispatcher: CollectingDispatcher, article: Article, language: Language, tried: dict[str, str] | None = None
) -> None:
    """Put the article's title and its source beside what was said of it; `tried`: as part of which experiment."""
    shown: dict[str, object] = {"id": str(article.id), "key": article.key, "title": article.title(language)}
    if tried:
        shown["experiment"] = tried
    if url := article.source.get("url"):
        shown["source_url"] = url
    dispatcher.utter_message(json_message={"attach": {"kind": "text", "data": {"article": shown}}})


def whole_of(key: str) -> str:
    """The payload of the button that shows a whole article."""
    return f'/whole_article{{"article": "{key}"}}'


def _about(text: str, language: Language) -> str:
    """What a question is about, in its own words without the grammar; nothing where that would be long."""
    if language == "zh":
        runs = retrieval.stretches(text)
        about = max(runs, key=len, default="")
    else:
        about = " ".join(retrieval.stretches(text))
    return about if 1 < len(about) <= _ABOUT and not re.search(r"\d{3}", about) else ""


def _text(tracker: Tracker) -> str:
    return str(tracker.latest_message.get("text") or "")


def _confidence(tracker: Tracker) -> float:
    return float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)

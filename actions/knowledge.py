"""Knowledge questions: answered from the articles in the store, or honestly not at all."""

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import articles_ranked, notices, passages
from actions.asking import PLACES
from actions.focus import focused, in_focus, item
from actions.store import Language, Origin, language_of, origin_of, record
from actions.unanswered import note_unanswered
from airline.places.airports import country_of
from crm import conversations, experiments, knowledge, texts
from crm.errors import StoreUnavailable
from crm.knowledge import Article
from crm.retrieval import IN_VIEW, Passage, Ranking
from crm.store import in_store

# Within it other rules hold; a route has two ends.
HOME, _BOTH_ENDS = "CN", 2
# Less sure that a new topic is begun, what is on the screen may be meant.
_SURE = 0.8
_WHY = re.compile(r"\bwhy\b|\bhow come\b|为(?:什么|啥)|凭(?:什么|啥)|干嘛(?:非|要)", re.I)


class ActionAnswerArticle(Action):
    """Give the article that answers the question, with its choices."""

    def name(self) -> str:
        return "action_answer_article"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        return await answer(dispatcher, tracker)


async def answer(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    *,
    intent: str | None = None,
    more: Sequence[dict[str, str]] = (),
) -> list[dict[str, Any]]:
    """Give what answers the present question, or the article of another `intent`; `more` buttons come before its own.

    Returns the events that put it into focus.
    """
    asked = intent or tracker.get_intent_of_latest_message() or ""
    text = narrowed(tracker)
    typed = intent is None and not text.startswith("/")
    if typed and articles_ranked.calls_person(text):
        return articles_ranked.to_person(dispatcher, tracker)
    told = await notices.tell_about(dispatcher, tracker, intent=asked)
    try:
        return await _looked_up(dispatcher, tracker, asked, more, guess=intent is None, told=told)
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []


async def _looked_up(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    asked: str,
    more: Sequence[dict[str, str]],
    *,
    guess: bool,
    told: bool,
) -> list[dict[str, Any]]:
    """What the articles say; `told`: a notice was quoted, which is the answer where they say nothing."""
    text = narrowed(tracker)
    typed = guess and not text.startswith("/")
    topic = await in_store(lambda session: knowledge.find_answer(session, intent=asked, text=text))
    if typed and topic and articles_ranked.begins(tracker, topic):
        return await _begin(dispatcher, tracker, topic, asked, more)
    ranking = await articles_ranked.ranking(tracker, text) if typed else None
    if told and ranking and articles_ranked.chosen(tracker, topic, ranking) is None:
        return []
    if ranking and ranking.sure:
        return await _ranked(dispatcher, tracker, topic, ranking, asked, more)
    article, said, tried = await in_store(lambda session: _unranked(session, tracker, topic, asked, guess=guess))
    if article and not said and ranking and not told and articles_ranked.key_in_view(tracker) == article.key:
        # Nobody asks again to read the same page again.
        return await articles_ranked.utter_nothing(dispatcher, tracker, ranking)
    if article is None and not told:
        await note_unanswered(tracker, view=articles_ranked.key_in_view(tracker))
    return _say(dispatcher, tracker, article, said, asked, more, tried) if article or not told else []


async def _begin(
    dispatcher: CollectingDispatcher, tracker: Tracker, topic: Article, intent: str, more: Sequence[dict[str, str]]
) -> list[dict[str, Any]]:
    """The article of a topic that is begun; where no word names it, another may speak of the very question."""
    text = narrowed(tracker)
    if _WHY.search(text) and (reason := await _reason(tracker, topic, text)):
        return await _say_passage(dispatcher, tracker, *reason, intent, more)
    if not knowledge.keyword_score(topic, text):
        ranking = await articles_ranked.ranking(tracker, text)
        if found := articles_ranked.more_particular(ranking, topic):
            return await _say_passage(dispatcher, tracker, found, ranking, intent, more)
    return await _give(dispatcher, tracker, topic.key, intent, more)


async def _reason(tracker: Tracker, topic: Article, text: str) -> tuple[Passage, Ranking] | None:
    """Why it is so, where the article says it to those who ask: the rule alone answers no "why"."""
    found = await articles_ranked.ranking(tracker, text)
    reasons = (one for one in found.ranked if one.passage.key == topic.key and _WHY.search(" ".join(one.passage.asked)))
    best = next(reasons, None)
    return (best.passage, found) if found.sure and best and best.score >= IN_VIEW else None


def _say(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    article: Article | None,
    said: list[str],
    intent: str,
    more: Sequence[dict[str, str]],
    tried: dict[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Say an article, or these sentences of it."""
    if article is None:
        dispatcher.utter_message(response="utter_no_article")
        return []
    if said:
        dispatcher.utter_message(response="utter_article_passage", passage=passages.joined(said))
        return []
    utter_article(dispatcher, article, language_of(tracker), more, tried)
    return [focused(tracker, item("article", article.key, intent=intent))]


async def tell_in_particular(
    dispatcher: CollectingDispatcher, tracker: Tracker, *, intent: str, text: str
) -> list[dict[str, Any]] | None:
    """The article beside the general one that `text` names; None where it names none: "not missing, I have theirs"."""
    try:
        found = await in_store(lambda session: knowledge.find_answer(session, intent=intent, text=text))
    except StoreUnavailable:
        return None
    if found is None or found.key == intent:
        return None
    utter_article(dispatcher, found, language_of(tracker))
    return [focused(tracker, item("article", found.key, intent=intent))]


async def _ranked(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    topic: Article | None,
    ranking: Ranking,
    intent: str,
    more: Sequence[dict[str, str]],
) -> list[dict[str, Any]]:
    """Say the passage or the article that answers, or that none does."""
    found = articles_ranked.chosen(tracker, topic, ranking)
    if found is None:
        return await articles_ranked.utter_nothing(dispatcher, tracker, ranking)
    if isinstance(found, str):
        return await _give(dispatcher, tracker, found, intent, more)
    return await _say_passage(dispatcher, tracker, found, ranking, intent, more)


async def _say_passage(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    found: Passage,
    ranking: Ranking,
    intent: str,
    more: Sequence[dict[str, str]],
) -> list[dict[str, Any]]:
    article = await in_store(lambda session: _given(session, tracker, found.key, intent))
    if article is None:
        return await articles_ranked.utter_nothing(dispatcher, tracker, ranking)
    return articles_ranked.utter_passage(dispatcher, tracker, article, found, intent=intent, more=more)


async def _give(
    dispatcher: CollectingDispatcher, tracker: Tracker, key: str, intent: str, more: Sequence[dict[str, str]]
) -> list[dict[str, Any]]:
    """Say the whole article of this key, or another one that is tried in its place."""
    article, tried = await in_store(lambda session: _tried(session, tracker, key, intent))
    return _say(dispatcher, tracker, article, [], intent, more, tried)


def _tried(session: Session, tracker: Tracker, key: str, intent: str) -> tuple[Article | None, dict[str, str] | None]:
    """The article of this key, or another one that is tried in its place, put on record as given."""
    origin = origin_of(tracker)
    if origin and experiments.is_tried(session, key):
        customer_id = conversations.get(session, origin.conversation_id).customer_id
        other, tried = experiments.other_article(session, key, customer_id)
        if article := _given(session, tracker, other, intent):
            return article, tried
    return _given(session, tracker, key, intent), None


def _given(session: Session, tracker: Tracker, key: str, intent: str) -> Article | None:
    """The article of this key, put on record as given."""
    article = knowledge.current(session, key)
    if article:
        _record(session, article, intent, origin_of(tracker))
    return article


def _whole(session: Session, tracker: Tracker, key: str) -> tuple[Article | None, str]:
    """The article of this key, and what it is about."""
    article = _given(session, tracker, key, "whole_article")
    return article, next((one.intent for one in article.intents), "") if article else ""


class ActionWholeArticle(Action):
    """The whole text of the article that a passage was from, or that was offered by its title."""

    def name(self) -> str:
        return "action_whole_article"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        key = str(next(tracker.get_latest_entity_values("article"), ""))
        try:
            article, intent = await in_store(lambda session: _whole(session, tracker, key))
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        if article is None:
            dispatcher.utter_message(response="utter_no_article")
            return []
        utter_article(dispatcher, article, language_of(tracker))
        return [focused(tracker, item("article", key, intent=intent))]


def utter_article(
    dispatcher: CollectingDispatcher,
    article: Article,
    language: Language,
    more: Sequence[dict[str, str]] = (),
    tried: dict[str, str] | None = None,
) -> None:
    """Say an article, so that the customer can open its source and say whether it helped."""
    asked_for = {_intent_of(button) for button in more}
    own = [button for button in _choices(article, language) if _intent_of(button) not in asked_for]
    dispatcher.utter_message(response="utter_article", body=article.body(language), buttons=[*more, *own])
    articles_ranked.attach(dispatcher, article, language, tried)


def _choices(article: Article, language: str) -> list[dict[str, str]]:
    return [{"title": choice["title"][language], "payload": choice["payload"]} for choice in article.choices]


def narrowed(tracker: Tracker) -> str:
    """The customer's words, and of the route that they name whether it is one within the country."""
    text = tracker.latest_message.get("text") or ""
    named = [one["value"] for one in tracker.latest_message.get("entities") or [] if one["entity"] in PLACES]
    if not named:
        return text
    countries = {country_of(code) for value in named for code in str(value).split()} - {None}
    if not countries:
        return text
    words = texts.load("flights")["routes"]
    within = countries == {HOME}
    if within and len(named) < _BOTH_ENDS:
        return text
    return f"{text} {words['domestic' if within else 'international'][language_of(tracker)]}"


def _intent_of(button: dict[str, str]) -> str:
    """What a button asks for, whatever it says beside: two that ask for the same are one."""
    return button["payload"].partition("{")[0]


def _unranked(
    session: Session, tracker: Tracker, topic: Article | None, intent: str, *, guess: bool
) -> tuple[Article | None, list[str], dict[str, str] | None]:
    """The article of the topic, or another one tried in its place; or what the one on the screen says to it.

    `guess`: the intent may be one.
    """
    text = tracker.latest_message.get("text") or ""
    article, said = _said_in_view(session, tracker, topic, text) if topic and guess else (topic, [])
    if article and not said:
        given, tried = _tried(session, tracker, article.key, intent)
        return given, [], tried
    if article:
        _record(session, article, intent, origin_of(tracker))
    return article, said, None


def _said_in_view(session: Session, tracker: Tracker, found: Article, question: str) -> tuple[Article, list[str]]:
    """The article on the screen, and what it says to the question: nothing where another topic is surely begun."""
    shown, language = in_focus(tracker), language_of(tracker)
    if shown is None or shown["kind"] != "article":
        return found, []
    key, confidence = shown["ids"][0], float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)
    if key != found.key and (confidence >= _SURE or passages.speaking_of(found.body(language), question)):
        return found, []
    source = found if key == found.key else knowledge.current(session, key)
    return (source, passages.speaking_of(source.body(language), question)) if source else (found, [])


def _record(session: Session, article: Article, intent: str, origin: Origin | None) -> None:
    summary = {
        "zh": f"用文章《{article.title('zh')}》回答了客户",
        "en": f"Answered with the article “{article.title('en')}”",
    }
    data = {"article_id": str(article.id), "key": article.key, "version": article.version, "intent": intent}
    record(session, origin, kind="article_answered", key=article.key, summary=summary, data=data)

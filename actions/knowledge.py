"""Knowledge questions: answered from the articles in the store, or honestly not at all."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import passages
from actions.asking import PLACES
from actions.focus import focused, in_focus, item
from actions.store import Origin, in_store, language_of, origin_of, record
from airline.places.airports import country_of
from crm import knowledge, texts
from crm.errors import StoreUnavailable
from crm.knowledge import Article

# Within it other rules hold; a route has two ends.
HOME, _BOTH_ENDS = "CN", 2
# Less sure that a new topic is begun, what is on the screen may be meant.
_SURE = 0.8


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
    """Give the article that answers the present question, or another `intent`; `more` buttons come before its own.

    Returns the events that put it into focus.
    """
    asked = intent or tracker.get_intent_of_latest_message() or ""
    text = narrowed(tracker)
    try:
        article, said = await in_store(lambda session: _answer(session, tracker, asked, text, guess=intent is None))
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []
    if article is None:
        dispatcher.utter_message(response="utter_no_article")
        return []
    if said:
        dispatcher.utter_message(response="utter_article_passage", passage=passages.joined(said))
        return []
    if _just_given(tracker, article):
        _utter_gist(dispatcher, article, language_of(tracker))
        return []
    utter_article(dispatcher, article, language_of(tracker), more)
    return [focused(tracker, item("article", article.key, intent=asked))]


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


def _just_given(tracker: Tracker, article: Article) -> bool:
    """Whether these very words were the last that was said: nobody asks again to read the same page again."""
    newest = in_focus(tracker)
    return bool(newest and newest["kind"] == "article" and article.key in newest["ids"])


def _utter_gist(dispatcher: CollectingDispatcher, article: Article, language: str) -> None:
    """What matters most of an article that was just given, and the way on."""
    lines = [line for line in article.body(language).split("\n") if line.strip()]
    gist, buttons = lines[min(1, len(lines) - 1)], _choices(article, language)
    dispatcher.utter_message(response="utter_article_gist", gist=gist, buttons=buttons)


def utter_article(
    dispatcher: CollectingDispatcher, article: Article, language: str, more: Sequence[dict[str, str]] = ()
) -> None:
    """Say an article, so that the customer can open its source and say whether it helped."""
    asked_for = {_intent_of(button) for button in more}
    own = [button for button in _choices(article, language) if _intent_of(button) not in asked_for]
    dispatcher.utter_message(response="utter_article", body=article.body(language), buttons=[*more, *own])
    shown = {"id": str(article.id), "key": article.key, "title": article.title(language)}
    if url := article.source.get("url"):
        shown["source_url"] = url
    dispatcher.utter_message(json_message={"attach": {"kind": "text", "data": {"article": shown}}})


def _choices(article: Article, language: str) -> list[dict[str, str]]:
    return [{"title": choice["title"][language], "payload": choice["payload"]} for choice in article.choices]


def narrowed(tracker: Tracker) -> str:
    """The customer's words, and of the route that they name whether it is one within the country."""
    text = tracker.latest_message.get("text") or ""
    named = [one["value"] for one in tracker.latest_message.get("entities") or [] if one["entity"] in PLACES]
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


def _answer(
    session: Session, tracker: Tracker, intent: str, text: str, *, guess: bool
) -> tuple[Article | None, list[str]]:
    """The article for the question; or what the one on the screen says to it, where the intent may be a `guess`."""
    found = knowledge.find_answer(session, intent=intent, text=text)
    if found is None:
        return None, []
    source, said = _said_in_view(session, tracker, found, text) if guess else (found, [])
    _record(session, source if said else found, intent, origin_of(tracker))
    return found, said


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

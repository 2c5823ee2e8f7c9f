"""Knowledge questions: answered from the articles in the store, or honestly not at all."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import passages
from actions.focus import focused, in_focus, item
from actions.store import Origin, in_store, language_of, origin_of, record
from crm import knowledge
from crm.errors import StoreUnavailable
from crm.knowledge import Article

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
    text = tracker.latest_message.get("text") or ""
    try:
        article = await in_store(lambda session: _answer(session, asked, text, origin_of(tracker)))
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []
    if article is None:
        dispatcher.utter_message(response="utter_no_article")
        return []
    if intent is None and (said := await _said_in_view(tracker, article)):
        dispatcher.utter_message(response="utter_article_passage", passage=passages.joined(said))
        return []
    if _just_given(tracker, article):
        _utter_gist(dispatcher, article, language_of(tracker))
        return []
    utter_article(dispatcher, article, language_of(tracker), more)
    return [focused(tracker, item("article", article.key, intent=asked))]


async def _said_in_view(tracker: Tracker, found: Article) -> list[str]:
    """What the article on the screen says to the question, where the one that was found for it is a guess."""
    shown, language = in_focus(tracker), language_of(tracker)
    confidence = float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)
    if not shown or shown["kind"] != "article":
        return []
    question, key = tracker.latest_message.get("text") or "", shown["ids"][0]
    if key != found.key and (confidence >= _SURE or passages.speaking_of(found.body(language), question)):
        return []
    try:
        beside = await in_store(lambda session: knowledge.beside(session, key)[:1])
    except StoreUnavailable:
        return []
    return passages.speaking_of(beside[0].body(language), question) if beside else []


def _just_given(tracker: Tracker, article: Article) -> bool:
    """Whether these very words were the last that was said: nobody asks again to read the same page again."""
    newest = in_focus(tracker)
    return bool(newest and newest["kind"] == "article" and article.key in newest["ids"])


def _utter_gist(dispatcher: CollectingDispatcher, article: Article, language: str) -> None:
    """What matters most of an article that was just given, and the way on."""
    lines = [line for line in article.body(language).split("\n") if line.strip()]
    buttons = [{"title": choice["title"][language], "payload": choice["payload"]} for choice in article.choices]
    dispatcher.utter_message(response="utter_article_gist", gist=lines[min(1, len(lines) - 1)], buttons=buttons)


def utter_article(
    dispatcher: CollectingDispatcher, article: Article, language: str, more: Sequence[dict[str, str]] = ()
) -> None:
    """Say an article, so that the customer can open its source and say whether it helped."""
    own = [{"title": choice["title"][language], "payload": choice["payload"]} for choice in article.choices]
    buttons = [*more, *own]
    dispatcher.utter_message(response="utter_article", body=article.body(language), buttons=buttons)
    shown = {"id": str(article.id), "key": article.key, "title": article.title(language)}
    if url := article.source.get("url"):
        shown["source_url"] = url
    dispatcher.utter_message(json_message={"attach": {"kind": "text", "data": {"article": shown}}})


def _intent_of(button: dict[str, str]) -> str:
    """What a button asks for, whatever it says beside: two that ask for the same are one."""
    return button["payload"].partition("{")[0]


def _answer(session: Session, intent: str, text: str, origin: Origin | None) -> Article | None:
    article = knowledge.find_answer(session, intent=intent, text=text)
    if article is not None:
        summary = {
            "zh": f"用文章《{article.title('zh')}》回答了客户",
            "en": f"Answered with the article “{article.title('en')}”",
        }
        data = {"article_id": str(article.id), "key": article.key, "version": article.version, "intent": intent}
        record(session, origin, kind="article_answered", key=article.key, summary=summary, data=data)
    return article

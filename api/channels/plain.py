"""Messages in plain text, for channels that show nothing else: what was said, what can be chosen, and a link."""

from collections.abc import Callable
from typing import Any

from api.settings import get_settings
from crm import surveys, texts
from crm.messages import Kind, Message

# What a card says beyond the sentence above it, in this order, where it says so in words.
_CARD_LINES = ("title", "reference", "tag_masked", "flight", "locator", "status", "next", "note")


def plain(message: Message) -> str:
    """The message in words, in its language."""
    more = _MORE.get(Kind(message.kind))
    return "\n".join([message.body, *more(message)]) if more else message.body


def _choices(message: Message) -> list[str]:
    choices = message.data.get("choices", [])
    numbered = [f"{number}. {choice['title']}" for number, choice in enumerate(choices, start=1)]
    return [*numbered, _say("choose", message)] if numbered else []


def _card(message: Message) -> list[str]:
    card: dict[str, Any] = message.data["card"]
    lines = [card[key] for key in _CARD_LINES if isinstance(card.get(key), str) and card[key] not in message.body]
    return [*lines, _say("card", message, link=_page(message))]


def _form(message: Message) -> list[str]:
    return [_say("form", message, link=_page(message))]


def _survey(message: Message) -> list[str]:
    scale = surveys.questionnaire(message.data["survey"])["scale"]
    steps = [f"{step['value']} = {step['label'][message.language]}" for step in scale]
    return [*steps, _say("survey", message, link=f"{_public_url()}/s/{message.data['token']}")]


_MORE: dict[Kind, Callable[[Message], list[str]]] = {
    Kind.CHOICES: _choices,
    Kind.CARD: _card,
    Kind.FORM: _form,
    Kind.SURVEY: _survey,
}


def _say(key: str, message: Message, **values: str) -> str:
    return str(texts.load("channels")[key][message.language]).format(**values)


def _page(message: Message) -> str:
    """The chat at this message, for the browser that has the conversation. What follows # stays in the browser."""
    return f"{_public_url()}/chat#conversation={message.conversation_id}&message={message.seq}"


def _public_url() -> str:
    return get_settings().public_url.rstrip("/")

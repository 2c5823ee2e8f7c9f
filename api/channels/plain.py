"""Messages in plain text, for channels that show nothing else: what was said, what can be chosen, and a link."""

from collections.abc import Callable

from api.settings import get_settings
from crm import questionnaires, texts, verticals
from crm.messages import Kind, Message
from crm.questionnaires import ScaleQuestion


def plain(message: Message) -> str:
    """The message in words, in its language, with a link to it in the chat where there is more to see."""
    more = _MORE.get(Kind(message.kind))
    return "\n".join([message.body, *more(message)]) if more else message.body


def elsewhere(message: Message) -> str:
    """The message in words for a customer who has no chat in which it could be opened: a form is begun there anew."""
    if message.kind == Kind.CARD:
        return "\n".join([message.body, *verticals.in_words(message.data["card"], beyond=message.body)]).strip()
    if message.kind == Kind.FORM:
        return "\n".join([message.body, _say("form_elsewhere", message, link=_public_url())])
    return message.body if message.kind == Kind.FILE else plain(message)


def _choices(message: Message) -> list[str]:
    choices = message.data.get("choices", [])
    numbered = [f"{number}. {choice['title']}" for number, choice in enumerate(choices, start=1)]
    return [*numbered, _say("choose", message)] if numbered else []


def _card(message: Message) -> list[str]:
    lines = verticals.in_words(message.data["card"], beyond=message.body)
    return [*lines, _say("card", message, link=_page(message))]


def _form(message: Message) -> list[str]:
    return [_say("form", message, link=_page(message))]


def _file(message: Message) -> list[str]:
    return [_say("file", message, link=_page(message))]


def _survey(message: Message) -> list[str]:
    """The first question in words; it is answered on the page behind the link."""
    first = next(iter(questionnaires.get(message.data["survey"]).questions.values()))
    steps = first.labels if isinstance(first, ScaleQuestion) else {}
    lines = [f"{value} = {label[message.language]}" for value, label in sorted(steps.items())]
    return [*lines, _say("survey", message, link=f"{_public_url()}/s/{message.data['token']}")]


_MORE: dict[Kind, Callable[[Message], list[str]]] = {
    Kind.CHOICES: _choices,
    Kind.CARD: _card,
    Kind.FORM: _form,
    Kind.FILE: _file,
    Kind.SURVEY: _survey,
}


def _say(key: str, message: Message, **values: str) -> str:
    return str(texts.load("channels")[key][message.language]).format(**values)


def _page(message: Message) -> str:
    """The chat at this message, for the browser that has the conversation. What follows # stays in the browser."""
    return f"{_public_url()}/chat#conversation={message.conversation_id}&message={message.seq}"


def _public_url() -> str:
    return get_settings().public_url.rstrip("/")

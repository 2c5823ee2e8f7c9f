"""What the assistant says in a turn, as the gateway wants it: bubbles in order, and commands for the gateway."""

from collections.abc import Iterable
from typing import Any, Optional

from rasa.core.channels.channel import OutputChannel

Message = dict[str, Any]

# Said before the question when a message asked for several things that each take questions.
ONE_BY_ONE = "utter_one_by_one"


class Collector(OutputChannel):
    """Keeps bot messages whole. Rasa's own collector splits one bubble into several messages."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    @classmethod
    def name(cls) -> str:
        """The name under which responses may be written for this channel alone."""
        return "serviceloop"

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Keep one message of the assistant."""
        self.messages.append(message)


def arrange(messages: Iterable[Message]) -> tuple[list[Message], list[Message]]:
    """(replies, commands). `{"attach": …}` decorates the bubble before it; `{"command": …}` is for the gateway."""
    replies: list[Message] = []
    commands: list[Message] = []
    for message in _with_open_question(list(messages)):
        custom = message.get("custom") or {}
        if "command" in custom:
            commands.append(custom["command"])
        elif "attach" in custom and replies:
            replies[-1].update(kind=custom["attach"].get("kind", "text"), data=custom["attach"].get("data", {}))
        elif message.get("text"):
            replies.append(_bubble(message))
    return replies, commands


def _with_open_question(messages: list[Message]) -> list[Message]:
    """The messages with the one question that is still open, in its fullest words and last.

    A form asks again after every other intent of a message; what was said after a question has answered or replaced it.
    """
    rest = [message for message in messages if not _question(message)]
    spoken = [message for message in messages if message.get("text") and message.get("utter_action") != ONE_BY_ONE]
    last = _question(spoken[-1]) if spoken else None
    return [*rest, next(message for message in messages if _question(message) == last)] if last else rest


def _question(message: Message) -> Optional[str]:
    """The name of the form's question that a message is; the same for its short form."""
    action = message.get("utter_action") or ""
    return action.removesuffix("_again") if action.startswith("utter_ask_") else None


def _bubble(message: Message) -> Message:
    buttons = [{"title": b["title"], "payload": b["payload"]} for b in message.get("buttons") or []]
    bubble: Message = {"text": message["text"], "kind": "choices" if buttons else "text", "data": {}}
    if buttons:
        bubble["buttons"] = buttons
    if action := message.get("utter_action"):
        # By it the gateway finds another wording that is being tried.
        bubble["said"] = action
    return bubble

"""What the assistant says in a turn, as the gateway wants it: bubbles in order, and commands for the gateway."""

from collections.abc import Iterable
from typing import Any, Optional

from rasa.core.channels.channel import OutputChannel

Message = dict[str, Any]


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
    """(replies, commands). `{"attach": …}` decorates the bubble before it; `{"command": …}` is for the gateway.

    A form asks again after every other wish of a message: only its last question is said.
    """
    replies: list[Message] = []
    commands: list[Message] = []
    messages = list(messages)
    last = {question: place for place, message in enumerate(messages) if (question := _question(message))}
    for place, message in enumerate(messages):
        if last.get(_question(message), place) != place:
            continue
        custom = message.get("custom") or {}
        if "command" in custom:
            commands.append(custom["command"])
        elif "attach" in custom and replies:
            replies[-1].update(kind=custom["attach"].get("kind", "text"), data=custom["attach"].get("data", {}))
        elif message.get("text"):
            replies.append(_bubble(message))
    return replies, commands


def _question(message: Message) -> Optional[str]:
    """The name of the form's question that a message is."""
    action = message.get("utter_action") or ""
    return action if action.startswith("utter_ask_") else None


def _bubble(message: Message) -> Message:
    buttons = [{"title": b["title"], "payload": b["payload"]} for b in message.get("buttons") or []]
    bubble: Message = {"text": message["text"], "kind": "choices" if buttons else "text", "data": {}}
    if buttons:
        bubble["buttons"] = buttons
    return bubble

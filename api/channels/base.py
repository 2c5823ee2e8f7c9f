"""What every channel can do: put a message into its own form, and send it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from crm.messages import Message


class Undeliverable(Exception):
    """The channel did not take a message. `code` is for programs; `final`: it never will."""

    def __init__(self, code: str, *, final: bool = False) -> None:
        self.code, self.final = code, final
        super().__init__(code)


@dataclass(frozen=True)
class Outgoing:
    """A message in a channel's form. `to` is how the channel knows the customer."""

    message_id: uuid.UUID
    text: str
    language: str
    to: str = ""
    data: dict[str, Any] = field(default_factory=dict)


class Channel(Protocol):
    """A way to customers and back. What comes in goes to `Gateway.take_in`, whatever the channel."""

    @property
    def name(self) -> str:
        """Its name in conversations, identities and deliveries."""

    def render(self, message: Message) -> Outgoing:
        """The message as this channel can show it."""

    async def send(self, outgoing: Outgoing) -> str:
        """Hand it over; returns what the channel calls it. Raises Undeliverable."""


@runtime_checkable
class Gathering(Protocol):
    """A channel on which what is said in one go is one message: nobody wants three mails for three bubbles."""

    def gather(self, outgoing: Sequence[Outgoing]) -> Outgoing:
        """Those of one conversation, in order, as one."""

"""The web: the widget fetches what is new and draws every kind of message itself."""

from api.channels.base import Outgoing
from crm.conversations import DEFAULT_CHANNEL
from crm.messages import Message

NAME = DEFAULT_CHANNEL


class WebChannel:
    """The store is the mailbox, and a message is delivered by being in it: sockets tell of it at once."""

    name = NAME

    def render(self, message: Message) -> Outgoing:
        """As it is."""
        return Outgoing(message.id, message.body, message.language, data={"kind": message.kind, **message.data})

    async def send(self, outgoing: Outgoing) -> str:
        """Nothing is left to do."""
        return str(outgoing.message_id)

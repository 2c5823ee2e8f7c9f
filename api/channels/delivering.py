"""Delivering: what is due goes out by its channel, outside of any transaction, and how it went is kept."""

from dataclasses import replace

import structlog
from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.channels import CHANNELS
from api.channels.base import Channel, Outgoing, Undeliverable
from crm import conversations, deliveries, identities, messages
from crm.base import utc_now
from crm.deliveries import Claimed

log = structlog.get_logger()


async def deliver_due() -> None:
    """Send every message that is due."""
    claimed = await in_store(lambda session: deliveries.claim(session, now=utc_now()))
    # One after the other: what was said first arrives first.
    for one in claimed:
        await _deliver(one)


async def _deliver(claimed: Claimed) -> None:
    channel = CHANNELS.get(claimed.channel)
    if channel is None:
        await _failed(claimed, Undeliverable("no_such_channel"))
        return
    try:
        outgoing = await in_store(lambda session: _rendered(session, channel, claimed))
        external_id = await channel.send(outgoing)
    except Undeliverable as error:
        await _failed(claimed, error)
        return
    await in_store(
        lambda session: deliveries.sent(session, claimed.delivery_id, external_id=external_id, now=utc_now())
    )


def _rendered(session: Session, channel: Channel, claimed: Claimed) -> Outgoing:
    message = messages.get(session, claimed.message_id)
    customer_id = conversations.get(session, message.conversation_id).customer_id
    address = identities.on_channel(session, customer_id=customer_id, channel=channel.name)
    if address is None:
        raise Undeliverable("no_address", final=True)
    return replace(channel.render(message), to=address)


async def _failed(claimed: Claimed, error: Undeliverable) -> None:
    log.warning("delivery_failed", channel=claimed.channel, code=error.code, final=error.final)
    await in_store(
        lambda session: deliveries.failed(
            session, claimed.delivery_id, error=error.code, final=error.final, now=utc_now()
        )
    )

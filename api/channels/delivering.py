"""Delivering: what is due goes out by its channel, outside of any transaction, and how it went is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import structlog
from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.channels import CHANNELS
from api.channels.base import Channel, Gathering, Outgoing, Undeliverable
from crm import conversations, deliveries, identities, messages
from crm.base import utc_now
from crm.deliveries import Claimed

log = structlog.get_logger()


async def deliver_due() -> None:
    """Send every message that is due."""
    # One after the other: what was said first arrives first.
    for together in await in_store(_claimed):
        await _deliver(together)


def _claimed(session: Session) -> list[list[Claimed]]:
    """What is due, in order; what belongs into one message of its channel is together."""
    groups: dict[object, list[Claimed]] = {}
    for one in deliveries.claim(session, now=utc_now()):
        gathers = isinstance(CHANNELS.get(one.channel), Gathering)
        with_others: object = (one.channel, _conversation_id(session, one)) if gathers else one.delivery_id
        groups.setdefault(with_others, []).append(one)
    return list(groups.values())


def _conversation_id(session: Session, claimed: Claimed) -> uuid.UUID:
    return messages.get(session, claimed.message_id).conversation_id


async def _deliver(claimed: Sequence[Claimed]) -> None:
    channel = CHANNELS.get(claimed[0].channel)
    if channel is None:
        await _failed(claimed, Undeliverable("no_such_channel"))
        return
    try:
        outgoing = [await in_store(partial(_rendered, channel=channel, claimed=one)) for one in claimed]
        whole = channel.gather(outgoing) if isinstance(channel, Gathering) else outgoing[0]
        external_id = await channel.send(whole)
    except Undeliverable as error:
        await _failed(claimed, error)
        return
    await in_store(lambda session: _sent(session, claimed, external_id))


def _rendered(session: Session, channel: Channel, claimed: Claimed) -> Outgoing:
    message = messages.get(session, claimed.message_id)
    customer_id = conversations.get(session, message.conversation_id).customer_id
    address = identities.on_channel(session, customer_id=customer_id, channel=channel.name)
    if address is None:
        raise Undeliverable("no_address", final=True)
    return replace(channel.render(message), to=address)


def _sent(session: Session, claimed: Sequence[Claimed], external_id: str) -> None:
    for one in claimed:
        deliveries.sent(session, one.delivery_id, external_id=external_id, now=utc_now())


async def _failed(claimed: Sequence[Claimed], error: Undeliverable) -> None:
    log.warning("delivery_failed", channel=claimed[0].channel, code=error.code, final=error.final)

    def note(session: Session) -> None:
        for one in claimed:
            deliveries.failed(session, one.delivery_id, error=error.code, final=error.final, now=utc_now())

    await in_store(note)

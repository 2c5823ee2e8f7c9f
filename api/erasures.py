"""What of erased customers is not in the store: the assistant's memory, mails in files, and what a log still holds."""

import asyncio
from functools import partial
from typing import Any

import aiohttp

from api import mail
from api.assistant import client as assistant
from api.assistant.gateway import in_store
from crm import erasure
from crm.base import utc_now
from crm.store import empty_log

# Of one request to the assistant.
_AT_ONCE = 100


async def settle(client: aiohttp.ClientSession) -> int:
    """Delete what is pending and note it; how many erasures that settled. What fails is tried again the next time."""
    waiting = await in_store(lambda session: [(one.id, dict(one.pending)) for one in erasure.unsettled(session)])
    settled = 0
    for erasure_id, pending in waiting:
        if not await forgotten_outside(client, pending):
            continue
        await in_store(partial(erasure.settle, erasure_id=erasure_id, pending=pending, now=utc_now()))
        settled += 1
    return settled


async def forgotten_outside(client: aiohttp.ClientSession, pending: dict[str, Any]) -> bool:
    """Delete the assistant's memory of these conversations, these mails in files, and what a log still holds of them.

    `pending`: {conversations: [id], mails: [id]}. False for what has to be tried again.
    """
    known = await _forgotten(client, pending.get("conversations", []))
    return known and await asyncio.to_thread(_cleaned, pending)


async def _forgotten(client: aiohttp.ClientSession, conversation_ids: list[str]) -> bool:
    pieces = [conversation_ids[start : start + _AT_ONCE] for start in range(0, len(conversation_ids), _AT_ONCE)]
    return all([await assistant.forget(client, piece) for piece in pieces])


def _cleaned(pending: dict[str, Any]) -> bool:
    mail.remove_files(pending.get("mails", []))
    return empty_log()

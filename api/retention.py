"""What is over its time goes, a small piece at a time: first in the store, then the assistant's memory and files."""

import asyncio
from functools import partial

import aiohttp
import structlog

from api.assistant.gateway import in_store
from api.erasures import forgotten_outside
from crm import retention
from crm.base import utc_now

# Between two pieces others may write; in one round no more than these of each class go, and the next is at hand.
_PAUSE_SECONDS, _PIECES = 0.1, 100

log = structlog.get_logger()


async def let_go() -> None:
    """Let everything go that is over its time, class by class, and log how much of which it was."""
    for one in retention.kept():
        gone = 0
        for _ in range(_PIECES):
            piece = await in_store(partial(retention.sweep, one=one, now=utc_now()))
            gone += piece
            if piece < one.at_once:
                break
            await asyncio.sleep(_PAUSE_SECONDS)
        if gone:
            log.info("retention_done", kind=one.name, count=gone)


async def settle(client: aiohttp.ClientSession) -> None:
    """Delete what of it is not in the store and note it. What fails is tried again the next time."""
    waiting = await in_store(lambda session: [(one.id, dict(one.pending)) for one in retention.unsettled(session)])
    for entry_id, pending in waiting:
        if await forgotten_outside(client, pending):
            await in_store(partial(retention.settle, entry_id=entry_id, pending=pending, now=utc_now()))

"""Calling other systems: what is due goes out signed, outside of any transaction, and how it went is kept."""

import asyncio
from dataclasses import dataclass
from functools import partial

import aiohttp
import structlog
from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.settings import get_settings
from api.webhooks import payloads, signing, targets
from crm import webhook_calls, webhooks
from crm.base import utc_now
from crm.errors import WebhookNotFound
from crm.webhook_calls import Claimed

# For the whole answer: well before another process may take the call.
TIMEOUT_SECONDS = 10.0

log = structlog.get_logger()


@dataclass(frozen=True)
class Outgoing:
    """A call as it goes out."""

    url: str
    body: bytes
    headers: dict[str, str]


class CallFailed(Exception):
    """A try that came to nothing. `error` is a code, `final` says that trying again is pointless."""

    def __init__(self, error: str, *, final: bool = False, answered: int | None = None) -> None:
        super().__init__(error)
        self.error, self.final, self.answered = error, final, answered


async def make_due() -> int:
    """Make the calls that are due; returns how many were taken. What fails is tried again for some hours.

    A process that dies between calling and writing it down calls twice, under the same id: better than never.
    """
    claimed = await in_store(lambda session: webhook_calls.claim(session, now=utc_now()))
    if not claimed:
        return 0
    networks = get_settings().webhook_networks
    connector = aiohttp.TCPConnector(resolver=targets.Guarded(networks), use_dns_cache=False, force_close=True)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as client:
        return sum(await asyncio.gather(*(_make(client, one) for one in claimed)))


async def _make(client: aiohttp.ClientSession, call: Claimed) -> bool:
    try:
        answered = await _call(client, await in_store(partial(_outgoing, call=call)))
    except CallFailed as failure:
        log.warning("webhook_failed", call_id=str(call.call_id), error=failure.error, final=failure.final)
        await in_store(partial(_failed, call=call, failure=failure))
        return False
    await in_store(
        lambda session: webhook_calls.sent(session, call.call_id, answered=answered, now=utc_now()),
    )
    return True


def _outgoing(session: Session, *, call: Claimed) -> Outgoing:
    """Raises CallFailed for what is not to be told any more."""
    try:
        webhook = webhooks.get(session, call.webhook_id)
        body = payloads.body_of(session, call)
    except WebhookNotFound as error:
        raise CallFailed("removed", final=True) from error
    except payloads.Gone as error:
        raise CallFailed("erased", final=True) from error
    if not webhook.active:
        raise CallFailed("switched_off", final=True)
    secret = signing.secret_of(webhook.id, webhook.salt)
    signed = signing.headers(secret, call_id=call.call_id, timestamp=int(utc_now().timestamp()), body=body)
    return Outgoing(webhook.url, body, {"Content-Type": "application/json", "User-Agent": "Serviceloop", **signed})


async def _call(client: aiohttp.ClientSession, outgoing: Outgoing) -> int:
    """The status that the address answered. Raises CallFailed. Redirects are not followed: they could lead anywhere."""
    try:
        targets.check_literal(outgoing.url, get_settings().webhook_networks)
        async with client.post(
            outgoing.url, data=outgoing.body, headers=outgoing.headers, allow_redirects=False
        ) as response:
            status = response.status
    except targets.TargetInward as error:
        raise CallFailed("leads_inward", final=True) from error
    except TimeoutError as error:
        raise CallFailed("timeout") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise CallFailed("unreachable") from error
    if 200 <= status < 300:
        return status
    if 300 <= status < 400:
        raise CallFailed("redirected", final=True, answered=status)
    raise CallFailed("gone" if status == 410 else "refused", final=status == 410, answered=status)


def _failed(session: Session, *, call: Claimed, failure: CallFailed) -> None:
    webhook_calls.failed(
        session, call.call_id, error=failure.error, final=failure.final, answered=failure.answered, now=utc_now()
    )
    # Whoever answers so wants no more of them.
    if failure.error == "gone":
        webhooks.stop(session, call.webhook_id, because="gone")

"""Signing in at the desk: passwords are checked one at a time, and wrong ones are counted by whose they are."""

import asyncio
import uuid

from api.desk.schemas import LoginIn
from api.http.dependencies import RateLimits
from api.settings import get_settings
from crm import agents
from crm.agents import Account
from crm.errors import BadCredentials
from crm.store import reading

# Right or wrong: more from one address would only keep others waiting for their turn.
TRIES = "60/minute"


async def check(body: LoginIn, *, network: str, room: asyncio.Semaphore, limits: RateLimits) -> uuid.UUID:
    """The id of the agent whose credentials these are. Raises BadCredentials and TooManyRequests.

    Wrong ones count for the account, however its address is spelled, and for whoever tries.
    """
    rate = get_settings().login_rate
    keys = (("login address", network), ("login account", agents.sign_in_name(body.email)))
    limits.hit(TRIES, "login", network)
    known = await asyncio.to_thread(_account, body.email)
    # Outside a transaction: everybody would wait for the store while a password is checked.
    async with room:
        for key in keys:
            limits.check(rate, *key)
        try:
            return await asyncio.to_thread(agents.check_password, body.password, known)
        except BadCredentials:
            for key in keys:
                limits.hit(rate, *key)
            raise


def _account(email: str) -> Account | None:
    with reading() as session:
        return agents.account(session, email)

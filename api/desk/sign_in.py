"""Signing in at the desk: passwords are checked one at a time, and wrong ones are counted by whose they are."""

import asyncio
import uuid
from datetime import timedelta
from functools import partial
from typing import Literal

from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.desk.schemas import LoginIn
from api.http.dependencies import RateLimits
from api.people import second_factor
from api.settings import get_settings
from crm import agents, desk_sessions
from crm.agents import Account, Agent
from crm.base import utc_now
from crm.desk_sessions import DeskSession
from crm.errors import BadCredentials
from crm.store import reading

# Right or wrong: more from one address would only keep others waiting for their turn.
TRIES = "60/minute"


async def check(body: LoginIn, *, network: str, room: asyncio.Semaphore, limits: RateLimits) -> uuid.UUID:
    """The id of the agent whose credentials these are. Raises BadCredentials and TooManyRequests.

    Wrong ones count for the account, however its address is spelled, and for whoever tries.
    """
    rate = get_settings().login_rate
    limits.hit(TRIES, "login", network)
    known, at_home = await asyncio.to_thread(_account, body.email, network)
    name = agents.sign_in_name(body.email)
    # Where an agent has signed in lately, strangers' guesses from elsewhere keep them from nothing.
    keys = (("login address", network), ("login account", name, network if at_home else ""))
    # Outside a transaction: everybody would wait for the store while a password is checked.
    async with room:
        for key in keys:
            limits.check(rate, *key)
        try:
            agent_id = await asyncio.to_thread(agents.check_password, body.password, known)
            await in_store(partial(second_factor.check, agent_id=agent_id, code=body.code))
            return agent_id
        except BadCredentials:
            for key in keys:
                limits.hit(rate, *key)
            raise


async def confirm(agent: Agent, password: str, *, network: str, room: asyncio.Semaphore, limits: RateLimits) -> None:
    """Whether it is really the agent who sits there. Raises BadCredentials and TooManyRequests."""
    rate, key = get_settings().login_rate, ("confirm", str(agent.id), network)
    known = Account(agent.id, agent.password_hash)
    async with room:
        limits.check(rate, *key)
        try:
            await asyncio.to_thread(agents.check_password, password, known)
        except BadCredentials:
            limits.hit(rate, *key)
            raise


def second_factor_of(agent: Agent) -> Literal["on", "off", "needed"]:
    """Whether a code is asked for, or the site wants one to be."""
    if agent.second_factor_since is not None:
        return "on"
    return "needed" if get_settings().require_second_factor else "off"


def begin(session: Session, *, agent_id: uuid.UUID, browser: str, network: str) -> tuple[Agent, DeskSession]:
    """A session of an agent whose password was right."""
    agent, lasts = agents.came_in(session, agent_id), timedelta(hours=get_settings().agent_hours)
    return agent, desk_sessions.begin(session, agent, lasts=lasts, browser=browser, network=network, now=utc_now())


def _account(email: str, network: str) -> tuple[Account | None, bool]:
    with reading() as session:
        known = agents.account(session, email)
        return known, known is not None and desk_sessions.is_known(session, known.agent_id, network=network)

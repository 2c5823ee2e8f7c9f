"""What routes ask for: a transaction, the visitor, the signed-in agent, and a place under the rate limit."""

import uuid
from collections.abc import Iterator
from time import time
from typing import Annotated, NamedTuple

from fastapi import Cookie, Depends, Header, Query, Request
from fastapi.requests import HTTPConnection
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy.orm import Session

from api.assistant.gateway import Gateway
from api.http import tokens
from api.http.tokens import Visitor
from api.settings import Settings, get_settings
from crm import desk_sessions
from crm.agents import Agent, Role
from crm.base import utc_now
from crm.errors import Forbidden, SecondFactorNeeded, TokenInvalid, TooManyRequests
from crm.paging import LARGEST
from crm.store import reading, unit_of_work

COOKIE = "serviceloop_desk"


def _transaction() -> Iterator[Session]:
    with unit_of_work() as session:
        yield session


def _snapshot() -> Iterator[Session]:
    with reading() as session:
        yield session


# scope="function" commits before the answer is sent: a failed commit is then an error, not a broken promise.
DbSession = Annotated[Session, Depends(_transaction, scope="function")]
ReadSession = Annotated[Session, Depends(_snapshot, scope="function")]


# Plain look-ups are `async` below: FastAPI would send each of the others through a thread.
async def current_settings() -> Settings:
    """The settings of this process."""
    return get_settings()


SettingsDep = Annotated[Settings, Depends(current_settings)]


Cursor = Annotated[str | None, Query(max_length=1000)]
Limit = Annotated[int, Query(ge=1, le=LARGEST)]


class RateLimits:
    """How often one caller may do one thing, counted in this process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def hit(self, rate: str, *key: str) -> None:
        """Count one call. Raises TooManyRequests with the seconds to wait."""
        item: RateLimitItem = parse(rate)
        if not self._limiter.hit(item, *key):
            raise self._refused(item, *key)

    def check(self, rate: str, *key: str) -> None:
        """See whether one more call would be counted. Raises TooManyRequests with the seconds to wait."""
        item: RateLimitItem = parse(rate)
        if not self._limiter.test(item, *key):
            raise self._refused(item, *key)

    def _refused(self, item: RateLimitItem, *key: str) -> TooManyRequests:
        reset_time = self._limiter.get_window_stats(item, *key).reset_time
        return TooManyRequests(retry_after=max(1, round(reset_time - time())))


def network_of_caller(connection: HTTPConnection) -> str:
    """Who calls, as far as limits go: a keyed hash of an address, or of the IPv6 network that one customer has."""
    return tokens.network_of(connection.client.host if connection.client else "")


async def get_limits(request: Request) -> RateLimits:
    limits: RateLimits = request.app.state.limits
    return limits


async def get_gateway(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


Limits = Annotated[RateLimits, Depends(get_limits)]
GatewayDep = Annotated[Gateway, Depends(get_gateway)]


async def bearer(authorization: Annotated[str | None, Header()] = None) -> str:
    """The token of an `Authorization: Bearer` header. Raises TokenInvalid."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenInvalid
    return token


async def visitor(token: Annotated[str, Depends(bearer)]) -> Visitor:
    """Who writes in the widget."""
    return tokens.read_visitor(token)


VisitorDep = Annotated[Visitor, Depends(visitor)]


class SignedIn(NamedTuple):
    """The agent at the desk, and the value that must come with every change."""

    agent: Agent
    csrf: str
    session_id: uuid.UUID


def who_is_signed_in(session: Session, cookie: str | None) -> SignedIn:
    """The agent behind the desk's cookie, as long as the session stands. Raises NotSignedIn."""
    proof = tokens.read_desk(cookie)
    agent = desk_sessions.agent_of(session, proof.session_id, now=utc_now())
    return SignedIn(agent, proof.csrf, proof.session_id)


def signed_in(session: ReadSession, serviceloop_desk: Annotated[str | None, Cookie()] = None) -> SignedIn:
    """The agent behind the desk's cookie. Raises NotSignedIn."""
    return who_is_signed_in(session, serviceloop_desk)


# For one's own account: also of whoever still has to set up a second factor.
OwnSession = Annotated[SignedIn, Depends(signed_in)]


def check_second_factor(agent: Agent) -> None:
    """Raises SecondFactorNeeded where the site wants one and there is none."""
    if get_settings().require_second_factor and agent.second_factor_since is None:
        raise SecondFactorNeeded


async def fully_signed_in(proof: OwnSession) -> SignedIn:
    """The same, for all the rest. Raises SecondFactorNeeded."""
    check_second_factor(proof.agent)
    return proof


SignedInDep = Annotated[SignedIn, Depends(fully_signed_in)]


# What is only read changes nothing, and another site cannot see the answer.
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


async def own_account(
    request: Request, proof: OwnSession, x_csrf_token: Annotated[str | None, Header()] = None
) -> Agent:
    """The agent; for a change with the header that another site's form cannot know. Raises Forbidden."""
    if request.method not in _SAFE_METHODS and x_csrf_token != proof.csrf:
        raise Forbidden("The page is out of date. Please reload it.")
    return proof.agent


OwnAccount = Annotated[Agent, Depends(own_account)]


async def acting_agent(agent: OwnAccount, _: SignedInDep) -> Agent:
    """The same, where whatever the site wants is set up."""
    return agent


ActingAgent = Annotated[Agent, Depends(acting_agent)]


async def supervisor(agent: ActingAgent) -> Agent:
    """The agent, for what only supervisors and administrators may see or change. Raises Forbidden."""
    if agent.role == Role.AGENT:
        raise Forbidden("Only a supervisor may do this.")
    return agent


SupervisorDep = Annotated[Agent, Depends(supervisor)]


async def administrator(agent: ActingAgent) -> Agent:
    """The agent, for what only administrators may change. Raises Forbidden."""
    if agent.role != Role.ADMIN:
        raise Forbidden("Only an administrator may do this.")
    return agent


AdminDep = Annotated[Agent, Depends(administrator)]

"""One's own account: the password, and the second factor."""

import asyncio
import uuid
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Request, status
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.desk import sign_in
from api.http.dependencies import DbSession, Limits, OwnAccount, OwnSession, network_of_caller
from api.people import second_factor
from crm import agents, audit, desk_sessions, proofs, totp
from crm.agents import Agent
from crm.base import utc_now
from crm.errors import IllegalMove

router = APIRouter(prefix="/v1/desk", tags=["desk"])

Password = Annotated[str, Field(min_length=12, max_length=200)]
Typed = Annotated[str, Field(max_length=200)]
Code = Annotated[str, Field(min_length=6, max_length=32)]


class PasswordIn(BaseModel):
    """`current`: the one that is good now."""

    current: Typed
    password: Password


class ChosenIn(BaseModel):
    """`token`: that of the link."""

    token: Annotated[str, Field(max_length=100)]
    password: Password


class SecondFactorOut(BaseModel):
    """What goes into an app: a picture, or the secret typed by hand."""

    picture: str
    secret: str


class CodeIn(BaseModel):
    code: Code


class RecoveryCodesOut(BaseModel):
    """Each is good once, where the phone is lost. They are shown this once."""

    recovery_codes: list[str]


class CurrentIn(BaseModel):
    current: Typed


class AccountOut(BaseModel):
    """`second_factor`: `needed` when the site wants one and there is none."""

    second_factor: Literal["on", "off", "needed"]
    recovery_codes_left: int


@router.get("/account", response_model=AccountOut)
def read_account(session: DbSession, proof: OwnSession) -> AccountOut:
    """How one's own account stands."""
    left = len(proofs.of(session, proof.agent.id).recovery_hashes)
    return AccountOut(second_factor=sign_in.second_factor_of(proof.agent), recovery_codes_left=left)


@router.put("/account/password", status_code=status.HTTP_204_NO_CONTENT)
async def change_password(
    body: PasswordIn, request: Request, agent: OwnAccount, proof: OwnSession, limits: Limits
) -> None:
    """Choose another password; all one's other sessions end. 401 when the present one is wrong, 429 after too many
    tries."""
    await sign_in.confirm(
        agent, body.current, network=network_of_caller(request), room=request.app.state.password_room, limits=limits
    )
    hashed = await _hashed(request, body.password)
    await in_store(partial(_put_password, agent_id=agent.id, password_hash=hashed, but=proof.session_id))


@router.post("/password", status_code=status.HTTP_204_NO_CONTENT)
async def choose_password(body: ChosenIn, request: Request, limits: Limits) -> None:
    """Choose a password by a link, which is good once; all sessions end. 404 for a link that is used up or too old,
    429 after too many tries."""
    limits.hit(sign_in.TRIES, "login", network_of_caller(request))
    hashed = await _hashed(request, body.password)
    await in_store(partial(_choose, token=body.token, password_hash=hashed))


@router.post("/account/second-factor", response_model=SecondFactorOut)
def set_up_second_factor(session: DbSession, agent: OwnAccount) -> SecondFactorOut:
    """Begin to set up a second factor. 409 while one is in use."""
    mine = agents.get(session, agent.id)
    if mine.second_factor_since is not None:
        raise IllegalMove("A second factor is in use already.")
    proof = proofs.set_up(session, mine)
    secret = second_factor.secret_of(proof)
    return SecondFactorOut(picture=second_factor.picture(mine, proof), secret=totp.readable(secret))


@router.put("/account/second-factor", response_model=RecoveryCodesOut)
def switch_on_second_factor(body: CodeIn, session: DbSession, agent: OwnAccount) -> RecoveryCodesOut:
    """Have a code asked for from now on. 401 when this one is wrong, 409 while one is in use."""
    mine = agents.get(session, agent.id)
    if mine.second_factor_since is not None:
        raise IllegalMove("A second factor is in use already.")
    secret = second_factor.secret_of(proofs.of(session, mine.id))
    codes = proofs.switch_on(session, mine, secret=secret, code=body.code, now=utc_now())
    return RecoveryCodesOut(recovery_codes=codes)


@router.post("/account/second-factor/off", status_code=status.HTTP_204_NO_CONTENT)
async def switch_off_second_factor(body: CurrentIn, request: Request, agent: OwnAccount, limits: Limits) -> None:
    """Have no code asked for any more. 401 when the password is wrong, 429 after too many tries."""
    await sign_in.confirm(
        agent, body.current, network=network_of_caller(request), room=request.app.state.password_room, limits=limits
    )
    await in_store(partial(_switch_off, agent_id=agent.id))


async def _hashed(request: Request, password: str) -> str:
    """Outside a transaction, one at a time: it is slow on purpose."""
    async with request.app.state.password_room:
        return await asyncio.to_thread(agents.hashed, password)


def _put_password(session: Session, *, agent_id: uuid.UUID, password_hash: str, but: uuid.UUID) -> None:
    mine = session.get_one(Agent, agent_id)
    mine.password_hash = password_hash
    audit.note(session, agent=mine, deed="password_changed", target=mine.email)
    _end_sessions(session, mine, but=but)


def _choose(session: Session, *, token: str, password_hash: str) -> None:
    _end_sessions(session, proofs.use_link(session, token, password_hash=password_hash, now=utc_now()))


def _switch_off(session: Session, *, agent_id: uuid.UUID) -> None:
    mine = session.get_one(Agent, agent_id)
    proofs.switch_off(session, mine, by=mine)


def _end_sessions(session: Session, agent: Agent, *, but: uuid.UUID | None = None) -> None:
    for one in desk_sessions.of(session, agent.id, now=utc_now()):
        if one.id != but:
            one.ended_at = utc_now()

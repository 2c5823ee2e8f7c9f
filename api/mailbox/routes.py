"""The door for customers' mail: a mail server hands it in, and it is answered like anything said in the chat."""

import asyncio
import hmac
import uuid
from email.utils import parseaddr
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, Request, status
from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.channels import bounce_reading, email, email_reading
from api.channels.email_reading import Attached, Letter
from api.http.dependencies import GatewayDep, Limits, SettingsDep, bearer
from api.settings import Settings
from crm import bounces, conversations, files, identities, inbound, masking, sent_files, texts
from crm.base import utc_now
from crm.bounces import Failure
from crm.conversations import Status
from crm.errors import BadInput, FileTooLarge, FileUnreadable, TokenInvalid, TooManyFiles
from crm.inbound import Received

router = APIRouter(prefix="/v1/mail", tags=["mail"])


class TakenOut(BaseModel):
    """What became of a mail. `ignored`: a machine wrote it, or we did, or it says nothing."""

    status: Literal["taken", "known", "ignored"]


async def known_server(token: Annotated[str, Depends(bearer)], settings: SettingsDep) -> None:
    """Let only those in who know the key, and nobody where there is none. Raises TokenInvalid."""
    key = settings.mail_key.get_secret_value()
    if not key or not hmac.compare_digest(token.encode(), key.encode()):
        raise TokenInvalid


@router.post(
    "/messages", response_model=TakenOut, status_code=status.HTTP_202_ACCEPTED, dependencies=[Depends(known_server)]
)
async def take_in(
    body: Annotated[bytes, Body(media_type="message/rfc822")],
    request: Request,
    gateway: GatewayDep,
    limits: Limits,
    settings: SettingsDep,
) -> TakenOut:
    """Take in one mail of a customer (RFC 5322), which is answered by mail. The same again is the same. A server's
    report that a mail of ours could not be delivered (RFC 3464) is noted. 422 for what is no mail, 429 for more than a
    customer may write."""
    failures = await asyncio.to_thread(bounce_reading.read, body)
    if failures is not None:
        return TakenOut(status="taken" if await in_store(partial(_note_bounces, failures=failures)) else "ignored")
    letter = await asyncio.to_thread(email_reading.read, body)
    if letter.automatic or letter.sender in _ours(settings) or not (letter.text or letter.attached):
        return TakenOut(status="ignored")
    limits.hit(settings.chat_rate, "chat", letter.sender)
    with_people = await in_store(partial(_with_people, letter=letter, settings=settings))
    received, _ = await gateway.take_in(
        partial(_receive, letter=letter, settings=settings, kept=letter.attached if with_people else ())
    )
    if received.duplicate:
        return TakenOut(status="known")
    for number, file in enumerate(letter.attached if with_people else ()):
        await _show(request, received, file, key=f"{letter.key}:{number}")
    return TakenOut(status="taken")


def _note_bounces(session: Session, *, failures: list[Failure]) -> bool:
    """Whether any of it says for good that an address of ours takes no mail."""
    now = utc_now()
    return sum(bounces.note(session, one, now=now) for one in failures) > 0


def _ours(settings: Settings) -> set[str]:
    return {parseaddr(one)[1].lower() for one in (settings.mail_from, settings.mail_address)}


def _site(settings: Settings) -> str:
    return next(iter(settings.sites))


def _with_people(session: Session, *, letter: Letter, settings: Settings) -> bool:
    """Whether somebody is there, or called, to look at what is attached."""
    customer = identities.find(session, channel=email.NAME, external_id=letter.sender)
    if customer is None:
        return False
    latest = conversations.latest_of(session, customer_id=customer.id, site=_site(settings), channel=email.NAME)
    return latest is not None and Status(latest.status) in sent_files.WITH_PEOPLE


def _receive(session: Session, *, letter: Letter, settings: Settings, kept: tuple[Attached, ...]) -> Received:
    bounces.works(session, letter.sender)
    lost = [one.name for one in letter.attached if one not in kept]
    note = texts.load("channels")["not_kept"][letter.language].format(names=", ".join(lost)) if lost else ""
    names = ", ".join(one.name for one in kept)
    return inbound.receive_from(
        session,
        channel=email.NAME,
        sender=letter.sender,
        external_id=letter.key,
        site=_site(settings),
        language=letter.language,
        text="\n\n".join(filter(None, [letter.text or names, note])),
        data={"mail": {"id": letter.id, "subject": masking.hidden_in(letter.subject)}},
    )


async def _show(request: Request, received: Received, file: Attached, *, key: str) -> None:
    """Show the person a picture or a PDF; whatever cannot be shown is left out."""
    talk_id = received.conversation.id
    try:
        async with request.app.state.picture_room:
            examined = await asyncio.to_thread(files.examine, file.content, name=file.name, allow_pdf=True)

        def store(session: Session) -> None:
            talk = conversations.lock(session, talk_id)
            stored = files.store(session, examined, conversation_id=talk_id)
            sent_files.from_customer(session, talk, file=stored, client_id=uuid.uuid5(uuid.NAMESPACE_URL, key))

        await in_store(store)
    except (FileTooLarge, FileUnreadable, TooManyFiles, BadInput):
        return

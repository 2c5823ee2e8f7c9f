"""Feeds: messages of other systems come in as text, and each is accounted for; one set of routes for all of them."""

import hmac
import uuid
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, status

from api.feeds import pieces
from api.feeds.schemas import MAX_BYTES, InPartOut, QuarantinedOut, QuarantineOut, ReadInPartOut, ReplayIn, ReportOut
from api.http.dependencies import Cursor, DbSession, ReadSession, SettingsDep, SignedInDep, SupervisorDep, bearer
from crm import live
from crm.errors import BadInput, MessageTooLarge, TokenInvalid
from crm.verticals import Document, Feed


async def known_system(token: Annotated[str, Depends(bearer)], settings: SettingsDep) -> None:
    """Let only those in who know the key. Raises TokenInvalid."""
    if not hmac.compare_digest(token.encode(), settings.baggage_api_key.get_secret_value().encode()):
        raise TokenInvalid


def text_of(body: bytes) -> str:
    """The messages in a body. Raises MessageTooLarge, or BadInput when there are none."""
    if len(body) > MAX_BYTES:
        raise MessageTooLarge(max_bytes=MAX_BYTES)
    text = body.decode("utf-8", errors="replace")
    if not text.strip():
        raise BadInput("The body holds no message.")
    return text


def router_of(feed: Feed) -> APIRouter:
    """The routes of one feed: messages, the quarantine, and the documents it takes besides."""
    router = APIRouter(prefix=f"/v1/{feed.name}", tags=[feed.name])
    for name, document in feed.documents.items():
        router.post(
            f"/{name}",
            response_model=document.answers,
            description=document.describes,
            dependencies=[Depends(known_system)],
        )(_taking(document))
    _add_messages(router, feed)
    _add_quarantine(router, feed)
    return router


def _taking(document: Document) -> Callable[..., Any]:
    def post_document(body: Any, session: DbSession) -> Any:
        return document.do(session, body)

    # FastAPI reads the model from here.
    post_document.__annotations__["body"] = document.takes
    return post_document


def _add_messages(router: APIRouter, feed: Feed) -> None:
    @router.post(
        "/messages", response_model=ReportOut, description=feed.describes, dependencies=[Depends(known_system)]
    )
    def post_messages(body: Annotated[bytes, Body(media_type="text/plain")]) -> ReportOut:
        return pieces.take_in(feed, text_of(body))


def _add_quarantine(router: APIRouter, feed: Feed) -> None:
    @router.get("/messages", response_model=QuarantineOut)
    def list_quarantined(session: ReadSession, _: SignedInDep, cursor: Cursor = None) -> QuarantineOut:
        """What waits in quarantine, newest first. `cursor` is the `next` of the page before."""
        waiting = feed.waiting(session, cursor)
        return QuarantineOut(messages=[_quarantined(feed, one) for one in waiting.items], next=waiting.next)

    @router.get("/messages/in-part", response_model=InPartOut)
    def list_read_in_part(session: ReadSession, _: SignedInDep, cursor: Cursor = None) -> InPartOut:
        """What was taken in although a part of it could not be read, newest first, with what was not used and why.
        `cursor` is the `next` of the page before."""
        found = feed.in_part(session, cursor)
        return InPartOut(messages=[_in_part(feed, message) for message in found.items], next=found.next)

    @router.post("/messages/replay", response_model=ReportOut)
    def replay_all(_: SupervisorDep) -> ReportOut:
        """Read the quarantine again as it is, oldest first: for after an update. One call tries some thousands."""
        return pieces.replay(feed)

    @router.post("/messages/{message_id}/replay", response_model=ReportOut)
    def replay(message_id: uuid.UUID, body: ReplayIn, session: DbSession, _: SupervisorDep) -> Any:
        """Take in a quarantined message as corrected. 404 when it is not in quarantine, 422 when it still cannot be
        read: then it stays as it is."""
        live.announce_feeds(session)
        return feed.replay(session, message_id, body.raw)

    @router.post("/messages/{message_id}/discard", status_code=status.HTTP_204_NO_CONTENT)
    def discard(message_id: uuid.UUID, session: DbSession, _: SupervisorDep) -> None:
        """Lay a quarantined message aside for good. 404 when it is not in quarantine."""
        live.announce_feeds(session)
        feed.discard(session, message_id)


def _in_part(feed: Feed, message: Any) -> ReadInPartOut:
    return ReadInPartOut(**_quarantined(feed, message).model_dump(), remarks=message.remarks)


def _quarantined(feed: Feed, message: Any) -> QuarantinedOut:
    return QuarantinedOut(
        id=message.id,
        feed=feed.name,
        raw=message.raw,
        type=message.type,
        reason=message.reason,
        received_at=message.received_at,
    )

"""Found items: what agents write down, which cases each fits, and what becomes of it."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response, status

from api.assistant.gateway import in_store
from api.files.uploads import MULTIPART, received_upload
from api.found_items import views
from api.found_items.schemas import (
    FoundItemChangeIn,
    FoundItemIn,
    FoundItemListOut,
    FoundItemOut,
    FoundLinkIn,
    FoundNoteIn,
)
from api.http.dependencies import ActingAgent, Cursor, DbSession, Limit, ReadSession, SignedInDep
from crm import agents, cases, files, found_items, found_links
from crm.errors import FileNotFound
from crm.files import JPEG
from crm.found_items import ItemState

router = APIRouter(prefix="/v1/desk/found-items", tags=["found items"])

# With each row goes what it fits, so that a page is smaller than others.
_PAGE = 50
_VIEWS: dict[str, tuple[ItemState, ...]] = {
    "open": (ItemState.KEPT, ItemState.MATCHED),
    **{state.value: (state,) for state in ItemState},
    "any": tuple(ItemState),
}


@router.get("", response_model=FoundItemListOut)
def list_found_items(
    session: ReadSession,
    _: SignedInDep,
    state: Literal["open", "kept", "matched", "handed_back", "disposed", "any"] = "open",
    q: Annotated[str, Query(max_length=100)] = "",
    cursor: Cursor = None,
    limit: Limit = _PAGE,
) -> FoundItemListOut:
    """Found items, the newest first, each with how many open cases it fits. `q` is anything that is written down."""
    found = found_items.listed(session, states=_VIEWS[state], q=q, cursor=cursor, limit=min(limit, _PAGE))
    return views.listing(session, found)


@router.post("", response_model=FoundItemOut, status_code=status.HTTP_201_CREATED)
def enter_found_item(body: FoundItemIn, session: DbSession, agent: ActingAgent) -> FoundItemOut:
    """Write down something that was found; it gets the number that is to be written on it."""
    item = found_items.enter(session, body.described(), agent=agents.get(session, agent.id))
    return views.whole(session, item)


@router.get("/{number}", response_model=FoundItemOut)
def read_found_item(number: str, session: ReadSession, _: SignedInDep) -> FoundItemOut:
    """A found item with its story and the cases that it fits, each with the reasons."""
    return views.whole(session, found_items.get(session, number))


@router.put("/{number}", response_model=FoundItemOut)
def change_found_item(number: str, body: FoundItemChangeIn, session: DbSession, agent: ActingAgent) -> FoundItemOut:
    """Correct what is written down. 409 when somebody was faster."""
    by = agents.get(session, agent.id)
    item = found_items.change(session, number, body.described(), agent=by, seen=body.expected_version)
    return views.whole(session, item)


@router.put("/{number}/photo", response_model=FoundItemOut, openapi_extra=MULTIPART)
async def keep_photo(number: str, request: Request, agent: ActingAgent) -> FoundItemOut:
    """Put a photo of up to 10 MiB to an item, instead of the one it had. 413 too large, 415 no picture."""
    await in_store(lambda session: found_items.get(session, number) and None)
    async with received_upload(request) as upload, request.app.state.picture_room:
        data = await upload.read()
        examined = await asyncio.to_thread(files.examine, data, name=upload.filename or "")
    return await in_store(
        lambda session: views.whole(
            session,
            found_items.keep_photo(session, number, examined.content, agent=agents.get(session, agent.id)),
        )
    )


@router.delete("/{number}/photo", response_model=FoundItemOut)
def take_photo_away(number: str, session: DbSession, agent: ActingAgent) -> FoundItemOut:
    """Take the photo away again."""
    item = found_items.keep_photo(session, number, None, agent=agents.get(session, agent.id))
    return views.whole(session, item)


@router.get("/{number}/photo", response_class=Response)
def read_photo(number: str, session: ReadSession, _: SignedInDep) -> Response:
    """The photo of an item. 404 where there is none."""
    photo = found_items.get(session, number).photo
    if photo is None:
        raise FileNotFound
    safe = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return Response(photo, media_type=JPEG, headers=safe | {"Content-Security-Policy": "default-src 'none'; sandbox"})


@router.post("/{number}/link", response_model=FoundItemOut)
def link_found_item(number: str, body: FoundLinkIn, session: DbSession, agent: ActingAgent) -> FoundItemOut:
    """Say that an item is what a case misses. The case moves and the customer is told how to get it back, once.

    404 for an unknown reference, 409 for a case that misses nothing, cannot be found any more or has an item already,
    and for an item that is not free.
    """
    case = cases.get_by_reference(session, body.reference)
    item = found_links.link(session, number, case, agent=agents.get(session, agent.id), note=body.note)
    return views.whole(session, item)


@router.post("/{number}/unlink", response_model=FoundItemOut)
def unlink_found_item(number: str, body: FoundNoteIn, session: DbSession, agent: ActingAgent) -> FoundItemOut:
    """Say that it was not what its case misses: the case goes back, the customer is told, and the two are not offered
    to each other again. 409 for an item that is linked to nothing."""
    item = found_links.unlink(session, number, agent=agents.get(session, agent.id), note=body.note)
    return views.whole(session, item)


@router.post("/{number}/hand-back", response_model=FoundItemOut)
def hand_back_found_item(number: str, body: FoundNoteIn, session: DbSession, agent: ActingAgent) -> FoundItemOut:
    """Say that somebody has it back; its case moves as well. 409 for an item that is gone already."""
    item = found_links.hand_back(session, number, agent=agents.get(session, agent.id), note=body.note)
    return views.whole(session, item)


@router.post("/{number}/dispose", response_model=FoundItemOut)
def dispose_of_found_item(number: str, body: FoundNoteIn, session: DbSession, agent: ActingAgent) -> FoundItemOut:
    """Say that it was given away or destroyed. 409 for an item that is linked to a case, or gone already."""
    item = found_items.dispose(session, number, agent=agents.get(session, agent.id), note=body.note)
    return views.whole(session, item)

"""Files that customers send: in from the widget, out to the widget and the desk."""

import asyncio
import uuid
from urllib.parse import quote

from fastapi import APIRouter, Request, Response, status
from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.chat.routes import own_conversation
from api.desk import views
from api.desk.schemas import MovedOut
from api.files.schemas import FileOut
from api.files.uploads import MULTIPART, received_upload
from api.forms import service
from api.http.dependencies import ActingAgent, DbSession, Limits, ReadSession, SettingsDep, SignedInDep, VisitorDep
from api.http.tokens import Visitor
from crm import agents, conversations, files, forms, sent_files, verticals
from crm.errors import FileNotFound, FileUnreadable, FormNotFound
from crm.files import JPEG, PDF, File
from crm.messages import Message

router = APIRouter(prefix="/v1", tags=["files"])


@router.post("/chat/files", response_model=FileOut, status_code=status.HTTP_201_CREATED, openapi_extra=MULTIPART)
async def send_file(
    request: Request,
    conversation_id: uuid.UUID,
    visitor: VisitorDep,
    limits: Limits,
    settings: SettingsDep,
    form_id: uuid.UUID | None = None,
    client_id: uuid.UUID | None = None,
) -> FileOut:
    """Keep a picture (or a PDF, where the form takes one) of up to 10 MiB: upright, shrunk and without what hangs on
    it, such as the place. Where a person is there or called, what comes with a `client_id` and into no form is a
    message to them, a PDF too: `message_id`. What the site's verticals read on pictures (a barcode) is found; outside
    forms, other files that they read are taken too, and only their text is kept. 413 too large, 415 no picture, 409 too
    many or a closed form, 404 for somebody else's conversation, 429 for too many at once.
    """
    limits.hit(settings.upload_rate, "upload", str(visitor.customer_id))
    allow_pdf = await in_store(lambda session: _place(session, visitor, conversation_id, form_id))
    async with received_upload(request) as upload, request.app.state.picture_room:
        data = await upload.read()
        examined = await asyncio.to_thread(
            files.examine,
            data,
            name=upload.filename or "",
            allow_pdf=allow_pdf,
            readers=verticals.image_readers(),
            file_readers=verticals.file_readers() if form_id is None else files.NO_FILE_READERS,
        )

    def store(session: Session) -> tuple[File, Message | None]:
        # The conversation before its form, in the order in which a form is sent.
        talk = conversations.lock(session, conversation_id)
        _place(session, visitor, conversation_id, form_id)
        if examined.media_type == PDF and form_id is None and talk.status not in sent_files.WITH_PEOPLE:
            raise FileUnreadable("Please send a picture here, not a PDF.")
        file = files.store(session, examined, conversation_id=conversation_id, form_id=form_id)
        if client_id is None or form_id is not None or talk.status not in sent_files.WITH_PEOPLE:
            return file, None
        return file, sent_files.from_customer(session, talk, file=file, client_id=client_id).message

    file, message = await in_store(store)
    return FileOut.of(file, found=examined.found, message=message)


@router.post("/desk/conversations/{conversation_id}/files", response_model=MovedOut, openapi_extra=MULTIPART)
async def send_customer_file(
    conversation_id: uuid.UUID, client_id: uuid.UUID, request: Request, agent: ActingAgent
) -> MovedOut:
    """Send the customer a picture or a PDF; takes the conversation as a reply does. 413 too large, 415 neither, 409
    when it is not possible now."""
    async with received_upload(request) as upload, request.app.state.picture_room:
        data = await upload.read()
        examined = await asyncio.to_thread(files.examine, data, name=upload.filename or "", allow_pdf=True)

    def send(session: Session) -> MovedOut:
        by = agents.get(session, agent.id)
        sent = sent_files.from_agent(
            session, conversation_id=conversation_id, agent=by, examined=examined, client_id=client_id
        )
        return views.moved(session, *sent)

    return await in_store(send)


@router.get("/chat/files/{file_id}", response_class=Response)
def read_file(file_id: uuid.UUID, session: ReadSession, visitor: VisitorDep) -> Response:
    """One's own file."""
    return _content(service.own_file(session, visitor, file_id))


@router.delete("/chat/files/{file_id}", status_code=status.HTTP_204_NO_CONTENT)
def remove_file(file_id: uuid.UUID, session: DbSession, visitor: VisitorDep) -> None:
    """Take a file back. 409 once its form was sent or stopped, 404 for what the team gave."""
    file = service.own_file(session, visitor, file_id)
    if file.case_id is not None:
        raise FileNotFound
    if sent_files.is_shown(session, file):
        raise FileNotFound
    if file.form_id is not None:
        forms.require_open(session, forms.get(session, file.form_id))
    session.delete(file)


@router.get("/desk/files/{file_id}", response_class=Response)
def read_customers_file(file_id: uuid.UUID, session: ReadSession, _: SignedInDep) -> Response:
    """A customer's file, for the team."""
    return _content(files.get(session, file_id))


def _place(session: Session, visitor: Visitor, conversation_id: uuid.UUID, form_id: uuid.UUID | None) -> bool:
    """See that the file may go there, and whether as a PDF. Raises ConversationNotFound, FormNotFound, FormClosed."""
    own_conversation(session, visitor, conversation_id)
    if form_id is None:
        return conversations.get(session, conversation_id).status in sent_files.WITH_PEOPLE
    form = service.own_form(session, visitor, form_id)
    if form.conversation_id != conversation_id:
        raise FormNotFound
    forms.require_open(session, form)
    return service.takes_pdf(form)


def _content(file: File) -> Response:
    """The bytes, with headers under which no browser takes them for anything but what they are."""
    way = "inline" if file.media_type == JPEG else "attachment"
    return Response(
        file.content,
        media_type=file.media_type,
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(file.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=3600",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )

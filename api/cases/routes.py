"""Cases: the desk's list, the whole story of one, every move; and the customer's receipt."""

import asyncio
import uuid
from contextlib import nullcontext
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.assistant.gateway import in_store
from api.cases import service
from api.cases.schemas import CaseAssignIn, CaseDeedIn, CaseDetailOut, CaseListOut, CaseMoveIn, CaseNoteIn
from api.desk.search import up_to_date
from api.files.uploads import MULTIPART, received_upload
from api.found_items import views as found_views
from api.found_items.schemas import CaseFoundOut
from api.http.dependencies import (
    ActingAgent,
    Cursor,
    DbSession,
    Limit,
    Limits,
    ReadSession,
    SettingsDep,
    SignedInDep,
    VisitorDep,
)
from crm import agents, cases, conversations, data_requests, files, verticals
from crm.base import utc_now
from crm.errors import NotFound
from crm.paging import LARGEST
from crm.site import Language
from crm.store import reading

router = APIRouter(prefix="/v1", tags=["cases"])


@router.get("/desk/cases", response_model=CaseListOut)
def list_cases(
    session: ReadSession,
    proof: SignedInDep,
    status: Literal["open", "closed", "any"] = "open",
    kind: Annotated[str | None, Query(max_length=32)] = None,
    assignee: Literal["me"] | None = None,
    customer_id: uuid.UUID | None = None,
    q: Annotated[str | None, Query(max_length=100)] = None,
    cursor: Cursor = None,
    limit: Limit = LARGEST,
) -> CaseListOut:
    """Cases, what is due first at the top. `q` is anything that a case holds: its reference, title or notes, a
    customer's name, whatever was filled in; `cursor` is the `next` of the page before."""
    with up_to_date() if q else nullcontext(session) as searched:
        found = cases.listed(
            searched,
            status_group=status,
            kind=kind,
            assignee=proof.agent if assignee else None,
            customer_id=customer_id,
            q=q,
            cursor=cursor,
            limit=limit,
        )
        return service.listing(searched, agent=proof.agent, found=found)


@router.get("/desk/cases/{reference}", response_model=CaseDetailOut)
def read_case(reference: str, session: ReadSession, _: SignedInDep) -> CaseDetailOut:
    """A case with its whole story."""
    return service.detail(session, cases.get_by_reference(session, reference))


@router.get("/desk/cases/{reference}/found-items", response_model=CaseFoundOut | None)
def read_found_for_case(reference: str, session: ReadSession, _: SignedInDep) -> CaseFoundOut | None:
    """What was found for a case that misses something: what is linked to it, and what may be it, with the reasons.
    Null for any other case."""
    return found_views.of_case(session, cases.get_by_reference(session, reference))


@router.post("/desk/cases/{reference}/move", response_model=CaseDetailOut)
def move_case(
    reference: str, body: CaseMoveIn, session: DbSession, agent: ActingAgent, settings: SettingsDep
) -> CaseDetailOut:
    """Change a case's state and tell the customer. 409 when it cannot go there, somebody was faster, or the customer
    would be told of what is not so: a mail without an address or a document, data that was not handed out or erased.
    """
    by = agents.get(session, agent.id)
    return service.detail(session, service.move(session, reference, body, agent=by, can_mail=settings.can_send_mail))


@router.post("/desk/cases/{reference}/files", response_model=CaseDetailOut, openapi_extra=MULTIPART)
async def give_file(reference: str, request: Request, agent: ActingAgent) -> CaseDetailOut:
    """Put a picture or a PDF of up to 10 MiB to a case: the customer can open it with the case in their conversation,
    and it goes with the mails about it. 413 too large, 415 neither, 409 too many or a case that is over.
    """
    await in_store(lambda session: service.open_case(session, reference) and None)
    async with received_upload(request) as upload, request.app.state.picture_room:
        data = await upload.read()
        examined = await asyncio.to_thread(files.examine, data, name=upload.filename or "", allow_pdf=True)
    return await in_store(lambda session: service.detail(session, service.give(session, reference, examined)))


@router.delete("/desk/cases/{reference}/files/{file_id}", response_model=CaseDetailOut)
def take_file_back(reference: str, file_id: uuid.UUID, session: DbSession, agent: ActingAgent) -> CaseDetailOut:
    """Take a file off a case again, until the case is over: then 409."""
    return service.detail(session, service.take_back(session, reference, file_id))


@router.post("/desk/cases/{reference}/export", response_model=CaseDetailOut)
def export_data(reference: str, body: CaseDeedIn, session: DbSession, agent: ActingAgent) -> CaseDetailOut:
    """Produce the copy that a request about personal data asks for: two files on the case, which the customer can open
    in their conversation; the request is then done. 409 before it is confirmed who asks, or when somebody was faster.
    """
    case = cases.get_by_reference(session, reference)
    by = agents.get(session, agent.id)
    data_requests.produce_copy(session, case, agent=by, expected_version=body.expected_version, now=utc_now())
    return service.detail(session, case)


@router.post("/desk/cases/{reference}/erase", response_model=CaseDetailOut)
def erase_data(reference: str, body: CaseDeedIn, session: DbSession, agent: ActingAgent) -> CaseDetailOut:
    """Erase everything personal of the customer who asks for it; there is no way back. What open cases need is kept
    until they are closed (`erasure.kept`), and then erased by a job. 409 before it is confirmed who asks, or when
    somebody was faster.
    """
    case = cases.get_by_reference(session, reference)
    by = agents.get(session, agent.id)
    data_requests.carry_out_erasure(session, case, agent=by, expected_version=body.expected_version, now=utc_now())
    return service.detail(session, case)


@router.post("/desk/cases/{reference}/note", response_model=CaseDetailOut)
def note_case(reference: str, body: CaseNoteIn, session: DbSession, agent: ActingAgent) -> CaseDetailOut:
    """Write something down for the team."""
    case = cases.get_by_reference(session, reference)
    cases.add_note(session, case, agent=agents.get(session, agent.id), text=body.text)
    return service.detail(session, case)


@router.post("/desk/cases/{reference}/assign", response_model=CaseDetailOut)
def assign_case(reference: str, body: CaseAssignIn, session: DbSession, agent: ActingAgent) -> CaseDetailOut:
    """Make a case somebody's, or nobody's."""
    case = cases.get_by_reference(session, reference)
    to = agents.get(session, body.agent_id) if body.agent_id else None
    cases.assign(session, case, to=to, by=agents.get(session, agent.id))
    return service.detail(session, case)


@router.get("/chat/cases/{reference}/receipt.pdf", response_class=Response)
def read_receipt(
    reference: str, visitor: VisitorDep, limits: Limits, settings: SettingsDep, language: Language | None = None
) -> Response:
    """What was recorded, as a PDF to keep and to show. 404 for somebody else's case, 429 for too many."""
    limits.hit(settings.chat_rate, "receipt", str(visitor.customer_id))
    with reading() as session:
        case = service.own_case(session, visitor, reference)
        spoken = language or conversations.get(session, case.conversation_id).language
    render = verticals.case_hooks(case.kind).receipt
    if render is None:
        raise NotFound("There is no receipt for this.")
    return Response(
        render(case, spoken),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{case.reference}.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )

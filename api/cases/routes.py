"""Cases: the desk's list, the whole story of one, every move; and the customer's receipt."""

import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from api.cases import service
from api.cases.schemas import CaseAssignIn, CaseDetailOut, CaseListOut, CaseMoveIn, CaseNoteIn
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
from crm import agents, cases, conversations, verticals
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
    """Cases, what is due first at the top. `q` is part of a reference, a customer's name or a title; `cursor` is the
    `next` of the page before."""
    mine = proof.agent if assignee else None
    found = cases.listed(
        session,
        status_group=status,
        kind=kind,
        assignee=mine,
        customer_id=customer_id,
        q=q,
        cursor=cursor,
        limit=limit,
    )
    return service.listing(session, agent=proof.agent, found=found)


@router.get("/desk/cases/{reference}", response_model=CaseDetailOut)
def read_case(reference: str, session: ReadSession, _: SignedInDep) -> CaseDetailOut:
    """A case with its whole story."""
    return service.detail(session, cases.get_by_reference(session, reference))


@router.post("/desk/cases/{reference}/move", response_model=CaseDetailOut)
def move_case(reference: str, body: CaseMoveIn, session: DbSession, agent: ActingAgent) -> CaseDetailOut:
    """Change a case's state and tell the customer. 409 when it cannot go there, or somebody was faster."""
    return service.detail(session, service.move(session, reference, body, agent=agents.get(session, agent.id)))


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
    """What was recorded, as a PDF to keep and to show. 404 for somebody else's case."""
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

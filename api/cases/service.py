"""Casework put together: the engine of `crm`, each kind's ways and words, and how cases look at the desk."""

from typing import Any, TypeVar

from sqlalchemy.orm import Session

from api.cases.schemas import (
    CaseCountsOut,
    CaseDetailOut,
    CaseEventOut,
    CaseListOut,
    CaseMoveIn,
    CaseSummaryOut,
    OpenCaseOut,
    RelatedOut,
)
from api.files.schemas import FileOut
from api.http.tokens import Visitor
from crm import case_kinds, cases, casework, files, forms
from crm.agents import Agent
from crm.base import utc_now
from crm.cases import Case, CaseEvent, Workflow
from crm.errors import CaseNotFound
from crm.files import File
from crm.paging import Page

T = TypeVar("T", bound=RelatedOut)


def workflow_of(case: Case) -> Workflow:
    """The ways a case may go."""
    return case_kinds.get(case.kind).workflow


def own_case(session: Session, visitor: Visitor, reference: str) -> Case:
    """The case, if it is this visitor's. Raises CaseNotFound."""
    case = cases.get_by_reference(session, reference)
    if case.customer_id != visitor.customer_id:
        raise CaseNotFound
    return case


def move(session: Session, reference: str, body: CaseMoveIn, *, agent: Agent) -> Case:
    """Move a case and tell the customer, in one step. Raises CaseNotFound, CaseMoveRefused."""
    case = cases.get_by_reference(session, reference)
    casework.lock(session, case, to=body.to, now=utc_now())
    event = cases.move(
        session,
        case,
        body.to,
        workflow=workflow_of(case),
        actor="agent",
        agent=agent,
        note=body.note or "",
        expected_version=body.expected_version,
    )
    casework.notify(session, case, event)
    return case


def listing(session: Session, *, agent: Agent, found: Page[Case]) -> CaseListOut:
    """The desk's list of cases."""
    return CaseListOut(
        cases=[_row(CaseSummaryOut, case) for case in found.items],
        counts=CaseCountsOut(**cases.counts(session, agent=agent, now=utc_now())),
        next=found.next,
    )


def detail(session: Session, case: Case) -> CaseDetailOut:
    """A case with its whole story."""
    parent = session.get(Case, case.parent_id) if case.parent_id else None
    return CaseDetailOut(
        case=_row(OpenCaseOut, case, allowed_moves=sorted(workflow_of(case).moves.get(case.status, ()))),
        events=[_event(event) for event in cases.events(session, case)],
        files=[FileOut.of(file, under="/v1/desk") for file in _files(session, case)],
        parent=_row(RelatedOut, parent) if parent else None,
        children=[_row(RelatedOut, child) for child in cases.children(session, case)],
        status_labels={name: state.label for name, state in case_kinds.get(case.kind).states.items()},
    )


def _row(out: type[T], case: Case, **more: Any) -> T:
    known = {name: getattr(case, name) for name in out.model_fields if name not in more}
    return out.model_validate({**known, **more}, from_attributes=True)


def _event(event: CaseEvent) -> CaseEventOut:
    return CaseEventOut(
        at=event.at,
        actor=event.actor,
        agent_name=event.agent.name if event.agent else None,
        from_status=event.from_status,
        to_status=event.to_status,
        note=event.note,
        public=event.public,
    )


def _files(session: Session, case: Case) -> list[File]:
    """What was sent with the forms that this case came from."""
    behind = forms.with_reference(session, case.conversation_id, case.reference)
    return [file for form in behind for file in files.of_form(session, form.id)]

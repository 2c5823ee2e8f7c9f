"""Casework put together: the engine of `crm`, each kind's ways and words, and how cases look at the desk."""

import uuid
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session

from api.cases.schemas import (
    CaseCountsOut,
    CaseDetailOut,
    CaseEventOut,
    CaseListOut,
    CaseMailOut,
    CaseMoveIn,
    CaseSummaryOut,
    ErasureOut,
    MailStatus,
    OpenCaseOut,
    RelatedOut,
)
from api.files.schemas import FileOut
from api.http.tokens import Visitor
from crm import case_kinds, case_mail, cases, casework, data_requests, erasure, files, forms, outbox
from crm.agents import Agent
from crm.base import utc_now
from crm.cases import Case, CaseEvent, Workflow
from crm.erasure import Erasure
from crm.errors import CaseMoveRefused, CaseNotFound, FileNotFound, MailUnavailable
from crm.files import Examined, File
from crm.outbox import Mail
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


def open_case(session: Session, reference: str) -> Case:
    """A case that the team may put files to. Raises CaseNotFound, CaseMoveRefused for one that is over."""
    case = cases.get_by_reference(session, reference)
    if case.closed_at is not None:
        raise CaseMoveRefused(**{"from": case.status, "to": case.status})
    return case


def give(session: Session, reference: str, examined: Examined) -> Case:
    """Put a file to a case, for its customer. Raises CaseNotFound, CaseMoveRefused, TooManyFiles, FileTooLarge."""
    case = open_case(session, reference)
    files.attach(session, examined, conversation_id=case.conversation_id, case_id=case.id)
    return case


def take_back(session: Session, reference: str, file_id: uuid.UUID) -> Case:
    """Take a file off a case again. Raises CaseNotFound, CaseMoveRefused, FileNotFound."""
    case, file = open_case(session, reference), files.get(session, file_id)
    if file.case_id != case.id:
        raise FileNotFound
    session.delete(file)
    session.flush()
    return case


def move(session: Session, reference: str, body: CaseMoveIn, *, agent: Agent, can_mail: bool) -> Case:
    """Move a case and tell the customer, in one step. `can_mail`: whether mail goes anywhere.

    Raises CaseNotFound, CaseMoveRefused, MailUnavailable.
    """
    case = cases.get_by_reference(session, reference)
    if not can_mail and case_mail.sends_document(case, body.to):
        raise MailUnavailable
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


def _moves(case: Case) -> list[str]:
    """Where the case may go: the usual way first and in its order, then the other ways, then the ways out."""
    kind = case_kinds.get(case.kind)
    order = [*kind.usual, *(state for state in kind.states if state not in kind.exits), *kind.exits]
    return sorted(workflow_of(case).moves.get(case.status, ()), key=order.index)


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
        case=_row(OpenCaseOut, case, allowed_moves=_moves(case)),
        events=[_event(event) for event in cases.events(session, case)],
        files=[FileOut.of(file, under="/v1/desk") for file in _sent_files(session, case)],
        given=[FileOut.of(file, under="/v1/desk") for file in files.of_case(session, case.id)],
        mails=[_mail(mail) for mail in outbox.of_case(session, case.id)],
        parent=_row(RelatedOut, parent) if parent else None,
        children=[_row(RelatedOut, child) for child in cases.children(session, case)],
        deed=data_requests.offered(case),
        deed_later=data_requests.deed_of(case) if case.closed_at is None else None,
        erasure=_erasure(erasure.of_case(session, case)),
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


def _erasure(done: Erasure | None) -> ErasureOut | None:
    if done is None:
        return None
    known = {name: getattr(done, name) for name in ErasureOut.model_fields if name != "agent_name"}
    return ErasureOut.model_validate({**known, "agent_name": done.agent.name if done.agent else None})


def _mail(mail: Mail) -> CaseMailOut:
    return CaseMailOut(
        subject=mail.subject,
        to=mail.to if outbox.is_masked(mail.to) else outbox.masked(mail.to),
        status=cast(MailStatus, mail.status),
        attempts=mail.attempts,
        attachments=len(mail.attachments),
        error=mail.last_error,
        created_at=mail.created_at,
        sent_at=mail.sent_at,
    )


def _sent_files(session: Session, case: Case) -> list[File]:
    """What was sent with the forms that this case came from."""
    behind = forms.with_reference(session, case.conversation_id, case.reference)
    return [file for form in behind for file in files.of_form(session, form.id)]

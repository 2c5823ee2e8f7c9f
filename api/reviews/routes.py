"""Messages to learn from: supervisors say what they mean, two of them for each."""

import uuid
from typing import Literal

from fastapi import APIRouter, Response, status

from api.http.dependencies import ActingAgent, DbSession, ReadSession, SupervisorDep
from api.reviews import views
from api.reviews.schemas import DecisionIn, DecisionOut, DecisionsOut, FlagIn, LabelsOut, QueueOut
from crm import messages, review_decisions, reviews
from crm.decisions import DecisionState
from crm.errors import MessageNotFound
from crm.reviews import Reason

router = APIRouter(prefix="/v1/desk/reviews", tags=["reviews"])


@router.get("", response_model=QueueOut)
def list_groups(session: ReadSession, _: SupervisorDep) -> QueueOut:
    """Messages that the assistant may have taken wrongly, those that say nearly the same together.

    Personal data is replaced in all that is told here.
    """
    return views.queue(session)


@router.get("/labels", response_model=LabelsOut)
def list_labels(_: SupervisorDep) -> LabelsOut:
    """What messages can be decided to mean."""
    return views.labels()


@router.get("/decisions", response_model=DecisionsOut)
def list_decisions(
    session: ReadSession, agent: SupervisorDep, state: Literal["proposed", "approved"] = "proposed"
) -> DecisionsOut:
    """Decisions that wait for a second person, or that were approved; the newest first."""
    return views.decisions(session, DecisionState(state), agent)


@router.post("/decisions", response_model=DecisionOut, status_code=status.HTTP_201_CREATED)
def propose(body: DecisionIn, session: DbSession, agent: SupervisorDep) -> DecisionOut:
    """Say what these messages mean. Nothing is learned before somebody else approves it.

    404 when a message was erased, 409 when somebody decided about one already, 422 for an intent that there is not.
    """
    decision = review_decisions.propose(
        session,
        review_ids=body.reviews,
        kind=body.kind,
        target=body.target,
        title=body.title.model_dump(),
        note=body.note,
        agent=agent,
    )
    return views.one_decision(session, decision, agent)


@router.post("/decisions/{decision_id}/approve", response_model=DecisionOut)
def approve(decision_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> DecisionOut:
    """Say so too. 409 for whoever proposed it and for what is no proposal any more; 404 when its messages are gone."""
    return views.one_decision(session, review_decisions.approve(session, decision_id, agent=agent), agent)


@router.post("/decisions/{decision_id}/withdraw", response_model=DecisionOut)
def withdraw(decision_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> DecisionOut:
    """Take a decision back, approved or not: its messages are in the queue again."""
    return views.one_decision(session, review_decisions.withdraw(session, decision_id, agent=agent), agent)


@router.post("/flag", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
def flag(body: FlagIn, session: DbSession, _: ActingAgent) -> None:
    """Any agent: the assistant took this message wrongly. 404 for what a customer did not write in words."""
    if reviews.put_up(session, messages.get(session, body.message_id), Reason.FLAGGED) is None:
        raise MessageNotFound

"""Experiments, for those who lead the team."""

import uuid

from fastapi import APIRouter, status

from api.experiments import views
from api.experiments.schemas import ExperimentIn, ExperimentOut, ExperimentsOut, SubjectsOut
from api.http.dependencies import DbSession, ReadSession, SupervisorDep
from crm import experiments

router = APIRouter(prefix="/v1/desk/experiments", tags=["experiments"])


@router.get("", response_model=ExperimentsOut)
def list_experiments(session: ReadSession, _: SupervisorDep) -> ExperimentsOut:
    """What is tried and what was, with how it stands in a sentence."""
    return views.listed(session)


@router.get("/subjects", response_model=SubjectsOut)
def list_subjects(session: ReadSession, _: SupervisorDep) -> SubjectsOut:
    """What can be tried: responses that say the same to everybody, and articles; nothing about safety or law."""
    return views.subjects(session)


@router.post("", response_model=ExperimentOut, status_code=status.HTTP_201_CREATED)
def start(body: ExperimentIn, session: DbSession, agent: SupervisorDep) -> ExperimentOut:
    """Show another wording, or another article, to half of the customers.

    422 for what is about safety or law and for what cannot be tried; 409 where the same is tried already.
    """
    started = experiments.start(
        session, kind=body.kind, subject=body.subject, variant=body.variant, outcome=body.outcome, agent=agent
    )
    return views.one(session, started)


@router.post("/{experiment_id}/stop", response_model=ExperimentOut)
def stop(experiment_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> ExperimentOut:
    """End it by hand: everybody is told the same again. 404 for none such, 409 for one that is over."""
    return views.one(session, experiments.stop(session, experiment_id, agent=agent))

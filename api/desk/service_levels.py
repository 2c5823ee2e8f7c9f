"""What is promised to customers: read by the team, set by those who lead."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.http.dependencies import DbSession, ReadSession, SignedInDep, SupervisorDep
from crm import agents, service_levels
from crm.site import ServiceLevel

router = APIRouter(prefix="/v1/desk", tags=["administration"])


class ServiceLevelsIn(BaseModel):
    """The first that fits counts. None at all: those of the site's file hold."""

    levels: Annotated[list[ServiceLevel], Field(max_length=20)]


class ServiceLevelsOut(BaseModel):
    """`of_the_desk`: they were set here, and not in the site's file."""

    levels: list[ServiceLevel]
    of_the_desk: bool


@router.get("/service-levels", response_model=ServiceLevelsOut)
def read_levels(session: ReadSession, _: SignedInDep) -> ServiceLevelsOut:
    """What is promised, in the order in which it is looked through."""
    return ServiceLevelsOut(
        levels=list(service_levels.levels(session)), of_the_desk=service_levels.are_of_the_desk(session)
    )


@router.put("/service-levels", response_model=ServiceLevelsOut)
def put_levels(body: ServiceLevelsIn, session: DbSession, agent: SupervisorDep) -> ServiceLevelsOut:
    """Promise this from now on; clocks that run already keep to what was promised."""
    service_levels.put(session, body.levels, agent=agents.get(session, agent.id))
    return ServiceLevelsOut(
        levels=list(service_levels.levels(session)), of_the_desk=service_levels.are_of_the_desk(session)
    )

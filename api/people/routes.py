"""The team: seen by those who lead, changed by administrators."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, status
from pydantic import AfterValidator, BaseModel, Field

from api.http.dependencies import AdminDep, DbSession, ReadSession, SettingsDep, SupervisorDep
from api.http.fields import CleanText
from api.settings import Settings
from crm import agents, people
from crm.agents import Agent, Role
from crm.base import utc_now
from crm.site import Language

router = APIRouter(prefix="/v1/desk/people", tags=["administration"])


def _short(name: str) -> str:
    if len(name) > 100 or "\n" in name:
        raise ValueError("a name is one line of up to 100 characters")
    return name


def _an_address(value: str) -> str:
    mailbox, _, host = value.strip().rpartition("@")
    if not mailbox or "." not in host or any(character.isspace() for character in value.strip()):
        raise ValueError("this is no e-mail address")
    return value.strip()


Name = Annotated[CleanText, AfterValidator(_short)]
Email = Annotated[str, Field(max_length=254), AfterValidator(_an_address)]
Languages = Annotated[list[Language], Field(min_length=1, max_length=2)]


class PersonOut(BaseModel):
    """`at_once`: how many customers they may be given at once; nothing: as the site says."""

    id: uuid.UUID
    email: str
    name: str
    role: Role
    languages: list[Language]
    active: bool
    at_once: int | None
    second_factor: bool
    created_at: datetime

    @classmethod
    def of(cls, agent: Agent) -> "PersonOut":
        return cls(
            id=agent.id,
            email=agent.email,
            name=agent.name,
            role=agent.role,
            languages=agent.languages,
            active=agent.active,
            at_once=agent.at_once,
            second_factor=agent.second_factor_since is not None,
            created_at=agent.created_at,
        )


class PeopleOut(BaseModel):
    people: list[PersonOut]


class PersonIn(BaseModel):
    email: Email
    name: Name
    role: Role = Role.AGENT
    languages: Languages


class PersonChangeIn(BaseModel):
    """What is to be otherwise; the rest stays. `at_once`: 0 for as many as the site says."""

    name: Name | None = None
    role: Role | None = None
    languages: Languages | None = None
    at_once: Annotated[int, Field(ge=0, le=100)] | None = None
    active: bool | None = None


class LinkOut(BaseModel):
    """`link`: where they choose a password; good once, for two days, and shown this once."""

    person: PersonOut
    link: str


@router.get("", response_model=PeopleOut)
def list_people(session: ReadSession, _: SupervisorDep) -> PeopleOut:
    """Everybody who ever belonged to the team."""
    return PeopleOut(people=[PersonOut.of(one) for one in people.listed(session)])


@router.post("", response_model=LinkOut, status_code=status.HTTP_201_CREATED)
def add_person(body: PersonIn, session: DbSession, agent: AdminDep, settings: SettingsDep) -> LinkOut:
    """A new member of the team. 409 when somebody has the address already."""
    added, token = people.add(
        session,
        email=body.email,
        name=body.name,
        role=body.role,
        languages=body.languages,
        by=agents.get(session, agent.id),
        now=utc_now(),
    )
    return LinkOut(person=PersonOut.of(added), link=_link(settings, token))


@router.patch("/{person_id}", response_model=PersonOut)
def change_person(person_id: uuid.UUID, body: PersonChangeIn, session: DbSession, agent: AdminDep) -> PersonOut:
    """Change name, role, languages or room, or take somebody off the team and on again. 409 for the last
    administrator."""
    by = agents.get(session, agent.id)
    changes = body.model_dump(exclude_none=True)
    return PersonOut.of(people.change(session, person_id, by=by, now=utc_now(), **changes))


@router.post("/{person_id}/password-link", response_model=LinkOut)
def make_link(person_id: uuid.UUID, session: DbSession, agent: AdminDep, settings: SettingsDep) -> LinkOut:
    """A link by which somebody chooses a new password; their old one is good until then."""
    by = agents.get(session, agent.id)
    token = people.reset_password(session, person_id, by=by, now=utc_now())
    return LinkOut(person=PersonOut.of(people.get(session, person_id)), link=_link(settings, token))


@router.delete("/{person_id}/second-factor", response_model=PersonOut)
def drop_second_factor(person_id: uuid.UUID, session: DbSession, agent: AdminDep) -> PersonOut:
    """Let somebody who has lost their phone sign in by the password alone."""
    return PersonOut.of(people.drop_second_factor(session, person_id, by=agents.get(session, agent.id)))


def _link(settings: Settings, token: str) -> str:
    # Behind the hash sign: it is sent to no server, and stands in no log.
    return f"{settings.public_url.rstrip('/')}/desk#password={token}"

"""Counters: supervisors put signs up, and whoever scans one gets a survey of that place."""

import uuid
from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Request, Response, status
from pydantic import AfterValidator, BaseModel, Field

from api.http.dependencies import (
    DbSession,
    Limits,
    ReadSession,
    SettingsDep,
    SupervisorDep,
    network_of_caller,
)
from api.http.fields import printable
from crm import counter_signs, counters, customers
from crm.base import utc_now
from crm.counter_rows import Counter
from crm.counter_signs import Form
from crm.site import Language, Words
from crm.store import reading

COOKIE = "serviceloop_counter"
_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

router = APIRouter(prefix="/v1", tags=["surveys"])

Called = Annotated[str, Field(max_length=60), AfterValidator(printable), AfterValidator(str.strip), Field(min_length=1)]


class PlaceIn(BaseModel):
    """What a place is called."""

    zh: Called
    en: Called


class CounterIn(BaseModel):
    questionnaire: Annotated[str, Field(max_length=32)]
    name: PlaceIn


class CounterStateIn(BaseModel):
    """Whether the counter asks."""

    open: bool


class CounterOut(BaseModel):
    """A sign. `address` is what its code says; `closed_at`: since when it asks nobody any more."""

    id: uuid.UUID
    questionnaire: str
    name: Words
    address: str
    created_by: str
    created_at: datetime
    closed_at: datetime | None

    @classmethod
    def of(cls, counter: Counter, public_url: str) -> Self:
        return cls(
            id=counter.id,
            questionnaire=counter.questionnaire,
            name=Words(**counter.name),
            address=counter_signs.address(counter, public_url),
            created_by=counter.created_by.name,
            created_at=counter.created_at,
            closed_at=counter.closed_at,
        )


class CountersOut(BaseModel):
    counters: list[CounterOut]


class ScanIn(BaseModel):
    """In which language the browser is used."""

    language: Language


class ScannedOut(BaseModel):
    """The survey's token; with it go the routes of surveys."""

    token: str


@router.get("/desk/counters", response_model=CountersOut)
def list_counters(session: ReadSession, settings: SettingsDep, _: SupervisorDep) -> CountersOut:
    """Every counter, those that still ask first."""
    return CountersOut(counters=[CounterOut.of(one, settings.public_url) for one in counters.listed(session)])


@router.post("/desk/counters", response_model=CounterOut, status_code=status.HTTP_201_CREATED)
def create_counter(body: CounterIn, session: DbSession, settings: SettingsDep, agent: SupervisorDep) -> CounterOut:
    """Put up a sign for a questionnaire at a place. 422 for a questionnaire that there is not."""
    name = Words(zh=body.name.zh, en=body.name.en)
    made = counters.create(session, questionnaire=body.questionnaire, name=name, agent=agent)
    return CounterOut.of(made, settings.public_url)


@router.put("/desk/counters/{counter_id}/state", response_model=CounterOut)
def switch_counter(
    counter_id: uuid.UUID, body: CounterStateIn, session: DbSession, settings: SettingsDep, _: SupervisorDep
) -> CounterOut:
    """Ask nobody at a counter any more, or ask again. What was answered stays. 404 if unknown."""
    found = counters.switch(session, counter_id, on=body.open, now=utc_now())
    return CounterOut.of(found, settings.public_url)


@router.get(
    "/desk/counters/{counter_id}/sign", response_class=Response, responses={200: {"content": {"application/pdf": {}}}}
)
def download_sign(counter_id: uuid.UUID, settings: SettingsDep, _: SupervisorDep, form: Form = "pdf") -> Response:
    """The code as a drawing (`svg`) or a picture (`png`), or a page to be printed (`pdf`, A5). 404 if unknown."""
    # Setting a page takes a while: not within the request's transaction.
    with reading() as session:
        counter = counters.get(session, counter_id)
    content = counter_signs.drawn(counter, form, public_url=settings.public_url)
    headers = {
        "Content-Disposition": f'attachment; filename="counter-{counter.code}.{form}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=_MEDIA[form], headers=headers)


@router.post("/surveys/counters/{code}", response_model=ScannedOut, status_code=status.HTTP_201_CREATED)
def scan(
    code: str, body: ScanIn, request: Request, response: Response, session: DbSession, settings: SettingsDep,
    limits: Limits,
) -> ScannedOut:  # fmt: skip
    """Open a survey of a counter, to be answered once; a browser that has one open goes on with it.

    404 for a counter that asks nobody, 409 where this browser has answered lately, 429 for too many from one address.
    """
    limits.hit(settings.counter_rate, "counter", network_of_caller(request))
    given, now = request.cookies.get(COOKIE), utc_now()
    language = customers.known_language(body.language)
    token = counters.scan(session, code, token=given, language=language, now=now)
    if token != given:
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(counters.pause().total_seconds()),
            httponly=True,
            samesite="strict",
            secure=settings.public_url.startswith("https://"),
            # Each counter has its own, and nothing else is told of it.
            path=f"/v1/surveys/counters/{code}",
        )
    return ScannedOut(token=token)

"""The notice board: what agents write is told at once, and never after its time."""

import uuid
from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request, Response, status
from sqlalchemy.orm import Session

from api.http.dependencies import (
    ActingAgent,
    Cursor,
    DbSession,
    Limit,
    Limits,
    ReadSession,
    SettingsDep,
    SignedInDep,
    network_of_caller,
)
from api.notices.schemas import (
    BannerOut,
    BannersOut,
    NoticeChangeIn,
    NoticeContentsOut,
    NoticeIn,
    NoticeListOut,
    NoticeOut,
    NoticeRowOut,
    NoticeVersionOut,
    NoticeWithdrawIn,
    TermOut,
)
from crm import agents, notices, texts, verticals
from crm.base import utc_now
from crm.notices import Notice
from crm.paging import LARGEST
from crm.site import Language, Words

router = APIRouter(prefix="/v1", tags=["notices"])
# Above every conversation there is little room.
_BANNERS = 2


@router.get("/desk/notices", response_model=NoticeListOut)
def list_notices(
    session: ReadSession,
    _: SignedInDep,
    show: Literal["now", "coming", "over"] = "now",
    cursor: Cursor = None,
    limit: Limit = LARGEST,
) -> NoticeListOut:
    """Notices that hold now, that will, or that are over or withdrawn; the newest first."""
    now = utc_now()
    found = notices.listed(session, show=show, now=now, cursor=cursor, limit=limit)
    called = texts.load("marks") if verticals.marks() else {}
    return NoticeListOut(
        notices=[_row(session, one, now) for one in found.items],
        kinds=[TermOut(name=name, label=called[name]) for name in verticals.marks()],
        topics=[TermOut(name=name, label=topic["label"]) for name, topic in notices.topics().items()],
        next=found.next,
    )


@router.post("/desk/notices", response_model=NoticeOut, status_code=status.HTTP_201_CREATED)
def publish_notice(body: NoticeIn, session: DbSession, agent: ActingAgent) -> NoticeOut:
    """Publish a notice, at once or from its first moment on. 422 with what is wrong field by field."""
    by = agents.get(session, agent.id)
    return _whole(session, notices.publish(session, body.to_contents(), agent=by, now=utc_now()))


@router.get("/desk/notices/{notice_id}", response_model=NoticeOut)
def read_notice(notice_id: uuid.UUID, session: ReadSession, _: SignedInDep) -> NoticeOut:
    """A notice with everything that it ever said, and who wrote it."""
    return _whole(session, notices.get(session, notice_id))


@router.put("/desk/notices/{notice_id}", response_model=NoticeOut)
def change_notice(notice_id: uuid.UUID, body: NoticeChangeIn, session: DbSession, agent: ActingAgent) -> NoticeOut:
    """Let a notice say something else, or hold longer. 409 with who and when if somebody changed it meanwhile."""
    by, contents = agents.get(session, agent.id), body.to_contents()
    changed = notices.change(session, notice_id, contents, agent=by, seen=body.expected_version, now=utc_now())
    return _whole(session, changed)


@router.post("/desk/notices/{notice_id}/withdraw", response_model=NoticeOut)
def withdraw_notice(notice_id: uuid.UUID, body: NoticeWithdrawIn, session: DbSession, agent: ActingAgent) -> NoticeOut:
    """Tell nobody any more. 409 if somebody changed it meanwhile."""
    by = agents.get(session, agent.id)
    return _whole(session, notices.withdraw(session, notice_id, agent=by, seen=body.expected_version, now=utc_now()))


@router.get("/chat/notices", response_model=BannersOut)
def read_banners(
    session: ReadSession,
    settings: SettingsDep,
    limits: Limits,
    request: Request,
    response: Response,
    language: Language = "zh",
) -> BannersOut:
    """What everybody should know now, for the top of the chat. 429 for too many calls."""
    limits.hit(settings.chat_rate, "notices", network_of_caller(request))
    response.headers["Cache-Control"] = "no-store"
    found = notices.valid(session, now=utc_now(), banner=True)[:_BANNERS]
    return BannersOut(
        notices=[
            BannerOut(
                id=one.id,
                version=one.version,
                title=one.title[language],
                body=one.body[language],
                valid_until=one.valid_until,
            )
            for one in found
        ]
    )


def _whole(session: Session, notice: Notice) -> NoticeOut:
    return NoticeOut(
        notice=_row(session, notice, utc_now()),
        versions=[
            NoticeVersionOut(
                version=one.version,
                deed=one.deed,
                author=one.agent.name,
                at=one.at,
                contents=NoticeContentsOut.model_validate(one.contents),
            )
            for one in notices.versions(session, notice)
        ],
    )


def _row(session: Session, notice: Notice, now: datetime) -> NoticeRowOut:
    return NoticeRowOut(
        id=notice.id,
        version=notice.version,
        state=_state(notice, now),
        author=notices.versions(session, notice)[0].agent.name,
        updated_at=notice.updated_at,
        title=Words(**notice.title),
        body=Words(**notice.body),
        valid_from=notice.valid_from,
        valid_until=notice.valid_until,
        marks=notice.marks,
        topics=notice.topics,
        banner=notice.banner,
    )


def _state(notice: Notice, now: datetime) -> Literal["now", "coming", "over", "withdrawn"]:
    if notice.withdrawn_at is not None:
        return "withdrawn"
    if notice.valid_until <= now:
        return "over"
    return "coming" if notice.valid_from > now else "now"

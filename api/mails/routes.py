"""Mail that was given up: the list, and sending one again, once."""

import uuid
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel

from api.cases.schemas import RelatedOut
from api.http.dependencies import Cursor, DbSession, Limit, ReadSession, SupervisorDep
from api.http.fields import language_of
from crm import agents, failed_mail, outbox
from crm.failed_mail import Bar, Failed
from crm.paging import LARGEST
from crm.site import Language, Words

router = APIRouter(prefix="/v1/desk/mails", tags=["mails"])


class FailedMailOut(BaseModel):
    """A mail that was given up. `error`: a code for why; `to_now`: where it would go now, as its owner recognises it;
    `bar`: why it cannot be sent again."""

    id: uuid.UUID
    subject: str
    to: str
    language: Language
    error: str | None
    attempts: int
    created_at: datetime
    case: RelatedOut | None
    to_now: str | None
    bar: Bar | None


class FailedMailsOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    mails: list[FailedMailOut]
    next: str | None


@router.get("/failed", response_model=FailedMailsOut)
def list_failed_mails(
    session: ReadSession, _: SupervisorDep, cursor: Cursor = None, limit: Limit = LARGEST
) -> FailedMailsOut:
    """Mail that was given up, the newest first, with the reason, and whether it can be sent again."""
    found = failed_mail.listed(session, cursor=cursor, limit=limit)
    return FailedMailsOut(mails=[_out(failed_mail.looked_at(session, one)) for one in found.items], next=found.next)


@router.post("/{mail_id}/send-again", response_model=FailedMailOut)
def send_mail_again(mail_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> FailedMailOut:
    """Send what a mail said again, to the address on the customer's record; once, however often this is called.

    409 where it was sent again already, its words are not kept, its case has moved on, or there is no address.
    """
    return _out(failed_mail.send_again(session, mail_id, agent=agents.get(session, agent.id)))


def _out(failed: Failed) -> FailedMailOut:
    mail, case = failed.mail, failed.case
    related = case and RelatedOut(
        reference=case.reference, kind=case.kind, status=case.status, title=Words(**case.title)
    )
    return FailedMailOut(
        id=mail.id,
        subject=mail.subject,
        to=mail.to if outbox.is_masked(mail.to) else outbox.masked(mail.to),
        language=language_of(mail.language),
        error=mail.last_error,
        attempts=mail.attempts,
        created_at=mail.created_at,
        case=related or None,
        to_now=outbox.masked(failed.to) if failed.to else None,
        bar=failed.bar,
    )

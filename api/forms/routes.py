"""The widget's routes for forms: read, save as it is typed, send, stop, and ask for a code."""

import uuid

from fastapi import APIRouter, status
from sqlalchemy.orm import Session

from api.forms import service
from api.forms.schemas import CodeSentOut, FormOut, ValuesIn
from api.http.dependencies import DbSession, Limits, ReadSession, SettingsDep, VisitorDep
from crm import forms
from crm.errors import MailUnavailable
from crm.forms import Submission
from crm.site import Language
from crm.store import transact

router = APIRouter(prefix="/v1/chat/forms", tags=["forms"])


@router.get("/{form_id}", response_model=FormOut)
def read_form(
    form_id: uuid.UUID, session: ReadSession, visitor: VisitorDep, language: Language | None = None
) -> FormOut:
    """What a form asks, in the language it was opened in unless another is named, and what was answered so far."""
    return service.show(session, service.own_form(session, visitor, form_id), language)


@router.patch("/{form_id}", response_model=FormOut)
def save_form(
    form_id: uuid.UUID,
    body: ValuesIn,
    session: DbSession,
    visitor: VisitorDep,
    limits: Limits,
    settings: SettingsDep,
    language: Language | None = None,
) -> FormOut:
    """Keep some answers as they are typed, right or wrong; `errors` speaks of those alone. 409 for a closed form,
    429 for too many changes."""
    limits.hit(settings.chat_rate, "form", str(visitor.customer_id))
    form = service.own_form(session, visitor, form_id)
    return service.save(session, form, body.values, language)


@router.post("/{form_id}/submit", response_model=FormOut)
def submit_form(
    form_id: uuid.UUID,
    body: ValuesIn,
    visitor: VisitorDep,
    limits: Limits,
    settings: SettingsDep,
    language: Language | None = None,
) -> FormOut:
    """Send a form: once, however often it is asked for. 422 with a reason for each answer that is missing or wrong;
    what was typed is kept. 409 when it was stopped, 429 for too many tries."""
    limits.hit(settings.chat_rate, "form", str(visitor.customer_id))

    def work(session: Session) -> tuple[Submission, FormOut]:
        submission = service.submit(session, service.own_form(session, visitor, form_id), body.values)
        return submission, service.show(session, submission.form, language)

    # A transaction of its own: the refusal must not undo that the answers were kept.
    submission, shown = transact(work)
    submission.unwrap(shown.language)
    return shown


@router.post("/{form_id}/stop", response_model=FormOut)
def stop_form(form_id: uuid.UUID, session: DbSession, visitor: VisitorDep, language: Language | None = None) -> FormOut:
    """Close a form unsent. 409 when it was sent already."""
    form = forms.stop(session, service.own_form(session, visitor, form_id))
    return service.show(session, form, language)


@router.post("/{form_id}/code", response_model=CodeSentOut, status_code=status.HTTP_202_ACCEPTED)
def send_code(
    form_id: uuid.UUID, session: DbSession, visitor: VisitorDep, limits: Limits, settings: SettingsDep
) -> CodeSentOut:
    """Mail a one-time code to the address in the report. 404 for a form that asks for none, 429 after three in a
    quarter of an hour or ten in a day, 503 where no mail server is set up."""
    limits.hit(settings.chat_rate, "form", str(visitor.customer_id))
    form = service.own_form(session, visitor, form_id)
    if not settings.can_send_mail:
        raise MailUnavailable
    sent_to, expires_in = service.send_code(session, form)
    return CodeSentOut(sent_to=sent_to, expires_in=expires_in)

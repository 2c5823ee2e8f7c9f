"""Appointments for the customer's calendar, behind a link that nobody can guess."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.http.dependencies import ReadSession
from crm import appointment_changes, appointments, conversations
from crm.base import utc_now

router = APIRouter(prefix="/v1/appointments", tags=["appointments"])


@router.get("/{token}.ics", response_class=Response)
def read_calendar(token: Annotated[str, Path(min_length=40, max_length=64)], session: ReadSession) -> Response:
    """The appointment as iCalendar (RFC 5545), cancelled ones included. The link stands only on its customer's card."""
    booked = appointments.by_token(session, token)
    language = conversations.get(session, booked.case.conversation_id).language
    return Response(
        appointment_changes.calendar(booked, language, now=utc_now()),
        media_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{booked.case.reference}.ics"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        },
    )

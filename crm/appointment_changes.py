"""What becomes of an appointment: it is cancelled, reminded of, asked about, and told to the customer's calendar."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from crm import appointments, case_kinds, case_mail, case_presenter, cases, conversations
from crm.appointments import Appointment
from crm.case_texts import kind_title
from crm.site import site
from crm.texts import load

CHANGES_UNTIL = timedelta(hours=1)


def may_change(booked: Appointment, now: datetime) -> bool:
    """Whether it is early enough to move or cancel it without a person."""
    return booked.starts_at - now >= CHANGES_UNTIL


def cancel(session: Session, booked: Appointment) -> None:
    """Give the seat back and close the case."""
    workflow = case_kinds.get(booked.kind).workflow
    cases.move(session, booked.case, "cancelled", workflow=workflow, actor="customer")
    appointments.release(session, booked.case)


def told(booked: Appointment, words: str, language: str) -> str:
    """One of the texts about an appointment."""
    case = booked.case
    return str(load("appointments")[words][language]).format(title=case.title[language], reference=case.reference)


def told_all(booked: list[Appointment], language: str) -> str:
    """What somebody has booked."""
    if len(booked) == 1:
        return told(booked[0], "is_at", language)
    between = "；" if language == "zh" else "; "
    listed = between.join(told(one, "one_of", language) for one in booked)
    return str(load("appointments")["are_at"][language]).format(titles=listed)


def remind_due(session: Session, *, now: datetime) -> int:
    """Remind whoever has an appointment within a day: once, however many look at it. By mail, too, where known."""
    reminded = 0
    for booked in appointments.to_remind(session, now=now):
        conversation = conversations.lock(session, booked.case.conversation_id)
        if appointments.note_reminded(session, booked, now=now):
            body = told(booked, "reminder", conversation.language)
            case_presenter.say(session, conversation, booked.case, body=body)
            key = f"reminder:{booked.id}:{booked.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}"
            case_mail.remind(
                session, booked.case, body=body, language=conversation.language, key=key, until=booked.starts_at
            )
            reminded += 1
    return reminded


def calendar(booked: Appointment, language: str, *, now: datetime) -> str:
    """The appointment as iCalendar has it (RFC 5545); one that was cancelled says so."""
    start = booked.starts_at.astimezone(UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Serviceloop//Appointments//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{booked.id}@serviceloop",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{booked.case.version}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{start + timedelta(minutes=booked.minutes):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{_escaped(f'{site().name[language]} · {kind_title(booked.kind)[language]}')}",
        f"DESCRIPTION:{_escaped(told(booked, 'one_of', language))}",
        f"STATUS:{'CONFIRMED' if booked.seat is not None else 'CANCELLED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(folded + "\r\n" for line in lines for folded in [_folded(line)])


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """No line is longer than 75 bytes; what follows begins with a blank."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > 74:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part])

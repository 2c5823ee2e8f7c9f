"""What a guest asks for during a stay, or about one: filed with its last moment, and with what the desk knows of it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import yaml
from sqlalchemy.orm import Session

from crm import cases, content
from crm.case_texts import Detail, line, reply_by
from crm.conversations import Conversation
from crm.errand_cases import open_case
from crm.fields import FieldError
from crm.forms import Form, Handler, nothing_more
from crm.site import site
from crm.texts import load
from hotel import presenter
from hotel.names import bears
from hotel.stays import Stay, source, today


def check_late_arrival(session: Session, form: Form, values: dict[str, Any], now: datetime) -> dict[str, FieldError]:
    """Whether the day that was named can be the day of an arrival."""
    day = values.get("date")
    return {"date": FieldError("arrival_passed")} if day and date.fromisoformat(day) < today(now) else {}


def submit_in_room(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """File something to be done in a room, due within the minutes of its kind."""
    return _file(session, form, conversation, values, now, due_at=now + within(form.name, values.get("trouble")))


def submit_late_arrival(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """File a late arrival, due before the evening of that day, with the stay if number and name fit one."""
    stay = _meant(values, now)
    evening = datetime.combine(date.fromisoformat(values["date"]), time(18, 0), site().zone)
    due_at = max(evening, now + timedelta(minutes=15))
    return _file(session, form, conversation, values, now, due_at=due_at, besides=_known(stay))


def submit_about_stay(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """File a request about a stay, with the stay if number and name fit one."""
    return open_case(session, form, conversation, values, now, besides=tuple(_known(_meant(values, now))))


def within(kind: str, trouble: str | None = None) -> timedelta:
    """How soon somebody comes: a burst pipe does not wait for towels."""
    minutes: Mapping[str, int] = _terms()["minutes"][kind]
    return timedelta(minutes=minutes.get(str(trouble), minutes["other"]))


# What the last moment of a case is: that somebody comes to the room, or that all is ready.
COMING, READY = "coming", "ready"
FORMS: Mapping[str, Handler] = {
    "housekeeping": Handler(check=nothing_more, submit=submit_in_room),
    "maintenance": Handler(check=nothing_more, submit=submit_in_room),
    "late_arrival": Handler(check=check_late_arrival, submit=submit_late_arrival),
    "stay_invoice": Handler(check=nothing_more, submit=submit_about_stay),
}


def _file(
    session: Session,
    form: Form,
    conversation: Conversation,
    values: dict[str, Any],
    now: datetime,
    *,
    due_at: datetime,
    besides: list[Detail] | None = None,
) -> dict[str, Any]:
    result = open_case(session, form, conversation, values, now, besides=tuple(besides or ()), due_at=due_at)
    case = cases.get_by_reference(session, str(result["reference"]))
    case.deadlines = [{**reply_by(due_at), "kind": COMING if besides is None else READY}]
    return result


def _meant(values: Mapping[str, Any], now: datetime) -> Stay | None:
    stay = source(now).stay(str(values.get("confirmation") or ""))
    return stay if stay and bears(str(values.get("name") or ""), stay.surnames) else None


def _known(stay: Stay | None) -> list[Detail]:
    """For the team alone: who asks has not been told whether number and name fit."""
    if stay is None:
        return [line("stay_check", load("stays")["unchecked"], team_only=True)]
    return [{**one, "team_only": True} for one in presenter.details(stay)]


@cache
def _terms() -> dict[str, Any]:
    return dict(yaml.safe_load(content.file("requests", "terms.yml").read_text(encoding="utf-8")))

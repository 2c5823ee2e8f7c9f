"""Notices of the team, quoted before the answer that they fit; each once while it can still be read above."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.store import Language, Origin, language_of, origin_of, record
from crm import notice_fit, notices
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.notice_fit import Marks
from crm.notices import Notice
from crm.store import in_store, read_store

RESPONSE = "utter_notice"
# So many bubbles are still on the screen.
_READ_ABOVE = 12


async def tell_beside(dispatcher: CollectingDispatcher, tracker: Tracker, marks: Marks) -> bool:
    """Quote what fits something that is about to be shown; whether there was anything."""
    return await _tell(dispatcher, tracker, lambda session: notice_fit.beside(session, marks, now=utc_now()))


async def tell_about(dispatcher: CollectingDispatcher, tracker: Tracker, *, intent: str = "") -> bool:
    """Quote what fits the question; whether there was anything."""
    text = tracker.latest_message.get("text") or ""
    asked = "" if text.startswith("/") else text
    if not notices.topics_in(asked, intent):
        # Most questions: the store is not asked.
        return False
    return await _tell(
        dispatcher, tracker, lambda session: notice_fit.about(session, asked, intent=intent, now=utc_now())
    )


async def _tell(dispatcher: CollectingDispatcher, tracker: Tracker, find: Callable[[Session], list[Notice]]) -> bool:
    language, origin = language_of(tracker), origin_of(tracker)
    try:
        # Writers are waited for only where there is something to note.
        new = _not_above(tracker, await read_store(find), language)
        if new:
            await in_store(lambda session: _note(session, new, origin))
    except StoreUnavailable:
        # The answer itself will say so.
        return False
    for notice in new:
        dispatcher.utter_message(response=RESPONSE, **_said(notice, language))
    return bool(new)


def _not_above(tracker: Tracker, found: list[Notice], language: Language) -> list[Notice]:
    above = [str(event.get("text") or "") for event in tracker.events if event.get("event") == "bot"][-_READ_ABOVE:]
    parts = {one.id: _said(one, language).values() for one in found}
    return [one for one in found if not any(all(part in text for part in parts[one.id]) for text in above)]


def _said(notice: Notice, language: Language) -> dict[str, str]:
    return {"title": notice.title[language], "body": notice.body[language]}


def _note(session: Session, told: list[Notice], origin: Origin | None) -> None:
    for notice in told:
        _record(session, notice, origin)


def _record(session: Session, notice: Notice, origin: Origin | None) -> None:
    summary = {"zh": f"引用了公告《{notice.title['zh']}》", "en": f"Quoted the notice “{notice.title['en']}”"}
    data: dict[str, Any] = {"notice_id": str(notice.id), "version": notice.version}
    record(session, origin, kind="notice_quoted", key=f"{notice.id}", summary=summary, data=data)

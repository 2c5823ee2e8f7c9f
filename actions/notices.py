"""Notices of the team, quoted before the answer that they fit; each once while it can still be read above."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.store import Language, Origin, in_store, language_of, origin_of, record
from crm import notice_fit
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.notice_fit import Marks
from crm.notices import Notice

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
    return await _tell(
        dispatcher, tracker, lambda session: notice_fit.about(session, asked, intent=intent, now=utc_now())
    )


async def _tell(dispatcher: CollectingDispatcher, tracker: Tracker, find: Callable[[Session], list[Notice]]) -> bool:
    language, origin = language_of(tracker), origin_of(tracker)
    try:
        found = await in_store(lambda session: _quoted(session, tracker, find(session), language, origin))
    except StoreUnavailable:
        # The answer itself will say so.
        return False
    for said in found:
        dispatcher.utter_message(response=RESPONSE, **said)
    return bool(found)


def _quoted(
    session: Session, tracker: Tracker, found: list[Notice], language: Language, origin: Origin | None
) -> list[dict[str, str]]:
    above = [str(event.get("text") or "") for event in tracker.events if event.get("event") == "bot"][-_READ_ABOVE:]
    told = []
    for notice in found:
        said = {"title": notice.title[language], "body": notice.body[language]}
        if any(said["title"] in one and said["body"] in one for one in above):
            continue
        _record(session, notice, origin)
        told.append(said)
    return told


def _record(session: Session, notice: Notice, origin: Origin | None) -> None:
    summary = {"zh": f"引用了公告《{notice.title['zh']}》", "en": f"Quoted the notice “{notice.title['en']}”"}
    data: dict[str, Any] = {"notice_id": str(notice.id), "version": notice.version}
    record(session, origin, kind="notice_quoted", key=f"{notice.id}", summary=summary, data=data)

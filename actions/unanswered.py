"""Questions that nothing on file answers, noted so that the team can answer them for the next customer."""

from rasa_sdk import Tracker

from actions.store import language_of, origin_of
from crm import unanswered
from crm.errors import StoreUnavailable
from crm.store import in_store


async def note_unanswered(tracker: Tracker, *, view: str | None) -> None:
    """Put the present message on the list, if a customer typed it; `view` is the article that was on the screen."""
    origin, language = origin_of(tracker), language_of(tracker)
    if origin is None or origin.message_id is None or (tracker.latest_message.get("text") or "").startswith("/"):
        return
    conversation_id, message_id = origin.conversation_id, origin.message_id
    try:
        await in_store(
            lambda session: unanswered.record(
                session, conversation_id=conversation_id, message_id=message_id, language=language, view_key=view
            )
        )
    except StoreUnavailable:
        # The customer has their answer; the list can do without one question.
        return

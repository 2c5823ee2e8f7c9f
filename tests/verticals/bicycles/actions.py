"""What the assistant does about a bicycle: it shows the form, with the frame number if that was said."""

import asyncio
import re
import uuid
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from crm import forms
from crm.forms import Form
from crm.store import transact

FRAME = re.compile(r"\b[A-Za-z]{2}\d{4}\b")


class ActionFlatTyre(Action):
    """Open the form below a sentence."""

    def name(self) -> str:
        return "action_flat_tyre"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        form = await asyncio.to_thread(_opened, tracker)
        dispatcher.utter_message(response="utter_flat_tyre")
        shown = {"id": str(form.id), "name": form.name, "status": form.status}
        dispatcher.utter_message(json_message={"attach": {"kind": "form", "data": {"form": shown}}})
        return []


def _opened(tracker: Tracker) -> Form:
    said = tracker.latest_message
    found = FRAME.search(said.get("text") or "")
    return transact(
        lambda session: forms.open_form(
            session,
            conversation_id=uuid.UUID(tracker.sender_id),
            message_id=uuid.UUID(said["metadata"]["message_id"]),
            name="flat_tyre",
            values={"frame": found[0]} if found else {},
            facts={},
        )
    )

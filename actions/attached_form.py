"""Showing a form below what the assistant has just said."""

from rasa_sdk.executor import CollectingDispatcher

from actions.focus import Item, item
from crm.forms import Form


def show_form(dispatcher: CollectingDispatcher, form: Form) -> Item:
    """Attach the form to the bubble uttered before: the widget fetches its questions by id. What is in focus then."""
    shown = {"id": str(form.id), "name": form.name, "status": form.status}
    dispatcher.utter_message(json_message={"attach": {"kind": "form", "data": {"form": shown}}})
    return item("form", form.name, str(form.id))

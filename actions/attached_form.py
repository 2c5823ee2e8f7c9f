"""Showing a form below what the assistant has just said."""

from rasa_sdk.executor import CollectingDispatcher

from actions.focus import Item, item
from crm.forms import Form


def show_form(dispatcher: CollectingDispatcher, form: Form, *, article: str | None = None) -> Item:
    """Attach the form to the bubble uttered before: the widget fetches its questions by id. What is in focus then.

    `article`: the key of the one that explains what the form is for; questions under the form are asked of it.
    """
    shown = {"id": str(form.id), "name": form.name, "status": form.status}
    dispatcher.utter_message(json_message={"attach": {"kind": "form", "data": {"form": shown}}})
    return item("form", form.name, str(form.id), article=article)

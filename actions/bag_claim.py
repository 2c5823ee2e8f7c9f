"""Claims: the form for costs and losses, filled in from the report where there is one."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import knowledge as articles
from actions.attached_form import show_form
from actions.bag_report import about_bag, asks_in_particular, given, last_bag
from actions.focus import focused
from actions.own_reports import Seen, named_report
from actions.proof import Events
from actions.store import Origin, origin_of
from airline.cases import drafts
from crm import forms
from crm.base import utc_now
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form
from crm.store import in_store

FORM = "bag_claim"
_FIELDS = ("flight", "flight_date", "surname", "email", "phone")
_CLAIMED = frozenset({"reference", "about", "received_on", *_FIELDS})


class ActionBagClaim(Action):
    """Open the claim form; without a report, too: a claim in writing is what the law asks for."""

    def name(self) -> str:
        return "action_bag_claim"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        if origin is None or await asks_in_particular(tracker):
            return await articles.answer(dispatcher, tracker, intent="bag_expense")
        try:
            form, reference, resumed = await in_store(lambda session: _open(session, tracker, origin))
        except ConversationNotFound:
            return await articles.answer(dispatcher, tracker, intent="bag_expense")
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        if resumed:
            dispatcher.utter_message(response="utter_typed_before")
        elif reference:
            dispatcher.utter_message(response="utter_claim_for_report", reference=reference)
        else:
            dispatcher.utter_message(response="utter_claim")
        return [focused(tracker, show_form(dispatcher, form, article="bag_expense"))]


def _open(session: Session, tracker: Tracker, origin: Origin) -> tuple[Form, str | None, bool]:
    """The form, the report that it is for, and whether it had been begun and stopped before."""
    seen = named_report(session, tracker)
    reference = seen.report.case.reference if seen else None
    said = {field: value for field, value in given(tracker).items() if field in _FIELDS}
    bag = None if seen else last_bag(session, tracker)
    known = _from_report(seen) if seen else about_bag(bag) if bag else {}
    values = {**{field: value for field, value in known.items() if field in _CLAIMED}, **said}
    facts = {"reference": reference}
    typed = drafts.typed_before(session, conversation_id=origin.conversation_id, name=FORM, facts=facts, now=utc_now())
    form = forms.open_form(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        name=FORM,
        values={**values, **typed, **said},
        facts=facts,
        said=[*said, *(("reference", "about") if seen else ())],
    )
    return form, reference, bool(typed.keys() - values.keys())


def _from_report(seen: Seen) -> dict[str, Any]:
    """What the report says already; how to reach the customer only in the conversation it was made in."""
    report = seen.report
    lost = report.case.status == "declared_lost"
    values = {
        "reference": report.case.reference,
        "about": "lost" if lost else "essentials" if report.trouble == "missing" else report.trouble,
        "surname": report.surname,
        "flight": report.flight,
        "flight_date": report.flight_date.isoformat(),
        "received_on": report.received_on.isoformat() if report.received_on else None,
    }
    return values | ({"email": report.email, "phone": report.phone} if seen.own else {})

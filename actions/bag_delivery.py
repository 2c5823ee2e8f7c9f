"""Changing a delivery: whose report it is first, then the form, which wants a code from the mailbox on file."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.asking import Asking, goes_on
from actions.attached_form import show_form
from actions.bag_report_status import remembered_report
from actions.focus import focused
from actions.own_reports import SLOT, ReportForm, Seen, asked_for, forget, named_report
from actions.proof import Events, asks_for_factor, failed
from actions.store import Origin, origin_of
from airline.cases import delivery
from airline.cases.reports import BagReport
from airline.errors import ReportNotFound, SecondFactorNeeded, TooManyAttempts
from crm import forms, outbox
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form
from crm.store import in_store

FORM = "bag_delivery_form"


class ValidateBagDeliveryForm(Asking, ReportForm, FormValidationAction):
    """Takes the reference and the surname of the report whose bag is to be delivered otherwise."""

    def name(self) -> str:
        return "validate_bag_delivery_form"


class ActionBagDelivery(Action):
    """Open the form for another address or time, while there is something to change."""

    def name(self) -> str:
        return "action_bag_delivery"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        try:
            seen = await _which(tracker)
            can_change = origin is not None and delivery.may_change(seen.report.case)
            form = await in_store(lambda session: _open(session, seen, origin)) if origin and can_change else None
        except SecondFactorNeeded:
            return asks_for_factor(FORM)
        except (ReportNotFound, TooManyAttempts, StoreUnavailable) as error:
            return [
                *failed(dispatcher, tracker, error, form=FORM, slot=SLOT, not_found="utter_report_not_found"),
                *forget(),
            ]
        except ConversationNotFound:
            form = None
        reference, shown_form = seen.report.case.reference, list[Any]()
        if form:
            email = outbox.masked(seen.report.email)
            dispatcher.utter_message(response="utter_delivery", reference=reference, email=email)
            shown_form = [focused(tracker, show_form(dispatcher, form))]
        else:
            dispatcher.utter_message(response="utter_delivery_too_late", reference=reference)
        shown = SlotSet("last_report", remembered_report(seen.report))
        return [*forget(), shown, SlotSet("last_try", None), *shown_form, *goes_on(tracker, FORM)]


async def _which(tracker: Tracker) -> Seen:
    """The report that a button names, or else one whose delivery can be changed. Raises as `asked_for` does."""
    if next(tracker.get_latest_entity_values(SLOT), None):
        named = await in_store(lambda session: named_report(session, tracker))
        if named:
            return named
    found = await asked_for(tracker)
    return next((one for one in found if delivery.may_change(one.report.case)), found[0])


def _open(session: Session, seen: Seen, origin: Origin) -> Form:
    report: BagReport = seen.report
    # The address was given in another conversation: whoever has reference and surname is not shown it.
    known = {"address": report.address, "phone": report.phone} if seen.own else {}
    return forms.open_form(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        name="delivery_change",
        values=known,
        facts={"reference": report.case.reference},
    )

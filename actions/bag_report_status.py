"""How a baggage report is going: by its reference and the surname, or at once where it is known."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import case_status
from actions import knowledge as articles
from actions.asking import Asking, goes_on
from actions.bag_report import asks_in_particular
from actions.focus import focused, item
from actions.memory import remember
from actions.own_reports import SLOT, ReportForm, Seen, asked_for, forget
from actions.proof import Events, asks_for_factor, failed
from actions.store import language_of
from airline.cases import hooks
from airline.cases.reports import BagReport
from airline.errors import ReportNotFound, SecondFactorNeeded, TooManyAttempts
from crm import case_presenter
from crm.errors import StoreUnavailable
from crm.store import in_store

FORM = "bag_report_form"


class ValidateBagReportForm(Asking, ReportForm, FormValidationAction):
    """Takes reference and surname, in any order and as often as they are corrected."""

    def name(self) -> str:
        return "validate_bag_report_form"


class ActionBagReportStatus(Action):
    """Tell how the report is going; the same answer for an unknown reference and a wrong surname."""

    def name(self) -> str:
        return "action_bag_report_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if case := case_status.reference_of(tracker):
            events = await case_status.tell(dispatcher, tracker, case)
            return events if case_status.asks_again(events) else [*events, *forget()]
        if await asks_in_particular(tracker):
            return [*await articles.answer(dispatcher, tracker), *forget()]
        try:
            found = await asked_for(tracker)
            language = language_of(tracker)
            told = await in_store(lambda session: [_told(session, one, language) for one in found])
        except SecondFactorNeeded:
            return asks_for_factor(FORM)
        except (ReportNotFound, TooManyAttempts, StoreUnavailable) as error:
            return [
                *failed(dispatcher, tracker, error, form=FORM, slot=SLOT, not_found="utter_report_not_found"),
                *forget(),
            ]
        for sentence, card in told:
            dispatcher.utter_message(response="utter_report_status", sentence=sentence)
            dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
        _offer(dispatcher, found, language)
        shown = SlotSet("last_report", remembered_report(found[0].report))
        on_screen = focused(tracker, *(item("case", one.report.case.reference) for one in found))
        return [*forget(), shown, on_screen, SlotSet("last_try", None), *goes_on(tracker, FORM)]


def remembered_report(report: BagReport) -> dict[str, Any]:
    """The report for `last_report`: proved to be the customer's just now."""
    return remember(reference=report.case.reference, case_id=str(report.case_id))


def _told(session: Session, seen: Seen, language: str) -> tuple[str, dict[str, Any]]:
    case = session.get_one(BagReport, seen.report.id).case
    return case_presenter.sentence(case, language), case_presenter.card(session, case, language, own=seen.own)


def _offer(dispatcher: CollectingDispatcher, found: list[Seen], language: str) -> None:
    """What can be done next about the first; a correction only by whoever made the report."""
    first = found[0]
    choices = [one for one in hooks.choices_for(first.report.case) if first.own or one[0] != "correct"]
    dispatcher.utter_message(
        response="utter_report_next", buttons=case_presenter.buttons([*choices, ("person", "/human")], language)
    )

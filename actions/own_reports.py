"""Baggage reports that the customer may be told about: made in this conversation, or proved to be theirs."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import case_status
from actions.memory import remembered
from actions.proof import FACTOR, FACTOR_NEEDED, Events, Proof, ReferenceForm, Slots, proof_of, reference_in, surname_in
from actions.store import Origin, origin_of, record
from airline.access.identity import Search
from airline.access.references import FileReference, Provable, masked, parse_case_reference, parse_file_reference
from airline.cases import lookups, reports
from airline.cases.reports import BagReport
from airline.errors import ReportNotFound
from crm.case_texts import in_both, words
from crm.errors import StoreUnavailable
from crm.store import in_store

SLOT = "report_reference"
ASKED = (SLOT, "surname")
# Nobody reads more cards than that.
MOST = 3


@dataclass(frozen=True)
class Seen:
    """A report, and whether it was made in this very conversation: only then its personal details are shown."""

    report: BagReport
    own: bool


class ReportForm(ReferenceForm):
    """Common to the forms that ask for a report's reference and the surname in it."""

    asked_slot = SLOT

    def domain_slots(self, domain: dict[str, Any]) -> list[str]:
        """The form's slots. Rasa does not send us its domain."""
        return [*ASKED, FACTOR]

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[str]:
        """Nothing where a report was made or shown in this conversation, unless the customer names another."""
        if await case_status.is_of_here(tracker):
            return [SLOT]
        if tracker.get_slot(SLOT) or wants_another(tracker):
            return self.with_factor(tracker, ASKED)
        try:
            known = await in_store(lambda session: known_reports(session, tracker))
        except StoreUnavailable:
            known = []
        return [] if known else self.with_factor(tracker, ASKED)

    def validate_report_reference(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """A file reference, or that of a case. "Zhang" is the surname all the same."""
        found = reference_in(value, slot=SLOT, read=_read, dispatcher=dispatcher, tracker=tracker)
        return {SLOT: found[SLOT]} if case_status.tried_with(tracker, found.get(SLOT)) else found

    async def extract_surname(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """What proves a case as much as a surname does."""
        return case_status.contact_given(tracker)

    def validate_surname(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """A name; for a case also an address or a number."""
        if case_status.was_tried(tracker, value):
            return {"surname": None}
        contact = case_status.contact_in(tracker, value)
        if contact is not None:
            return contact
        if surname_in(value) is None and case_status.says_invalid(dispatcher, tracker):
            return {"surname": None}
        return super().validate_surname(value, dispatcher, tracker, domain)


def _read(text: str) -> Provable | None:
    return parse_file_reference(text) or parse_case_reference(text)


def known_reports(session: Session, tracker: Tracker) -> list[Seen]:
    """The reports that need no proof any more, newest first."""
    origin = origin_of(tracker)
    mine = reports.of_conversation(session, origin.conversation_id) if origin else []
    seen = [Seen(report, own=True) for report in mine]
    shown = remembered(tracker, "last_report")
    if shown and shown["reference"] not in [one.report.case.reference for one in seen]:
        seen = [*(Seen(report, own=False) for report in reports.under(session, shown["reference"])), *seen]
    return seen


def named_report(session: Session, tracker: Tracker) -> Seen | None:
    """The known report that a button names; where none is named, the newest."""
    named = next(tracker.get_latest_entity_values(SLOT), None)
    known = known_reports(session, tracker)
    return next((one for one in known if named in (None, one.report.case.reference)), None)


async def asked_for(tracker: Tracker) -> list[Seen]:
    """The reports asked for. Raises ReportNotFound or TooManyAttempts, after the try has been written down."""
    reference = parse_file_reference(tracker.get_slot(SLOT) or "")
    if reference is None:
        known = await in_store(lambda session: _open_first(known_reports(session, tracker)))
        if not known:
            raise ReportNotFound
        return known
    proof = proof_of(tracker)
    search = await in_store(lambda session: _search(session, reference, proof))
    origin = proof.origin
    return [Seen(report, own=_is_own(report, origin)) for report in search.unwrap()]


def wants_another(tracker: Tracker) -> bool:
    """Whether a button said that none of those we know is meant."""
    return next(tracker.get_latest_entity_values("bag_choice"), None) == "another"


def forget() -> Events:
    """Let go of what was given for a report."""
    return [SlotSet(slot, None) for slot in (*ASKED, FACTOR, FACTOR_NEEDED)]


def _search(session: Session, reference: FileReference, proof: Proof) -> Search[BagReport]:
    search = lookups.find_report(
        session,
        conversation_id=proof.conversation_id,
        reference=reference,
        surname=proof.surname,
        now=proof.now,
        message_id=proof.message_id,
        factor=proof.factor,
    )
    outcome = "found" if search.found else "not_found" if isinstance(search.error, ReportNotFound) else "locked"
    summary = in_both(words("looked_up", outcome), reference=masked(reference))
    record(session, proof.origin, kind="report_looked_up", key=outcome, summary=summary)
    return search


def _open_first(known: list[Seen]) -> list[Seen]:
    """Those still open; the newest of the others where there is none."""
    still_open = [one for one in known if not reports.is_over(one.report.case)]
    return (still_open or known[:1])[:MOST]


def _is_own(report: BagReport, origin: Origin | None) -> bool:
    return origin is not None and report.case.conversation_id == origin.conversation_id

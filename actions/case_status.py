"""How a case is going, asked by its reference in any conversation: told where it was made, else after proof.

Baggage reports and cases are asked about with the same words, so this lends itself to the form of the former.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.focus import focused, item
from actions.memory import remember, remembered
from actions.proof import Events, Proof, Slots, proof_of, says_why_not_now
from actions.store import language_of, origin_of, record
from airline.access.identity import Search
from airline.access.references import CaseReference, masked, parse_case_reference
from airline.cases import case_lookup
from airline.errors import CaseNotProved, SecondFactorNeeded, TooManyAttempts
from crm import case_presenter, cases, errand_cases, errand_forms
from crm.case_texts import Bilingual, in_both
from crm.cases import Case
from crm.errors import CaseNotFound, StoreUnavailable
from crm.store import in_store
from crm.texts import load

FORM, SLOT = "bag_report_form", "report_reference"
_SAID, _PROVED = "utter_errand", "last_report"
_OF_BAG = "bag_reference"
_CONTACTS = ("email", "phone")


def reference_of(tracker: Tracker) -> CaseReference | None:
    """The case that is asked about; None where it is a baggage report, or nothing."""
    return parse_case_reference(str(tracker.get_slot(SLOT) or ""))


def contact_given(tracker: Tracker) -> Slots:
    """The e-mail address or the phone number of the present message, which prove as much as a surname does."""
    named = (next(tracker.get_latest_entity_values(kind), None) for kind in _CONTACTS)
    found = next((str(one) for one in named if one), None)
    return {"surname": found} if found and (reference_of(tracker) or names_case(tracker)) else {}


def contact_in(tracker: Tracker, value: Any) -> Slots | None:
    """An answer that is an address or a number, where a case is asked about; None for any other."""
    return {"surname": str(value)} if reference_of(tracker) and case_lookup.contact_in(str(value)) else None


def ask(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Ask for the proof, each time in other words; False where no case is asked about, or there are none left."""
    reference, step = reference_of(tracker), _said_since_asking(tracker)
    if reference and _just_failed(tracker, reference):
        # What was said of it is the question.
        return True
    if reference is None or step >= len(load("case_status")["ask"]):
        return False
    _say(dispatcher, tracker, load("case_status")["ask"][step], reference=reference.value)
    return True


def was_tried(tracker: Tracker, value: Any) -> bool:
    """Whether this very message was tried with already: a form reads its message again when it is opened again."""
    tried, reference = remembered(tracker, "last_try"), reference_of(tracker)
    if tried is None or reference is None:
        return False
    given = {"reference": reference.value, "surname": str(value), "message": _message(tracker)}
    return all(tried.get(name) == one for name, one in given.items())


def tried_with(tracker: Tracker, reference: Any) -> bool:
    """Whether this case is the one that was tried in vain: what did not fit it must not be tried with it again."""
    tried = remembered(tracker, "last_try")
    return bool(tried and reference and tried["reference"] == reference and parse_case_reference(str(reference)))


def says_invalid(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Say what proves a case, to an answer that is none of it; False where no case is asked about."""
    if reference_of(tracker) is None:
        return False
    _say(dispatcher, tracker, load("case_status")["invalid"])
    return True


async def is_of_here(tracker: Tracker) -> bool:
    """Whether the case asked about was made in this very conversation, and so needs no proof."""
    reference, origin = reference_of(tracker), origin_of(tracker)
    if reference is None or origin is None:
        return False
    try:
        return await in_store(lambda session: _made_here(session, reference, origin.conversation_id) is not None)
    except StoreUnavailable:
        return False


def proved(session: Session, tracker: Tracker) -> Case | None:
    """The case that was proved to be the customer's a moment ago."""
    shown = remembered(tracker, _PROVED)
    reference = parse_case_reference(str(shown["reference"])) if shown else None
    return _under(session, reference) if reference else None


async def tell(dispatcher: CollectingDispatcher, tracker: Tracker, reference: CaseReference) -> Events:
    """How the case is going; the same answer for an unknown reference and a wrong name, and after wrong tries none."""
    proof, language = proof_of(tracker), language_of(tracker)
    try:
        told = await in_store(lambda session: _look_up(session, reference, proof, language))
    except (CaseNotProved, SecondFactorNeeded, TooManyAttempts, StoreUnavailable) as error:
        return _failed(dispatcher, tracker, error, reference)
    if isinstance(told, Exception):
        return _failed(dispatcher, tracker, told, reference)
    sentence, card = told
    dispatcher.utter_message(response=_SAID, sentence=sentence)
    dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
    shown = SlotSet(_PROVED, remember(reference=reference.value))
    return [*_not_a_bag(tracker), shown, focused(tracker, item("case", reference.value)), SlotSet("last_try", None)]


def asks_again(events: Events) -> bool:
    """Whether the question is still open, and what was given for it counts on."""
    return any(event.get("event") == "followup" for event in events)


Told = tuple[str, dict[str, Any]]


def _look_up(session: Session, reference: CaseReference, proof: Proof, language: str) -> Told | Exception:
    """What is told, or why nothing is: returned, because raised it would take back the try that the limits count."""
    here = proof.origin and _made_here(session, reference, proof.origin.conversation_id)
    search = Search((here,)) if here else _prove(session, reference, proof)
    outcome = "found" if search.found else "not_found" if isinstance(search.error, CaseNotProved) else "locked"
    summary = in_both(load("case_status")["looked_up"][outcome], reference=masked(reference))
    record(session, proof.origin, kind="case_looked_up", key=outcome, summary=summary)
    if not search.found:
        return search.error or CaseNotProved()
    return _told(session, search.found[0], language, own=bool(here))


def _prove(session: Session, reference: CaseReference, proof: Proof) -> Search[Case]:
    return case_lookup.find_case(
        session,
        conversation_id=proof.conversation_id,
        reference=reference,
        said=proof.surname,
        now=proof.now,
        message_id=proof.message_id,
    )


def _told(session: Session, case: Case, language: str, *, own: bool) -> Told:
    parts = [case_presenter.sentence(case, language)]
    if case.closed_at is None and errand_forms.errand_of(case.kind):
        parts.append(errand_cases.by(case, language))
    sentence = (" " if language == "en" else "").join(part for part in parts if part)
    return sentence, case_presenter.card(session, case, language, own=own)


def _failed(dispatcher: CollectingDispatcher, tracker: Tracker, error: Exception, reference: CaseReference) -> Events:
    if says_why_not_now(dispatcher, error):
        return []
    locked = isinstance(error, SecondFactorNeeded)
    _say(dispatcher, tracker, load("case_status")["locked" if locked else "not_found"])
    given = {"reference": reference.value, "surname": tracker.get_slot("surname")}
    tried = remember(form=FORM, message=_message(tracker), **given)
    if locked:
        return [*_not_a_bag(tracker), SlotSet("last_try", None)]
    # The question stays open, so that either half can be given again in any words.
    again: Events = [SlotSet("last_try", tried), SlotSet("surname", None), FollowupAction(FORM)]
    return [*_not_a_bag(tracker), *again]


def _not_a_bag(tracker: Tracker) -> Events:
    """A form for a bag that is open meanwhile takes every reference for one of a bag."""
    taken = parse_case_reference(str(tracker.get_slot(_OF_BAG) or ""))
    return [SlotSet(_OF_BAG, None)] if taken else []


def _say(dispatcher: CollectingDispatcher, tracker: Tracker, words: Bilingual, **facts: str) -> None:
    dispatcher.utter_message(response=_SAID, sentence=words[language_of(tracker)].format(**facts))


def _message(tracker: Tracker) -> str:
    """Which message of the customer's is being answered."""
    origin = origin_of(tracker)
    return str(origin.message_id if origin else None)


def _just_failed(tracker: Tracker, reference: CaseReference) -> bool:
    """Whether the present message has been answered already: with what it gave, nothing was found."""
    tried = remembered(tracker, "last_try")
    if tried is None or tried["reference"] != reference.value:
        return False
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot" and (event.get("metadata") or {}).get("utter_action") == _SAID:
            return True
    return False


def _said_since_asking(tracker: Tracker) -> int:
    """How often something of this was said since the form began."""
    times = 0
    for event in reversed(tracker.events):
        if event.get("event") == "active_loop" and event.get("name"):
            break
        times += event.get("event") == "bot" and (event.get("metadata") or {}).get("utter_action") == _SAID
    return times


def names_case(tracker: Tracker) -> bool:
    """Whether the present message has a case's reference in it."""
    return any(parse_case_reference(str(one)) for one in tracker.get_latest_entity_values("file_reference"))


def _made_here(session: Session, reference: CaseReference, conversation_id: Any) -> Case | None:
    case = _under(session, reference)
    return case if case and case.conversation_id == conversation_id else None


def _under(session: Session, reference: CaseReference) -> Case | None:
    try:
        return cases.get_by_reference(session, reference.value)
    except CaseNotFound:
        return None

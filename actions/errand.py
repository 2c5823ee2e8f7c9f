"""Errands: a wish that is finished in the chat: asked for in words, read back, filed (crm/errands.py)."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import booking_asked, case_facets, knowledge
from actions.asking import just_said
from actions.attached_form import show_form
from actions.errand_wish import (
    FORM,
    asks_for_another,
    asks_of_filed,
    button,
    first_choice,
    is_wished,
    said_in,
    words_of,
)
from actions.facets import Answered, FollowUp
from actions.focus import focused, in_focus, item
from actions.human import hand_over
from actions.memory import shown_booking
from actions.proof import Events
from actions.store import Language, Origin, language_of, origin_of
from actions.unfinished import forget_all, stop_everything
from crm import (
    case_presenter,
    cases,
    errand_answers,
    errand_cases,
    errand_forms,
    errand_questions,
    errands,
    messages,
    skills,
    slot_answers,
)
from crm.base import utc_now
from crm.cases import Case
from crm.errands import Progress
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form
from crm.questions import definition
from crm.spoken import Said
from crm.store import in_store
from crm.texts import load

ANSWER, WORDS = "errand_answer", "errand_words"
SLOTS = frozenset({ANSWER, WORDS})
# From here on a message may have been cut (bot/turn.py).
_READ_WHOLE = 700
# Whose turn a message is has been decided already (bot/dialogue/errand.py): with these it is the errand's.
_OURS = frozenset({"inform", "affirm", "deny"})
# What asks how it goes.
_OF_THE_WAY = frozenset({"how_to", "what_next", "stuck"})


class ActionErrand(Action):
    """Begin an errand with what was told; who only asks about it gets the article, with the errand on a button."""

    def name(self) -> str:
        return "action_errand"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        intent = tracker.get_intent_of_latest_message() or ""
        name = errand_forms.meant(intent, skills.opened_by(intent), words_of(tracker))
        if name is None:
            return await knowledge.answer(dispatcher, tracker)
        if not is_wished(tracker, name):
            if asks_of_filed(tracker) and (told := await _of_filed(dispatcher, tracker, name)):
                return told
            offered = button(intent, language_of(tracker), choice=first_choice(tracker, name))
            return await knowledge.answer(dispatcher, tracker, more=[offered])
        added = await _added(dispatcher, tracker, name)
        return await begin(dispatcher, tracker, name) if added is None else added


class ValidateErrandForm(Action):
    """Take in what was said, unless it was found to lead elsewhere."""

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        try:
            progress = await in_store(lambda session: _receive(session, tracker, origin)) if origin else None
        except (ConversationNotFound, StoreUnavailable):
            dispatcher.utter_message(response="utter_store_away")
            return _stays()
        if progress is None:
            return _over()
        if isinstance(progress, str):
            return [ActionExecutionRejected(FORM)]
        return await _after(dispatcher, tracker, progress)


class AskErrandAnswer(Action):
    """Put the next question, or read everything back."""

    def name(self) -> str:
        return f"action_ask_{ANSWER}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin, language = origin_of(tracker), language_of(tracker)
        try:
            asked = await in_store(lambda session: _ask(session, origin, language)) if origin else None
        except (ConversationNotFound, StoreUnavailable):
            dispatcher.utter_message(response="utter_store_away")
            return []
        if asked is None:
            return []
        buttons = list(asked.buttons)
        if _said_last(tracker) == asked.sentence:
            return [SlotSet("requested_slot", WORDS if asked.free else ANSWER)]
        dispatcher.utter_message(response="utter_errand_question", sentence=asked.sentence, buttons=buttons)
        return [SlotSet("requested_slot", WORDS if asked.free else ANSWER)]


class AskErrandWords(AskErrandAnswer):
    """The same, where any words are the answer."""

    def name(self) -> str:
        return f"action_ask_{WORDS}"


# After these nothing is left to be said of it.
_OVER_ALREADY = frozenset({"utter_handing_over_not_understood", "utter_stopped"})


class ActionErrandDone(Action):
    """Say what has become of an errand: its reference, what happens next, by when; and go on with one that waits."""

    def name(self) -> str:
        return "action_errand_done"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin, language = origin_of(tracker), language_of(tracker)
        if origin is None or just_said(tracker) & _OVER_ALREADY:
            return []
        filed, waiting = await in_store(lambda session: _filed(session, origin, language))
        if filed is None:
            # It was sent from the form on the screen: the message is about something else.
            known = skills.intents().get(tracker.get_intent_of_latest_message() or "")
            if known and known.starts and known.starts.endswith("_form"):
                return [FollowupAction(known.starts)]
            return await knowledge.answer(dispatcher, tracker)
        reference, sentence, card = filed
        dispatcher.utter_message(response="utter_errand_filed", sentence=sentence)
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
        events: Events = [focused(tracker, item("case", reference))]
        if waiting is None:
            return events
        title = errand_title(waiting, language)
        sentence = load("errands")["back_to"][language].format(title=title)
        dispatcher.utter_message(response="utter_errand", sentence=sentence)
        return [*events, FollowupAction(FORM)]


class ActionAddPhotos(Action):
    """Show the errand under way as a form, where pictures can be added."""

    def name(self) -> str:
        return "action_add_photos"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        form = await in_store(lambda session: errands.current(session, origin.conversation_id)) if origin else None
        if form is None:
            dispatcher.utter_message(response="utter_nothing_to_stop")
            return []
        sentence = load("errands")["with_photos"][language_of(tracker)]
        dispatcher.utter_message(response="utter_errand", sentence=sentence)
        return [focused(tracker, show_form(dispatcher, form)), ActiveLoop(None), SlotSet("requested_slot", None)]


async def begin(dispatcher: CollectingDispatcher, tracker: Tracker, name: str) -> Events:
    """Open the errand; with a booking that is not proved yet, ask for that first."""
    origin, language, said = origin_of(tracker), language_of(tracker), said_in(tracker)
    try:
        begun = await in_store(lambda session: _begin(session, origin, name, said)) if origin else None
    except (ConversationNotFound, StoreUnavailable):
        dispatcher.utter_message(response="utter_store_away")
        return []
    if begun is None:
        return await knowledge.answer(dispatcher, tracker)
    if isinstance(begun, Case):
        sentence = errand_cases.told(begun, language)
        dispatcher.utter_message(response="utter_errand_filed", sentence=sentence)
        return [focused(tracker, item("case", begun.reference))]
    dispatcher.utter_message(response="utter_errand", sentence=_opening(begun[0], language, known=begun[1]))
    return _on(tracker, begun[0])


async def claimed(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """Begin the errand whose wish is in a message that was taken for another topic, or for none; None without one."""
    intent = tracker.get_intent_of_latest_message(skip_fallback_intent=False) or ""
    name = errand_forms.meant(intent, None, words_of(tracker))
    return await begin(dispatcher, tracker, name) if name and is_wished(tracker, name) else None


async def _added(dispatcher: CollectingDispatcher, tracker: Tracker, name: str) -> Events | None:
    """What is told once more of a case on the screen goes to it, with another one on a button; else None."""
    text, errand = words_of(tracker), errand_forms.errand_of(name)
    newest = in_focus(tracker, "case", "form")
    if not text or not (errand and errand.told) or asks_for_another(text) or not newest or newest["kind"] != "case":
        return None
    origin, language = origin_of(tracker), language_of(tracker)
    said = await in_store(lambda session: case_facets.remarked(session, origin, text, language, kind=name))
    if said is None:
        return None
    intent = tracker.get_intent_of_latest_message() or name
    another = {"title": load("errands")["another_button"][language], "payload": f"/{intent}"}
    dispatcher.utter_message(response="utter_errand", sentence=said, buttons=[another])
    return []


async def repair(dispatcher: CollectingDispatcher, tracker: Tracker, act: str) -> Events:
    """Help whoever cannot or will not answer the errand's question; the question follows by itself."""
    origin, said = origin_of(tracker), said_in(tracker)
    sentence = await in_store(lambda session: _repaired(session, origin, act, said)) if origin else None
    if sentence is None:
        return hand_over(dispatcher, tracker, reason="not_understood", response="utter_handing_over_not_understood")
    if sentence:
        dispatcher.utter_message(response="utter_errand", sentence=sentence)
    return []


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about the errand that is being asked about: what it still takes."""

    def told(session: Session) -> str | None:
        form = errands.current(session, asked.origin.conversation_id) if asked.origin else None
        if form and asked.facet == "notify":
            return str(load("errands")["tells_you"][asked.language])
        tell = errand_questions.steps if asked.facet in _OF_THE_WAY else errand_questions.stands
        return tell(form, asked.language) if form else None

    said = await in_store(told)
    return asked.say("utter_errand", sentence=said) if said else await case_facets.answer(asked)


async def step_back(tracker: Tracker) -> bool:
    """Take back what was answered last; whether there was anything."""
    origin = origin_of(tracker)

    def back(session: Session) -> bool:
        form = errands.current(session, origin.conversation_id) if origin else None
        return form is not None and errands.step_back(form, message_id=origin.message_id if origin else None)

    return await in_store(back)


def errand_title(name: str, language: str) -> str:
    """What an errand is called."""
    return definition(name).title[language]


async def _after(dispatcher: CollectingDispatcher, tracker: Tracker, progress: Progress) -> Events:
    """Say what came of a message, before the next question."""
    if progress.person:
        return hand_over(dispatcher, tracker, reason="not_understood", response="utter_handing_over_not_understood")
    if progress.stopped:
        await stop_everything(tracker)
        dispatcher.utter_message(response="utter_stopped")
        return forget_all()
    if progress.filed:
        return _over()
    if progress.wrong:
        dispatcher.utter_message(response="utter_errand", sentence=progress.wrong)
    elif progress.corrected:
        dispatcher.utter_message(response="utter_errand", sentence=load("errands")["corrected"][language_of(tracker)])
    elif progress.noted:
        dispatcher.utter_message(response="utter_errand", sentence=load("errands")["noted"][language_of(tracker)])
    return _stays()


async def _of_filed(dispatcher: CollectingDispatcher, tracker: Tracker, name: str) -> Events | None:
    """How an errand of this kind stands that was filed in this conversation; None where none was."""
    origin, language = origin_of(tracker), language_of(tracker)

    def told(session: Session) -> tuple[str, str | None] | None:
        made = cases.of_conversation(session, origin.conversation_id) if origin else []
        mine = [case for case in made if case.kind == name]
        return (mine[-1].reference, errand_answers.answer(mine[-1], "done", language)) if mine else None

    found = await in_store(told)
    if found is None:
        return None
    dispatcher.utter_message(response="utter_errand", sentence=found[1])
    return [focused(tracker, item("case", found[0]))]


def _said_last(tracker: Tracker) -> str | None:
    """What was asked last to the present message, where that says several things."""
    of = (tracker.latest_message.get("metadata") or {}).get("message_id")
    texts: list[str] = []
    for event in reversed(tracker.events):
        if event.get("event") == "bot" and event.get("text"):
            texts.append(str(event["text"]))
        if event.get("event") == "user":
            if of is None or (event.get("metadata") or {}).get("message_id") != of:
                return None
            if texts:
                return texts[0]
    return None


def _stays() -> Events:
    return [SlotSet(ANSWER, None), SlotSet("requested_slot", ANSWER)]


def _over() -> Events:
    return [SlotSet(ANSWER, None), SlotSet("requested_slot", None)]


def _begin(session: Session, origin: Origin, name: str, said: Said) -> tuple[Form, bool] | Case:
    """The errand; or the case of this kind that was filed a moment ago, where the message tells nothing new."""
    said = _in_full(session, origin, said)
    made = [one for one in cases.of_conversation(session, origin.conversation_id) if one.kind == name]
    if made and made[-1].closed_at is None and said.text and not errands.tells(name, said):
        return made[-1]
    form, known = errands.begin(session, origin.conversation_id, name=name, said=said, message_id=origin.message_id)
    if slot_answers.slot_of(name) and said.text and origin.message_id is not None:
        # "Call me tomorrow at 10. My number is …": the rest of the message is no message of its own.
        errands.add_besides(session, form, replace(said, text=messages.get(session, origin.message_id).body))
    return form, known


def _opening(form: Form, language: Language, *, known: bool) -> str:
    if known:
        return str(load("errands")["going_on"][language]).format(title=errand_title(form.name, language))
    return errand_cases.errand(form.name).opening[language]


def _on(tracker: Tracker, form: Form) -> Events:
    """Begin to ask: for the booking first, where it is for one that is not proved."""
    intent = next((one for one in skills.intents() if skills.opened_by(one) == form.name), form.name)
    needed = errand_cases.errand(form.name).needs
    if not needed or form.facts.get(needed):
        return [FollowupAction(FORM)]
    if shown_booking(tracker) and booking_asked.named_locator(tracker) in (None, shown_booking(tracker)):
        return [SlotSet("booking_wish", intent), FollowupAction("action_show_booking")]
    return booking_asked.ask_for(tracker, intent)


def _receive(session: Session, tracker: Tracker, origin: Origin) -> Progress | str | None:
    """What the message did; "elsewhere" for one that is not the errand's, None where no errand is under way."""
    form = errands.current(session, origin.conversation_id)
    if form is None:
        return None
    if form.facts.get(errand_forms.READ) == str(origin.message_id) or _came_back(tracker):
        return Progress()
    if tracker.get_intent_of_latest_message() not in _OURS:
        return "elsewhere"
    return errands.receive(session, form, _in_full(session, origin, said_in(tracker)), message_id=origin.message_id)


def _in_full(session: Session, origin: Origin, said: Said) -> Said:
    """With the whole of a long message: only its beginning and its end were read for topics."""
    if len(said.text) < _READ_WHOLE or origin.message_id is None:
        return said
    return replace(said, text=messages.get(session, origin.message_id).body)


def _came_back(tracker: Tracker) -> bool:
    """Whether something else was answered in between: the question is put again, and nothing is read."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action_execution_rejected":
            return True
    return False


def _ask(session: Session, origin: Origin, language: Language) -> errand_questions.Question | None:
    form = errands.current(session, origin.conversation_id)
    return errand_questions.ask(session, form, language, now=utc_now()) if form else None


def _filed(
    session: Session, origin: Origin, language: Language
) -> tuple[tuple[str, str, dict[str, Any]] | None, str | None]:
    """The case that the present message filed, with what is told of it; and the errand that waits."""
    case = errands.filed_by(session, origin.conversation_id, origin.message_id)
    waiting = errands.current(session, origin.conversation_id)
    if case is None:
        return None, None
    card = case_presenter.card(session, case, language, own=True)
    return (case.reference, errand_cases.told(case, language), card), waiting.name if waiting else None


def _repaired(session: Session, origin: Origin, act: str, said: Said) -> str | None:
    form = errands.current(session, origin.conversation_id)
    if form is None:
        return None
    if errands.answers_anyway(session, form, said, message_id=origin.message_id):
        return ""
    if act == "why_asked":
        return errand_questions.why_asked(form, said.language, message_id=origin.message_id)
    return errands.without(form, said, message_id=origin.message_id)


__all__ = [
    "ActionAddPhotos",
    "ActionErrand",
    "ActionErrandDone",
    "AskErrandAnswer",
    "AskErrandWords",
    "ValidateErrandForm",
    "begin",
    "button",
    "is_wished",
    "repair",
    "step_back",
]

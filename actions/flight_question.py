"""Which flight a customer means: a number, or a route; with a date, or the next; what was said before completes it."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.asking import PLACES, Asking, put
from actions.focus import stack
from actions.memory import asks_about_shown_bag, last_response, remember, remembered
from actions.store import language_of
from airline.places.routes import NOWHERE, Route, name_of

FORM = "flight_status_form"
SLOT, PARTIAL, LAST = "flight_asked", "flight_partial", "last_flight"
# What answers the question when it comes in the middle of it; everything else is another wish.
_ANSWERS = frozenset({"flight_status", "inform", "nlu_fallback", "out_of_scope"})
# After these "and tomorrow?" is about a flight.
_SHOWN = frozenset(
    {"utter_flight_status", "utter_flights", "utter_flight_not_found", "utter_flight_no_day", "utter_flight_disturbed"}
)

# A place that no table knows, as the customer wrote it (bot/unknown_places.py).
_DAY = ("date", "from_today")
# What speaks of a flight as known, and how many messages ago it may have been named.
_THAT_FLIGHT = re.compile(
    r"\b(?:the|that|this|my|his|her|their|our) (?:flight|plane)\b|\bit\b"
    r"|(?:那|这|我的?)(?:个|班|趟|架)?(?:航班|飞机|班机)|到底",
    re.I,
)
_NAMED_LATELY = 5
UNKNOWN_PLACE, _UNKNOWN = "unknown_place", "utter_unknown_place"

Question = dict[str, Any]


class ValidateFlightStatusForm(Asking, FormValidationAction):
    """Takes the flight's number, or the two ends of its route, in one sentence or one after the other."""

    def name(self) -> str:
        return "validate_flight_status_form"

    def domain_slots(self, domain: dict[str, Any]) -> list[str]:
        """The form's slot. Rasa does not send us its domain."""
        return [SLOT]

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[str]:
        """Nothing when it is the bag shown a moment ago that "arrives"."""
        return [] if means_shown_bag(tracker) else [SLOT]

    async def extract_flight_asked(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """What the message says of the flight, together with what was said before."""
        intent = tracker.get_intent_of_latest_message(skip_fallback_intent=False)
        # "At which terminal does CZ674 leave?" of a flight that is not known yet.
        answers = intent in _ANSWERS or (intent == "follow_up" and entity(tracker, "flight_number") is not None)
        said = understood(tracker) if answers else None
        return {SLOT: said} if said else {}

    def validate_flight_asked(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """The flight, once enough is known; until then what is known so far."""
        enough = value.get("flight") or (value.get("origin") and value.get("destination"))
        return {SLOT: value, PARTIAL: None} if enough else {SLOT: None, PARTIAL: remember(**value)}


class AskFlight(Action):
    """Ask for what is missing: everything, or the other end of the route."""

    def name(self) -> str:
        return "action_ask_flight_status_form_flight_asked"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if (place := entity(tracker, UNKNOWN_PLACE)) and not _was_told(tracker, place):
            dispatcher.utter_message(response=_UNKNOWN, place=place)
        question, facts = _question(tracker)
        ladder = (question, f"utter_where_{SLOT}", f"utter_otherwise_{SLOT}")
        return put(dispatcher, tracker, SLOT, ladder, **facts)


def _was_told(tracker: Tracker, place: str) -> bool:
    """Whether it was said already that there is no such place: once is enough."""
    said = (event for event in tracker.events if event.get("event") == "bot" and place in str(event.get("text")))
    return any((event.get("metadata") or {}).get("utter_action") == _UNKNOWN for event in said)


def _question(tracker: Tracker) -> tuple[str, dict[str, str]]:
    """What is missing, and the end of the route that is known."""
    route, language = _route(remembered(tracker, PARTIAL) or {}), language_of(tracker)
    if route.destination:
        return "utter_ask_flight_origin", {"place": name_of(route.destination, language)}
    if route.origin:
        return "utter_ask_flight_destination", {"place": name_of(route.origin, language)}
    if route.somewhere:
        return "utter_ask_flight_route", {"place": name_of(route.somewhere, language)}
    return "utter_ask_flight", {}


def understood(tracker: Tracker) -> Question | None:
    """The flight asked for, or the part of it that has been said; None when nothing of it was said."""
    earlier = remembered(tracker, PARTIAL) or {}
    number, day = entity(tracker, "flight_number"), entity(tracker, "date")
    said = named_route(tracker)
    on = _on(tracker) if day else {one: earlier.get(one) for one in _DAY}
    if number:
        return {"flight": number, **on, **_stored(said)}
    shown = remembered(tracker, LAST)
    if shown and not earlier and said == Route():
        return {**shown, **(on if day else {})}
    if said == Route() and (before := _named_before(tracker)):
        return {**before, **on}
    if said == Route() and not day:
        return None
    return {**_stored(said.filled_from(_route(earlier))), **on}


def _named_before(tracker: Tracker) -> Question | None:
    """The flight that was named a few messages ago, whatever was answered then: "so is that flight cancelled?" """
    text = str(tracker.latest_message.get("text") or "")
    if not _THAT_FLIGHT.search(text):
        return None
    said = [event for event in tracker.events if event.get("event") == "user"][-_NAMED_LATELY:]
    entities = [one for event in said[::-1] for one in (event.get("parse_data") or {}).get("entities") or []]
    return next(({"flight": str(one["value"])} for one in entities if one["entity"] == "flight_number"), None)


def named_flight(tracker: Tracker) -> Question | None:
    """The flight a message names, or the one shown last: for questions about what happens when it is late."""
    if number := entity(tracker, "flight_number"):
        return {"flight": number, **_on(tracker), **_stored(named_route(tracker))}
    shown = remembered(tracker, LAST)
    shown = shown if shown and shown.get("flight") else _on_screen(tracker)
    return {**shown, **(_on(tracker) if entity(tracker, "date") else {})} if shown else None


def _on(tracker: Tracker) -> dict[str, Any]:
    """The day that the message names, and how far from today "tomorrow" is."""
    named = (one for one in tracker.latest_message.get("entities") or [] if one["entity"] == "date")
    day: dict[str, Any] = next(named, {})
    return dict(zip(_DAY, (day.get("value"), day.get("from_today")), strict=True))


def _on_screen(tracker: Tracker) -> Question | None:
    """The flight shown last, or that of the right explained last."""
    newest = next((one for one in stack(tracker) if one["kind"] in ("flight", "right") and len(one["ids"]) > 2), None)
    return {"flight": newest["ids"][0], "date": newest["ids"][1], "leg": newest["ids"][2]} if newest else None


def named_airports(question: Question) -> frozenset[str]:
    """Every airport that a question names, at whichever end."""
    return frozenset(code for end in ("origin", "destination", "somewhere") for code in question.get(end) or ())


def asks_another_day(tracker: Tracker) -> bool:
    """Whether "and tomorrow?" right after a flight was shown asks about the same flight on that day."""
    day = entity(tracker, "date")
    return bool(day and remembered(tracker, LAST)) and last_response(tracker) in _SHOWN


def means_shown_bag(tracker: Tracker) -> bool:
    """Whether "and when does it arrive?" is about the bag shown a moment ago."""
    return asks_about_shown_bag(tracker) and not named_route(tracker).complete


def entity(tracker: Tracker, name: str) -> str | None:
    """The first entity of this name in the present message."""
    return next(iter(tracker.get_latest_entity_values(name)), None)


def named_route(tracker: Tracker) -> Route:
    """The route that the present message names, or the part of it."""
    entities = tracker.latest_message.get("entities") or []
    places = (one for one in entities if one["entity"] in PLACES)
    return Route.of((frozenset(one["value"].split()), one.get("role")) for one in places)


def _stored(route: Route) -> dict[str, list[str]]:
    return {
        "origin": sorted(route.origin),
        "destination": sorted(route.destination),
        "somewhere": sorted(route.somewhere),
    }


def _route(stored: Mapping[str, Any]) -> Route:
    ends = (frozenset(stored.get(end) or NOWHERE) for end in ("origin", "destination", "somewhere"))
    return Route(*ends)

"""What a message gives of what proves a stay: a number, a surname, a day of arrival."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from crm import names_said, when
from hotel.actions.asked import Events, words_of
from hotel.numbers import number_in
from hotel.stays import today

FORM = "stay_form"
NUMBER, SURNAME, ARRIVAL = "stay_number", "stay_surname", "stay_arrival"
SLOTS = (NUMBER, SURNAME, ARRIVAL)
NEEDS = "stay_needs"
# Below this a message is taken for the answer to what was asked.
SURE = 0.7
_NOT_A_NAME = re.compile(r"\d|[?？]")
_ONLY_A_NAME = re.compile(r"[\s,，.:：;；]*((?:[A-ZÀ-Þ][\w'’-]+ ?){1,3}|[\u4e00-\u9fff]{1,3})[\s.。!！]*")
_CANNOT_BE_NAMES = frozenset({"affirm", "deny", "greet", "thank", "goodbye", "cancel", "human"})


def given_in(tracker: Tracker) -> Events:
    """The number and the name that the message which began it gives."""
    text = words_of(tracker)
    number = number_in(text)
    found = {NUMBER: number, SURNAME: _introduced(tracker, text) or _beside(text, number)}
    return [SlotSet(slot, value) for slot, value in found.items() if value]


def answers(tracker: Tracker, asked: str | None) -> dict[str, str | None]:
    """What the message gives: a number wherever it stands, a name beside it or where one was asked for."""
    text = words_of(tracker)
    number = number_in(text)
    rest = text.replace(number, " ") if number else text
    named = _introduced(tracker, rest)
    if named is None and (asked == SURNAME or (asked == NUMBER and number)):
        named = _name(tracker, rest)
    return {NUMBER: number, SURNAME: named, ARRIVAL: _day(text) if asked == ARRIVAL else None}


def _name(tracker: Tracker, text: str) -> str | None:
    intent = tracker.latest_message.get("intent") or {}
    plainly_else = intent.get("name") in _CANNOT_BE_NAMES and (intent.get("confidence") or 0) >= SURE
    if plainly_else or _NOT_A_NAME.search(text):
        return None
    return names_said.name_in(text)


def _introduced(tracker: Tracker, text: str) -> str | None:
    named = next(names_said.introduced(text), None) or next(tracker.get_latest_entity_values("surname"), None)
    return str(named) if named else None


def _day(text: str) -> str | None:
    meant = when.read(text, today=today(), bare=False)
    return meant.day.isoformat() if meant and meant.day else None


def _beside(text: str, number: str | None) -> str | None:
    """ "48290911 Okafor": a name that is all that stands beside a number."""
    found = _ONLY_A_NAME.fullmatch(text.replace(number, " ")) if number else None
    return names_said.name_in(found[1]) if found else None

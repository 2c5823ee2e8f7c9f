"""Somebody in danger: what to do this minute, and a person, before and instead of everything else."""

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import knows_customer
from actions.store import language_of
from airline.places import airports
from crm import content, texts
from crm.site import site

# Which services are named for each kind, the first first.
SERVICES = {
    "self_harm": ("ambulance",),
    "medical": ("ambulance",),
    "lost_person": ("police",),
    "threat": ("police", "fire"),
    "fire": ("fire",),
    "violence": ("police",),
    "stranded_unsafe": ("police",),
}
# Of what threatens, what burns: it is told aloud, and kept away from; nobody is there to be confronted.
_BURNS = re.compile(
    r"\b(?:smok(?:e|es|ing)|burn(?:s|ing|t)?|fire|flames?|sparks?|sparking|swelling|overheat\w*)\b"
    r"|冒(?:着|出|了)?(?:好多|很多|大|浓|黑|白)?烟|浓烟|着火|起火|失火|火灾|烧起来|烧焦|火苗|明火|冒火|自燃|焦味|糊味|着了|鼓包|发烫",
    re.I,
)
_ATTACK = re.compile(
    r"\b(?:bomb|gun|knife|weapon|threat\w*|set(?:s|ting)? (?:\w+ ){0,3}(?:on )?fire|explosives?)\b"
    r"|炸|枪|刀|威胁|放火|纵火|扬言",
    re.I,
)
_LATELY = 5
PLACES = frozenset({"airport", "city"})


class ActionEmergency(Action):
    """Say what helps now, and call a person whatever the hour. Open questions are dropped; what was given is kept."""

    def name(self) -> str:
        return "action_emergency"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        emergency = tracker.latest_message.get("emergency") or {}
        kind = str(emergency.get("kind"))
        kind = kind if kind in SERVICES else "stranded_unsafe"
        again = "_again" if emergency.get("again") else ""
        kind = "fire" if kind == "threat" and _is_fire(tracker, lately=bool(again)) else kind
        numbers = numbers_for(kind, country_named(tracker), language_of(tracker))
        dispatcher.utter_message(response=f"utter_emergency_{kind}{again}", numbers=numbers)
        verification = "document" if knows_customer(tracker) else "none"
        command = {"name": "hand_over", "reason": "safety", "verification": verification}
        dispatcher.utter_message(json_message={"command": command})
        return [ActiveLoop(None), SlotSet("requested_slot", None)]


class ActionIncident(Action):
    """Smoke or a smell on board that is over: who hears of it, and what to do if somebody is unwell."""

    def name(self) -> str:
        return "action_incident"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        again = next(tracker.get_latest_entity_values("again"), None)
        dispatcher.utter_message(response="utter_incident_again" if again else "utter_incident")
        return [ActiveLoop(None), SlotSet("requested_slot", None)]


class ActionAlarmOff(Action):
    """Take back the alarm that was none, and the place in line that came with it."""

    def name(self) -> str:
        return "action_alarm_off"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if next(tracker.get_latest_entity_values("relief"), None):
            # Whoever was called stays called: a person looks in all the same.
            dispatcher.utter_message(response="utter_relieved")
            named = next(tracker.get_latest_entity_values("flight_number"), None)
            return [FollowupAction("flight_status_form")] if named else []
        dispatcher.utter_message(response="utter_alarm_off")
        dispatcher.utter_message(json_message={"command": {"name": "leave_queue"}})
        if next(tracker.get_latest_entity_values("alone"), None):
            dispatcher.utter_message(response="utter_alarm_off_ask")
        return []


def _is_fire(tracker: Tracker, *, lately: bool) -> bool:
    """Whether it is fire that is spoken of, in this message or a few before."""
    said = [str(event.get("text")) for event in tracker.events if event.get("event") == "user"][-_LATELY:]
    text = " ".join(said) if lately else tracker.latest_message.get("text") or ""
    return bool(_BURNS.search(text)) and not _ATTACK.search(text)


def emergency_lately(tracker: Tracker) -> bool:
    """Whether somebody was in danger a few messages ago, and has not said that it is over."""
    said = [event for event in tracker.events if event.get("event") == "user"][-_LATELY:]
    intents = [((event.get("parse_data") or {}).get("intent") or {}).get("name") for event in said]
    return "emergency" in intents and "alarm_off" not in intents


def country_named(tracker: Tracker) -> str | None:
    """The one country that the message names a place of; None when it names none, or several."""
    named = [e["value"] for e in tracker.latest_message.get("entities") or [] if e.get("entity") in PLACES]
    countries = {airports.country_of(code) for value in named for code in str(value).split()} - {None}
    return countries.pop() if len(countries) == 1 else None


def numbers_for(kind: str, country: str | None, language: str) -> str:
    """The numbers to call, in words: those of the place if known, else the site's with what holds elsewhere."""
    words, found = texts.load("emergency"), numbers_of(country)
    form = words["here" if found else "elsewhere"][language]
    found = found or numbers_of(site().country) or numbers_of("CN") or {}
    named = [_helpline(found, language)] if kind == "self_harm" and "helpline" in found else []
    for service in SERVICES[kind]:
        which = service if service in found else "any"
        named.append(words["services"][which][language].format(number=found[which]))
    together = words["between"][language].join(dict.fromkeys(named))
    return str(form.format(numbers=together, country=found["name"][language]))


def numbers_of(country: str | None) -> dict[str, Any] | None:
    """The numbers of a country; those of the European Union for its members that have no entry of their own."""
    table = content.merged("safety", "numbers.yml")
    own: dict[str, Any] | None = table["countries"].get(country)
    return own or (table["eu"] if country in table["eu"]["members"] else None)


def _helpline(found: dict[str, Any], language: str) -> str:
    helpline = found["helpline"]
    form: str = texts.load("emergency")["helpline"][language]
    return form.format(name=helpline["name"][language], number=helpline["number"])

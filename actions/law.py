"""Questions of law, asked plainly: what holds today, by the table of rules; nothing that was not checked is quoted."""

import re
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.flight_answers import ANSWER, choices
from actions.flight_question import named_route
from actions.focus import focused, in_focus, item
from actions.store import Language, language_of
from airline.law.rules import bag_regimes, in_force, is_between_parties, territory
from airline.places.airports import country_of
from crm import texts
from crm.base import utc_now

Events = list[dict[str, Any]]

# The rules that an answer takes its figures from: name in the sentence, key and jurisdiction in the table.
_BANDS = {"short": "compensation_short", "medium": "compensation_medium", "long": "compensation_long"}
_NOTICES = {"damage": "damage_notice", "late": "delay_notice", "years": "action"}
_CHANGES = {
    "domestic": ("significant_change_domestic", "US"),
    "international": ("significant_change_international", "US"),
}
_FIGURES: dict[str, dict[str, tuple[str, str]]] = {
    "montreal": {"bag": ("bag_limit", "MC99"), "delay": ("passenger_delay_limit", "MC99")},
    "us_bag": {"bag": ("bag_limit", "US_DOMESTIC")},
    "bag": {"bag": ("bag_limit", "MC99"), "us": ("bag_limit", "US_DOMESTIC")},
    "us_bag_fee": {
        "domestic": ("bag_fee_refund_domestic", "US"),
        "short": ("bag_fee_refund_short", "US"),
        "long": ("bag_fee_refund_long", "US"),
        "flight": ("long_flight", "US"),
    },
    "us_tarmac": {
        "food": ("tarmac_food", "US"),
        "domestic": ("tarmac_leave_domestic", "US"),
        "international": ("tarmac_leave_international", "US"),
    },
    "cn_tarmac": {key: (f"tarmac_{key}", "CN") for key in ("food", "leave", "word")},
    "tarmac": {
        "cn_food": ("tarmac_food", "CN"),
        "cn_leave": ("tarmac_leave", "CN"),
        "us_food": ("tarmac_food", "US"),
        "domestic": ("tarmac_leave_domestic", "US"),
        "international": ("tarmac_leave_international", "US"),
    },
    "us_24h": {"hours": ("free_cancellation", "US"), "days": ("free_cancellation_ahead", "US")},
    "us_complaint": {"receipt": ("complaint_receipt", "US"), "answer": ("complaint_answer", "US")},
    "us_refund": {**_CHANGES, "card": ("refund_days_card", "US"), "other": ("refund_days_other", "US")},
    "us_delay": _CHANGES,
    "cn_delay": {"days": ("refund_days", "CN"), "complaint": ("complaint_days", "CN")},
    "prc_law": {name: (key, "CN_DOMESTIC") for name, key in _NOTICES.items()},
    "notice": {name: (key, "MC99") for name, key in _NOTICES.items()},
    **{
        law.lower(): {
            **{name: (key, law) for name, key in _BANDS.items()},
            "hours": ("compensation_after", law),
        }
        for law in ("EU261", "UK261")
    },
}
_ABOUT_BAGS = frozenset({"bag", "montreal", "general"})
_ON_BOARD = {"US": "us_tarmac", "CN": "cn_tarmac"}
_BY_REGIME = {"MC99": "montreal", "US_DOMESTIC": "us_bag", "CN_DOMESTIC": "prc_law", "CN_REGIONAL": "prc_law"}
_PLACES = {
    "US": re.compile(r"\bUSA?\b|\bU\.S\.|\bAmerica|\bthe states\b|(?i:\bdot\b|14 cfr)|美国|美國"),
    "UK261": re.compile(
        r"\bUK\b|\bUK261|\bBrit|\bEngland\b|\bLondon\b|英国|英國|伦敦"
        r"|\b(?:at|in|from) (?:Heathrow|Gatwick|Manchester|Edinburgh)\b|(?:在|从)(?:希思罗|盖特威克|曼彻斯特|爱丁堡)"
    ),
    "EU261": re.compile(
        r"\bEU\b|\bEU ?261|\bEurop|欧盟|歐盟|欧洲|歐洲"
        r"|\b(?:at|in|from) (?:Paris|Frankfurt|Rome|Amsterdam|Madrid|Munich)\b"
        r"|(?:在|从)(?:巴黎|法兰克福|罗马|阿姆斯特丹|马德里|慕尼黑)"
    ),
}


class ActionLaw(Action):
    """Say what a law gives, or which one it might be."""

    def name(self) -> str:
        return "action_law"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        language, text = language_of(tracker), tracker.latest_message.get("text") or ""
        topic = _of_route(topic_of(text) or "general", tracker)
        sentence = law_sentence(topic, language, utc_now().date())
        dispatcher.utter_message(response=ANSWER, sentence=sentence, buttons=choices(("check",), language))
        return [focused(tracker, item("right", f"law/{topic}"))]


class ActionDeniedBoarding(Action):
    """What is owed to somebody bumped off a full flight, by where it was to leave from."""

    def name(self) -> str:
        return "action_denied_boarding"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        language = language_of(tracker)
        law = law_of_place(tracker)
        sentence = denied_sentence(law, language, utc_now().date())
        dispatcher.utter_message(response=ANSWER, sentence=sentence, buttons=choices(("rebook", "check"), language))
        return [focused(tracker, item("right", "denied_boarding", regime=law))]


def topic_of(text: str) -> str | None:
    """The law that a question means; None where it names none."""
    topics = texts.load("law")["topics"]
    return next((name for name, topic in topics.items() if re.search(topic["words"], text, re.I | re.S)), None)


def _of_route(topic: str, tracker: Tracker) -> str:
    """For baggage, the law of the route that is named; where one end is no party, the treaty is not quoted.

    On board an aircraft that stands, the law of the airport.
    """
    if topic == "tarmac":
        return _ON_BOARD.get(country_of(_start(tracker)) or "", topic)
    route = named_route(tracker)
    if topic not in _ABOUT_BAGS or not route.complete:
        return topic
    origin, destination = min(route.origin), min(route.destination)
    regime = next(iter(bag_regimes(origin, destination, utc_now().date())), None)
    is_chinas = {country_of(origin), country_of(destination)} <= {"CN", "HK", "MO", "TW"}
    if is_between_parties(origin, destination) is False and not is_chinas:
        return "not_party"
    return _BY_REGIME.get(regime or "", topic)


def speaks_of_waiting_on_board(text: str) -> bool:
    """Whether they sit in an aircraft that stands."""
    return bool(re.search(texts.load("law")["topics"]["tarmac"]["words"], text, re.I | re.S))


def law_sentence(topic: str, language: Language, on: date) -> str:
    """What that law says on a day. Figures are those in force."""
    figures = {name: _figure(key, law, language, on) for name, (key, law) in _FIGURES.get(topic, {}).items()}
    if topic == "sdr":
        figures = _in_dollars(language, on)
    return str(texts.load("law")["answers"][topic][language].format(**figures))


def denied_sentence(law: str | None, language: Language, on: date) -> str:
    """What is owed for denied boarding under a law; by place, where it is not known."""
    words = texts.load("law")["denied"]
    if law == "US":
        rules = {band: in_force(f"denied_boarding_{band}", jurisdiction="US", on=on) for band in ("short", "long")}
        figures = {band: _without_source(rule.text[language]) if rule else "" for band, rule in rules.items()}
    elif law in ("EU261", "UK261"):
        figures = {band: _figure(key, law, language, on) for band, key in _BANDS.items()}
    else:
        figures = _everywhere(language, on)
    return str(words[law or "which"][language].format(**figures))


def _everywhere(language: Language, on: date) -> dict[str, str]:
    keys = {"short": "short", "long": "long"}
    figures = {f"us_{band}": _figure(f"denied_boarding_{band}", "US", language, on) for band in keys}
    for law in ("EU261", "UK261"):
        figures |= {f"{law[:2].lower()}_{band}": _figure(_BANDS[band], law, language, on) for band in keys}
    return figures


def _in_dollars(language: Language, on: date) -> dict[str, str]:
    rate = in_force("sdr_rate", jurisdiction="IMF", on=on)
    limit = in_force("bag_limit", jurisdiction="MC99", on=on)
    if not (rate and rate.value and limit and limit.value):
        return {"rate": "", "bag": "", "dollars": "–"}
    about = round(rate.value * limit.value / 10) * 10
    return {"rate": rate.text[language], "bag": limit.amount(language), "dollars": f"{about:,}"}


def law_of_place(tracker: Tracker) -> str | None:
    """By the place of departure: named in words, as part of a route, or that of the flight in view."""
    text = tracker.latest_message.get("text") or ""
    if said := next((law for law, words in _PLACES.items() if words.search(text)), None):
        return said
    origin = _start(tracker)
    return _law_from(country_of(origin)) if origin else None


def _start(tracker: Tracker) -> str:
    """The airport of departure: part of a route that is named, or that of the flight in view; empty where unknown."""
    route = named_route(tracker)
    shown = in_focus(tracker, "flight", "right")
    origin = next(iter(sorted(route.origin or route.somewhere)), "")
    return shown["ids"][2] if not origin and shown and len(shown["ids"]) > 2 else origin


def _law_from(country: str | None) -> str:
    if country == "US":
        return "US"
    return next((law for law in ("EU261", "UK261") if country in territory(law)["countries"]), "elsewhere")


def _figure(key: str, law: str, language: Language, on: date) -> str:
    rule = in_force(key, jurisdiction=law, on=on)
    return rule.amount(language) if rule else "–"


def _without_source(sentence: str) -> str:
    """A rule's sentence without the name of the law, which the answer says itself."""
    return re.split(r"：|: ", sentence, maxsplit=1)[-1]

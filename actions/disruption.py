"""A flight late or cancelled: what is owed to those who wait, in care and in money, for the flight they named."""

import re
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import errand, notices
from actions.flight_answers import ANSWER, choices, flight_item, say
from actions.flight_question import Question, entity, named_airports, named_flight, named_route
from actions.flight_status import legs_for
from actions.flight_ways import CARE_FROM, care_in_china, rights_of
from actions.focus import FOCUS, Item, focused, in_focus, item
from actions.follow_up import answered
from actions.knowledge import answer
from actions.law import speaks_of_waiting_on_board
from actions.right_facets import lies_with_airline
from actions.store import Origin, language_of, origin_of, record
from airline import marks
from airline.access.issuers import named_in
from airline.flights import presenter
from airline.flights.flights import FlightLeg, status_of, touching
from airline.flights.presenter import Language
from airline.law.care import on_board
from airline.law.rights import Rights, compensation
from airline.law.rules import Rule, bag_limit, in_force, is_between_parties
from airline.places.airports import country_of, short_name
from airline.places.routes import Route, name_of
from crm import knowledge, texts
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store

# Questions beside the matter, which their own articles answer whatever flight it is.
_BESIDE = frozenset({"disruption_certificate", "refund_disruption", "seat_downgraded"})
_ABOUT_BAGS = re.compile(r"行李|箱子|托运|bags?\b|baggage|luggage|suitcases?", re.I)
_ABOUT_FLIGHTS = re.compile(r"航班|飞机|晚点|延误|取消|\b(?:flight|plane|delay|late|cancel)", re.I)
# Care that they have paid for: what was spent, and the papers.
_PAID = re.compile(
    r"\bpaid\b|\bmyself\b|\b(?:receipts?|reimburs\w*|out of (?:my )?pocket)\b"
    r"|\b(?:hotel|room|taxi|meal)s? (?:bill|costs?|claim|expenses?)\b"
    r"|\bclaim (?:\w+ ){0,3}(?:hotel|room|taxi|meals?)\b"
    r"|垫付|垫的|自己(?:付|掏|花|订|先付)|自费|报销|房费|发票|票据|单据",
    re.I,
)
_OF_CARE = re.compile(
    r"\b(?:meals?|food|eat|drink|hungry|hotel|room|sleep|night|overnight|stay|accommodation)\b"
    r"|吃|餐|饭|喝|住|酒店|宾馆|睡|过夜|食宿",
    re.I,
)
# Any airline of the European Union: the rules follow it on its way there.
_OF_THE_EU = "LH"
_OFF = frozenset({"cancelled", "diverted"})
_BAG_FORMS = frozenset({"bag_report", "bag_claim"})
_BAG_ARTICLES = ("bag_damaged", "bag_missing", "bag_contents", "bag_expense")
_BOTH: tuple[Language, Language] = ("zh", "en")

Events = list[dict[str, Any]]


class ActionDisruptionCare(Action):
    """Meals, hotel, another flight: by law where one covers the flight, else by the airline's own conditions."""

    def name(self) -> str:
        return "action_disruption_care"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if begun := await errand.claimed(dispatcher, tracker):
            return begun
        try:
            leg = await _leg_meant(tracker)
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        if _PAID.search(tracker.latest_message.get("text") or ""):
            return _paid_themselves(dispatcher, tracker, leg)
        if leg:
            await notices.tell_beside(dispatcher, tracker, marks.of_flights([leg]))
        if speaks_of_waiting_on_board(tracker.latest_message.get("text") or ""):
            return await _on_board(dispatcher, tracker, leg)
        return await _care_of(dispatcher, tracker, leg)


class ActionCompensation(Action):
    """What may be owed for a flight, at most, and why or why not; baggage has a law of its own."""

    def name(self) -> str:
        return "action_compensation"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        language = language_of(tracker)
        if begun := await errand.claimed(dispatcher, tracker):
            return begun
        try:
            if about_bag := _of_bag(tracker):
                return await answered(dispatcher, tracker, kind=about_bag, facet="money") or []
            leg = await _leg_meant(tracker)
            if _ABOUT_BAGS.search(tracker.latest_message.get("text") or ""):
                dispatcher.utter_message(response="utter_bag_rights", sentence=_bags(leg, language))
            elif leg:
                await notices.tell_beside(dispatcher, tracker, marks.of_flights([leg]))
                await in_store(lambda session: _note(session, leg, origin_of(tracker)))
                reason, rights = presenter.reason(leg, language), rights_of(leg)
                dispatcher.utter_message(response="utter_rights", sentence=_money(rights, reason, language))
                return [focused(tracker, _right(leg, rights), flight_item(leg))]
            elif told_there := _on_route(tracker):
                dispatcher.utter_message(response="utter_rights", sentence=told_there[0])
                return [focused(tracker, item("right", "route", regime=told_there[1]))]
            else:
                if number := entity(tracker, "flight_number"):
                    dispatcher.utter_message(response="utter_flight_unknown", flight=number)
                told = await answer(dispatcher, tracker)
                return [focused(tracker, item("right", "general"), *_shown_by(told))]
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
        return []


async def _care_of(dispatcher: CollectingDispatcher, tracker: Tracker, leg: FlightLeg | None) -> Events:
    """Meals and a room for this flight; how it goes on where it is off; else the article."""
    sentence = _care_owed(leg, tracker) if leg else ""
    if leg and not sentence and status_of(leg, utc_now()) in _OFF:
        return await answered(dispatcher, tracker, kind="flight", facet="what_next") or []
    if not (leg and sentence):
        return await answer(dispatcher, tracker)
    dispatcher.utter_message(response="utter_care", sentence=sentence)
    return [focused(tracker, flight_item(leg))]


async def _on_board(dispatcher: CollectingDispatcher, tracker: Tracker, leg: FlightLeg | None) -> Events:
    """What is owed in an aircraft that stands: by the law of the airport where that is known, else the article."""
    language = language_of(tracker)
    at = _standing_at(leg) if leg else ""
    owed = leg and on_board(at=at, origin=leg.origin, destination=leg.destination, on=leg.date)
    if not (leg and owed):
        return await answer(dispatcher, tracker)
    facts = {name: rule.amount(language) for name, rule in (("food", owed.food), ("leave", owed.leave))}
    word = owed.word.amount(language) if owed.word else ""
    place = short_name(at, language)
    sentence = _say("on_board", owed.country, language, flight=leg.flight, place=place, word=word, **facts)
    dispatcher.utter_message(response=ANSWER, sentence=sentence, buttons=choices(("human",), language))
    return [focused(tracker, flight_item(leg))]


def _standing_at(leg: FlightLeg) -> str:
    if leg.diverted_to:
        return leg.diverted_to
    return leg.destination if leg.touchdown_at or leg.on_block_at else leg.origin


def _paid_themselves(dispatcher: CollectingDispatcher, tracker: Tracker, leg: FlightLeg | None) -> Events:
    language = language_of(tracker)
    buttons = choices(("check",), language)
    dispatcher.utter_message(response=ANSWER, sentence=say("flight", "care_paid", language), buttons=buttons)
    return [focused(tracker, flight_item(leg))] if leg else []


def _of_bag(tracker: Tracker) -> str | None:
    """The kind of thing on the screen, a bag's form or an article about one, where no flight is spoken of."""
    shown, text = in_focus(tracker), tracker.latest_message.get("text") or ""
    if shown is None or _ABOUT_FLIGHTS.search(text) or entity(tracker, "flight_number"):
        return None
    is_form = shown["kind"] == "form" and shown["ids"][0] in _BAG_FORMS
    is_article = shown["kind"] == "article" and str(shown["ids"][0]).startswith(_BAG_ARTICLES)
    return str(shown["kind"]) if is_form or is_article else None


def _right(leg: FlightLeg, rights: Rights) -> Item:
    ids = (leg.flight, leg.date.isoformat(), leg.origin)
    return item("right", *ids, regime=rights.regime, cancelled=leg.cancelled)


def _shown_by(events: Events) -> list[Item]:
    """What another answer has just put into focus."""
    return [one for event in events if event.get("name") == FOCUS for one in event["value"][:1]]


async def _leg_meant(tracker: Tracker) -> FlightLeg | None:
    """The flight named or shown, unless the question is one that an article answers for every flight."""
    question = named_flight(tracker)
    if question is None:
        return None
    intent, text = tracker.get_intent_of_latest_message() or "", tracker.latest_message.get("text") or ""
    now = utc_now()
    return await in_store(lambda session: _find(session, question, intent, text, now))


def _find(session: Session, question: Question, intent: str, text: str, now: datetime) -> FlightLeg | None:
    article = knowledge.find_answer(session, intent=intent, text=text)
    if article is not None and article.key in _BESIDE:
        return None
    legs, at = legs_for(session, question, now).legs, named_airports(question)
    if at and not touching(legs, at):
        # Another flight than theirs: its law would be the wrong one.
        return None
    # Where it stops on the way, the journey ends with the last leg; its own delay is what counts.
    return legs[-1] if legs else None


def _care_owed(leg: FlightLeg, tracker: Tracker) -> str:
    """By the law that covers the flight; empty where none does, or where it depends on a cause that is open."""
    language, text = language_of(tracker), tracker.latest_message.get("text") or ""
    if said := _care(leg, rights_of(leg), language):
        return said
    law = care_in_china(leg, lies_with_airline(text))
    if law is None or (leg.diverted_to and not _OF_CARE.search(text)):
        return ""
    named = presenter.name(leg, language)
    return _say("care", "china", language, named=named, law=law.text[language], hours=str(CARE_FROM))


def _care(leg: FlightLeg, rights: Rights, language: Language) -> str:
    """By law; empty where none covers the flight."""
    if not (rights.regime and rights.care and rights.refund):
        return ""
    return _say(
        "care",
        "cancelled" if leg.cancelled else "covered",
        language,
        named=presenter.name(leg, language),
        law=texts.load("flights")["laws"][rights.regime][language],
        hours=rights.care.amount(language),
        refund=rights.refund.amount(language),
    )


def _on_route(tracker: Tracker) -> tuple[str, str | None] | None:
    """What the law says of a route that is named without a flight, and which; that it depends on the airline."""
    route, language = named_route(tracker), language_of(tracker)
    if not route.complete:
        return None
    carrier = named_in(tracker.latest_message.get("text") or "")
    rights, from_there = _law_between(route, carrier), _law_between(route, _OF_THE_EU)
    if rights.regime or carrier or not from_there.regime:
        return _money(rights, "", language), rights.regime
    ends = {"origin": name_of(route.origin, language), "destination": name_of(route.destination, language)}
    return say("right", "by_airline", language, **ends), None


def _law_between(route: Route, carrier: str) -> Rights:
    return compensation(
        origin=min(route.origin),
        destination=min(route.destination),
        carrier=carrier,
        flight_date=utc_now().date(),
        arrival_delay_minutes=None,
        cancelled=False,
        extraordinary=None,
    )


def _money(rights: Rights, reason: str, language: Language) -> str:
    said = [rights.why[language]]
    if rights.amounts and reason:
        said.append(_say("beside", "reason", language, reason=reason))
    if rights.care and rights.refund and not rights.amounts:
        hours, refund = rights.care.amount(language), rights.refund.amount(language)
        said.append(_say("beside", "care", language, hours=hours, refund=refund))
    if rights.losses and not rights.amounts:
        said.append(_say("beside", "losses", language, amount=rights.losses.amount(language)))
    said.append(_say("beside", "no_promise", language))
    said.append(_say("beside", "bags", language))
    if official := _official(rights.amounts):
        said.append(_say("beside", "source", language, url=official))
    return _joined(said, language)


def _bags(leg: FlightLeg | None, language: Language) -> str:
    """Late baggage goes by the Montreal Convention or domestic law, never by the rules for late flights."""
    on = leg.date if leg else utc_now().date()
    limit = bag_limit(leg.origin, leg.destination, on) if leg else None
    if leg and limit is None and _may_not_be_covered(leg):
        return _say("bag", "not_party", language)
    if limit is None:
        montreal = in_force("bag_limit", jurisdiction="MC99", on=on)
        return _say("bag", "unknown", language, amount=montreal.amount(language) if montreal else "")
    return _say("bag", "limit" if limit.value is not None else "no_figure", language, law=limit.text[language])


def _may_not_be_covered(leg: FlightLeg) -> bool:
    """Whether the Montreal Convention is uncertain for a flight from one country to another."""
    is_abroad = country_of(leg.origin) != country_of(leg.destination)
    return is_abroad and is_between_parties(leg.origin, leg.destination) is False


def _note(session: Session, leg: FlightLeg, origin: Origin | None) -> None:
    words, regime = texts.load("flights"), rights_of(leg).regime
    summary: dict[str, str] = {
        language: words["recorded"]["rights"][language].format(
            flight=leg.flight,
            date=presenter.day(leg.date, language),
            law=(words["laws"][regime] if regime else words["no_law"])[language],
        )
        for language in _BOTH
    }
    record(session, origin, kind="rights_explained", key=f"{leg.flight}/{leg.date}", summary=summary)


def _official(amounts: list[Rule]) -> str | None:
    return next((rule.source_url for rule in amounts if rule.source_url), None)


def _joined(sentences: list[str], language: Language) -> str:
    return ("" if language == "zh" else " ").join(sentences)


def _say(part: str, key: str, language: Language, **facts: str) -> str:
    return str(texts.load("flights")[part][key][language].format(**facts))

"""What is known of the customer: of this conversation alone, and never a full name."""

import re

from actions import case_facets, preferences
from actions import knowledge as articles
from actions.article_facets import in_particular
from actions.facets import Answered, Facts, FollowUp, answer_from
from actions.fees import refund_time
from actions.flight_answers import answer_with, flight_item, leg_in, plain, say
from actions.focus import focused, item
from actions.memory import remembered, shown_bags, shown_booking
from airline.flights import presenter
from crm.errors import ConversationNotFound
from crm.site import site
from crm.store import in_store
from crm.texts import load

# The article on what becomes of what is told here.
_PRIVACY = "privacy_request"
# What is asked of something that was filed, though it is no longer on the screen.
_OF_ERRANDS = frozenset({"reference", "done", "how_long", "when", "what_next"})
# What is nobody's business though no flight is asked about.
_CONTACT = re.compile(r"手机|电话|号码|联系方式|\b(?:phone|mobile|number|contact\w*)\b", re.I)


async def answer(asked: FollowUp) -> Answered:
    """The number that was proved, or what this conversation knows; None for any other question."""
    told = await case_facets.answer_errand(asked) if asked.facet in _OF_ERRANDS else None
    if told is not None:
        return told
    return await answer_from(FACTS, asked)


async def _found_something(asked: FollowUp) -> Answered:
    return await articles.answer(asked.dispatcher, asked.tracker, intent="lost_item")


async def _long_notice(asked: FollowUp) -> Answered:
    """What a cancellation gives that was told long before; the law is on the screen then."""
    answer_with(asked, say("right", "long_notice", asked.language), buttons=("rebook", "refund"))
    return [focused(asked.tracker, item("right", "law/eu261"))]


async def _on_board(asked: FollowUp) -> Answered:
    """That nobody is told who travels; how the flight is doing, where one is named or spoken of."""
    language = asked.language
    if _CONTACT.search(asked.text):
        return answer_with(asked, say("self", "contact_private", language), buttons=("human",))
    leg = await in_store(lambda session: leg_in(session, asked))
    status = presenter.sentence(leg, asked.now, language) if leg else ""
    of_flight = say("self", "on_board_flight" if leg else "on_board_ask", language, status=status)
    answer_with(asked, say("self", "on_board", language), of_flight, buttons=("human",))
    shown = [flight_item(leg)] if leg else []
    return [focused(asked.tracker, item("article", "passenger_on_board", intent="flight_status"), *shown)]


async def _who_reads(asked: FollowUp) -> Answered:
    said = await in_particular(asked, _PRIVACY, nearly=True)
    return answer_with(asked, said or say("self", "data_use", asked.language))


async def _chat_kept(asked: FollowUp) -> Answered:
    """For how long what was said here is kept, as the site has set it."""
    days = site().retention.days("conversations")
    key = "chat_kept" if days else "chat_kept_on"
    return answer_with(asked, say("self", key, asked.language, days=str(days)))


async def _saved(asked: FollowUp) -> Answered:
    """ "Which seat do I like?": what is kept of that kind, or of any; that nothing is, where nothing is."""
    origin, language, text = asked.origin, asked.language, asked.text
    try:
        kept = await in_store(lambda session: preferences.saved(session, origin, text, language)) if origin else None
    except ConversationNotFound:
        kept = None
    return asked.say("utter_preference", sentence=kept or load("preferences")["none_yet"][language])


async def _known_or_kept(asked: FollowUp) -> Answered:
    """What this conversation knows, after what is kept of the customer because they agreed."""
    origin, language = asked.origin, asked.language
    try:
        kept = await in_store(lambda session: preferences.known(session, origin, language)) if origin else None
    except ConversationNotFound:
        kept = None
    if kept is None:
        return _known(asked)
    asked.say("utter_preference", sentence=kept)
    return _known(asked) if _named(asked) else []


async def _reference(asked: FollowUp) -> Answered:
    language = asked.language
    if locator := shown_booking(asked.tracker):
        return answer_with(asked, say("booking", "reference", language, locator=locator))
    report = (remembered(asked.tracker, "last_report") or {}).get("reference")
    report = report or await in_store(lambda session: case_facets.newest_made(session, asked))
    if report:
        return answer_with(asked, say("self", "report_is", language, reference=report))
    return answer_with(asked, say("booking", "reference_unproved", language))


def _known(asked: FollowUp) -> Answered:
    language, named = asked.language, _named(asked)
    if not named:
        return answer_with(asked, say("self", "nothing", language))
    return answer_with(asked, say("self", "known", language, known=("、" if language == "zh" else "; ").join(named)))


def _named(asked: FollowUp) -> list[str]:
    language, tracker = asked.language, asked.tracker
    report = (remembered(tracker, "last_report") or {}).get("reference")
    flight = (remembered(tracker, "last_flight") or {}).get("flight")
    known = [
        say("self", "booking", language, locator=shown_booking(tracker)) if shown_booking(tracker) else "",
        say("self", "report", language, reference=report) if report else "",
        say("self", "bag", language) if shown_bags(tracker) else "",
        say("self", "flight", language, flight=flight) if flight else "",
    ]
    return [one for one in known if one]


FACTS: Facts = {
    "reference": _reference,
    "on_board": _on_board,
    "found_something": _found_something,
    "long_notice": _long_notice,
    "notify": plain("self", "what_to_watch"),
    "saved": _saved,
    "passed_around": plain("self", "passed_around", "human"),
    "slip": plain("self", "slip"),
    "data_use": plain("self", "data_use"),
    "who_reads": _who_reads,
    "search_time": plain("form", "report_never"),
    "into_town": plain("self", "into_town"),
    "whole_number": plain("self", "whole_number"),
    "chat_kept": _chat_kept,
    "official": plain("self", "official", "human"),
    "not_in_line": plain("self", "not_in_line"),
    # The article says in one sentence where it goes, and how long that takes.
    "refund_to": refund_time,
    "known": _known_or_kept,
}

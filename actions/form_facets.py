"""What can be asked about a form that was opened for a booking: what it costs, how long it takes, what happens then."""

import re
import uuid

from sqlalchemy.orm import Session

from actions import booking_facets, case_facets, leave_message
from actions.article_facets import in_particular, told_by
from actions.booking_answers import CONDITIONS
from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with, say
from actions.focus import in_focus
from actions.law import law_sentence
from crm.fields import Field
from crm.forms import Form
from crm.questions import definition
from crm.store import in_store
from crm.texts import load

# Forms in which a customer says what became of a bag, and what is told before they are sent, by what is asked.
_REPORT = "bag_report"
_OF_BAGS = frozenset({_REPORT, "bag_claim"})
_SENTENCES = {
    "police": "police",
    "free": "free",
    "withdraw": "nothing_sent",
    "may_leave": "may_leave_form",
    "deadline_missed": "deadline_missed",
}
_OF_MONEY = ("how_much", "money")
# What is asked of a question in it.
_OF_FIELDS = frozenset({"left_out", "keep_tag", "delivery", "where_is_it", "why_asked"})
_OF_ANY_FORM = frozenset({"where_is_it", "why_asked"})
_OF_REPORT = {
    **dict.fromkeys(("what_next", "who"), "next"),
    "never": "never",
    "too_late": "too_late",
    "documents": "documents",
    **dict.fromkeys(("how_long", "when", "normal"), "how_long"),
}
# What the article that explains a form says of what is to come.
_SAID_THERE = frozenset({"how_long", "when", "how_much", "too_late", "where", "who", "documents"})
_RECEIPTS = re.compile(r"\b(?:receipts?|invoices?|proof of purchase)\b|发票|收据|小票|凭证|购物单", re.I)
# Whoever found out after they had left fears to be too late.
_SEEN_LATE = re.compile(
    r"\b(?:home|yesterday|left the airport|walked out|unpack\w*|only (?:just )?(?:saw|noticed|opened)|next day)\b"
    r"|到家|回家|昨天|前天|出(?:了)?机场|离开机场|今天(?:才|打开)|才(?:发现|看见|打开)",
    re.I,
)
# What the conditions say, by what is asked.
_OF_CONDITIONS = {"how_much": "how_much", "money": "how_much", "how_long": "how_long", "when": "how_long"}


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about an open form; of the case it became, once it was sent."""
    name = asked.item["ids"][0] if asked.item else ""
    if name == leave_message.FORM:
        return await leave_message.answer(asked)
    if asked.facet == "contact_wrong":
        return await case_facets.correct_contact(asked)
    if said := _in_a_sentence(asked):
        return answer_with(asked, said)
    made = await in_store(lambda session: case_facets.newest_made(session, asked))
    if asked.facet == "remark" and made:
        return await case_facets.add_remark(asked)
    if asked.facet in ("told", "wrong", "remark"):
        return await (_wrong(asked, name) if asked.facet == "wrong" else _told(asked))
    return await _of_airline(asked, name)


def _in_a_sentence(asked: FollowUp) -> str:
    """What is the same whatever the form; empty for all else."""
    if asked.facet == "untouched":
        return say("booking", "untouched", asked.language)
    if asked.facet in case_facets.BY_LAW:
        return law_sentence(case_facets.BY_LAW[asked.facet], asked.language, asked.now.date())
    sent = asked.facet in ("withdraw", "may_leave") and _was_sent(asked)
    return say("form", _SENTENCES[asked.facet], asked.language) if asked.facet in _SENTENCES and not sent else ""


async def _of_airline(asked: FollowUp, name: str) -> Answered:
    if _was_sent(asked):
        return await case_facets.answer_form(asked)
    if asked.facet in _OF_FIELDS:
        return _of_fields(asked, name)
    explained = asked.item.get("article") if asked.item else None
    if said := await in_particular(asked, explained or case_facets.article_named(name)):
        return answer_with(asked, said)
    return await _in_general(asked, name, explained)


async def _in_general(asked: FollowUp, name: str, explained: str | None) -> Answered:
    """What is said of every form of its kind."""
    if name in _OF_BAGS and asked.facet in (*_OF_MONEY, *_OF_REPORT):
        return await _of_report(asked, name)
    if name in CONDITIONS and (said := await _of_booking(asked, CONDITIONS[name])):
        return answer_with(asked, said)
    if explained and asked.facet in _SAID_THERE and (said := await told_by(explained, asked.facet, asked.language)):
        return answer_with(asked, said)
    return await case_facets.answer_form(asked)


async def _of_report(asked: FollowUp, name: str) -> Answered:
    if asked.facet in _OF_MONEY:
        limit = law_sentence("montreal", asked.language, asked.now.date())
        return answer_with(asked, say("form", "bag_money", asked.language), limit)
    if name != _REPORT and asked.facet == "too_late":
        return answer_with(asked, say("form", "claim_too_late", asked.language))
    unfound = name != _REPORT and asked.facet == "never"
    missing = unfound or (name == _REPORT and await in_store(lambda session: _is_missing(session, asked)))
    key = f"{'report' if missing else 'damage'}_{_OF_REPORT[asked.facet]}"
    return answer_with(asked, say("form", key, asked.language))


def _of_fields(asked: FollowUp, name: str) -> Answered:
    """What is asked of a question in the form."""
    if asked.facet == "left_out":
        return _left_out(asked, name)
    told = name in _OF_BAGS or asked.facet in _OF_ANY_FORM
    return answer_with(asked, say("form", asked.facet, asked.language)) if told else None


def _left_out(asked: FollowUp, name: str) -> Answered:
    """ "I'd rather not leave my e-mail": whether the form goes without it, and what does where it does not."""
    if name in _OF_BAGS and _RECEIPTS.search(asked.text):
        return answer_with(asked, say("form", "no_receipt", asked.language))
    one = next((one for one in definition(name).fields.values() if _is_named(one, asked.text)), None)
    if one is None:
        return answer_with(asked, say("form", "left_out_any", asked.language), buttons=("human",))
    key = "left_out_needed" if one.required else "left_out_bag" if name == _REPORT else "left_out"
    buttons = ("human",) if one.required else ()
    return answer_with(asked, say("form", key, asked.language, field=one.label[asked.language]), buttons=buttons)


def _is_named(one: Field, text: str) -> bool:
    called = load("form_fields").get(one.type, {}).values()
    labels = (label.lower() in text.lower() for label in one.label.values())
    return any(re.search(words, text, re.I) for words in called) or any(labels)


def _is_missing(session: Session, asked: FollowUp) -> bool:
    """Whether the report in view is of a bag that did not come."""
    form = session.get(Form, uuid.UUID(asked.item["ids"][1])) if asked.item else None
    return form is None or form.values.get("kind", "missing") == "missing"


async def _of_booking(asked: FollowUp, article: str) -> str | None:
    """What is known beforehand of a request for a booking."""
    if facet := _OF_CONDITIONS.get(asked.facet):
        return await told_by(article, facet, asked.language) or say("form", "told_first", asked.language)
    if asked.facet in ("what_next", "how_to", "who"):
        return say("form", "next", asked.language)
    if asked.facet == "why":
        return say("booking", "change_why", asked.language)
    return say("form", "not_yet", asked.language) if asked.facet == "done" else None


async def _wrong(asked: FollowUp, name: str) -> Answered:
    if name in CONDITIONS:
        return await booking_facets.wrong(asked)
    return answer_with(asked, say("wrong", "any", asked.language), buttons=("human",))


async def _told(asked: FollowUp) -> Answered:
    """What is told belongs into the form; after it was sent, whoever works on the case reads it here."""
    made = await in_store(lambda session: case_facets.newest_made(session, asked))
    if made:
        return answer_with(asked, say("form", "told_after", asked.language, reference=made))
    if _SEEN_LATE.search(asked.text) and not await in_store(lambda session: _is_missing(session, asked)):
        return answer_with(asked, say("form", "damage_seen_late", asked.language))
    return answer_with(asked, say("form", "told", asked.language))


def _was_sent(asked: FollowUp) -> bool:
    """Whether a case was shown after the form."""
    newest = in_focus(asked.tracker, "form", "case")
    return newest is not None and newest["kind"] == "case"

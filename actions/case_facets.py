"""What can be asked about a report, a claim or a request, and the facts that answer it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy.orm import Session

from actions import case_status
from actions.article_facets import in_particular, told_by
from actions.facets import Answered, Facts, FollowUp
from actions.flight_answers import answer_with, plain, say
from actions.law import law_sentence
from actions.own_reports import known_reports
from actions.store import Origin
from airline.cases import answers
from crm import cases, errand_answers, errand_cases, errand_forms, knowledge, left_messages
from crm.cases import Case
from crm.store import in_store
from crm.texts import load

# What the case alone can say. All else the article on such cases may say more particularly: "how long is it kept?" of
# what was lost, "should I go to the police?" of what was stolen.
_OF_THE_CASE = frozenset({"reference", "reference_when", "done", "progress", "notify", "how_told", "when", "delivery"})
# What only the article says of such cases.
_BY_ARTICLE = frozenset({"how_much", "money"})
# The article on a case by the code of what was asked for (IATA's special service requests), where the kind says less.
_BY_CODE = {
    "UMNR": "special_assistance_minor",
    "WCH": "special_assistance_wheelchair",
    "MEDA": "special_assistance_medical",
    "OXYG": "special_assistance_medical",
    r"\b[A-Z]{2}ML\b": "preferences_meal",
}
# And where it has another name than the kind of case.
_ARTICLES = {"certificate": "disruption_certificate", "bag_claim": "bag_expense"}
# What the law says of every bag, whatever became of this one.
BY_LAW = {"domestic_too": "prc_law", "both_deadlines": "notice", "in_money": "sdr"}


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about the case; None where the facts do not say."""
    if asked.facet in _DEEDS:
        return await _DEEDS[asked.facet](asked)
    if asked.facet == "delivery" and await in_store(lambda session: _is_errand(session, asked)):
        # A report says where the bag is brought; what was left behind is fetched, or sent.
        asked = replace(asked, facet="get_back")
    key, told = await in_store(lambda session: (_article_on(session, asked), _told(session, asked)))
    # Of what it cannot say an errand tells how it stands.
    nearly = told is None or asked.facet not in errand_answers.ANSWERED
    said = await in_particular(asked, key, nearly=nearly) or told
    if said is None and key and asked.facet in _BY_ARTICLE:
        said = await told_by(key, asked.facet, asked.language)
    return asked.say("utter_case_facet", sentence=said) if said else None


async def answer_form(asked: FollowUp) -> Answered:
    """The answer to a question about a form: of the case it became, or that it has not been sent."""
    told = await answer(asked)
    return asked.say("utter_form_not_sent") if told is None else told


async def answer_errand(asked: FollowUp) -> Answered:
    """The answer from the errand that was filed last in this conversation, though nothing of it is on the screen."""

    def told(session: Session) -> str | None:
        made = cases.of_conversation(session, asked.origin.conversation_id) if asked.origin else []
        filed = [case for case in made if errand_forms.errand_of(case.kind)]
        return errand_answers.answer(filed[-1], asked.facet, asked.language) if filed else None

    said = await in_store(told)
    return asked.say("utter_errand", sentence=said) if said else None


async def correct_contact(asked: FollowUp) -> Answered:
    """Whoever works on the case reads the right phone or e-mail; while the form is open, it is put right there."""
    given = asked.entity("phone") or asked.entity("email")

    def write_down(session: Session) -> str | None:
        made = cases.of_conversation(session, asked.origin.conversation_id) if asked.origin else []
        if not made:
            return None
        if given:
            cases.remark(session, made[-1], text=say("form", "contact_remark", asked.language, given=given))
        return made[-1].reference

    reference = await in_store(write_down)
    key = "contact_open" if reference is None else "contact_corrected" if given else "contact_which"
    return answer_with(asked, say("form", key, asked.language, given=given or "", reference=reference or ""))


async def add_remark(asked: FollowUp, words: str = "remark") -> Answered:
    """What came to mind after it was filed, also that it is not wanted any more, for whoever works on the case."""
    said = await in_store(lambda session: remarked(session, asked.origin, asked.text, asked.language, words=words))
    return asked.say("utter_case_facet", sentence=said) if said else None


def remarked(
    session: Session,
    origin: Origin | None,
    text: str,
    language: str,
    *,
    kind: str | None = None,
    words: str = "remark",
) -> str | None:
    """Add the customer's words to the case that was filed last, of this kind; None where none is open."""
    made = cases.of_conversation(session, origin.conversation_id) if origin else []
    mine = [case for case in made if kind in (None, case.kind)]
    if not mine or mine[-1].closed_at is not None:
        return None
    said = load("errands")[words]
    cases.remark(session, mine[-1], text=said["note"][language].format(text=text.strip()))
    return str(said["told"][language].format(reference=mine[-1].reference))


async def _told_back(asked: FollowUp) -> Answered:
    """What the case says, for whoever wants to hear what was written down."""
    words = load("errands")

    def told(session: Session) -> str | None:
        case = _case(session, asked)
        lines = (
            [errand_cases.line(one, asked.language) for one in case.details if not one.get("team_only")] if case else []
        )
        return "\n".join([words["read_back"][asked.language], *lines]) if lines else None

    said = await in_store(told)
    return asked.say("utter_case_facet", sentence=said) if said else None


async def _said_with_reference(asked: FollowUp, key: str) -> Answered:
    """How a picture gets to a case that was filed, or what to do where its answer is not accepted."""
    reference = await in_store(lambda session: getattr(_case(session, asked), "reference", None))
    said = say("form", key, asked.language, reference=reference) if reference else ""
    return answer_with(asked, said, buttons=("human",)) if said else None


async def _by_law(asked: FollowUp) -> Answered:
    return answer_with(asked, law_sentence(BY_LAW[asked.facet], asked.language, asked.now.date()))


async def _police(asked: FollowUp) -> Answered:
    return answer_with(asked, say("form", "police", asked.language))


def newest_made(session: Session, asked: FollowUp) -> str | None:
    """The reference of the case that was made last in this conversation, since the form in view was opened, if any."""
    made = cases.of_conversation(session, asked.origin.conversation_id) if asked.origin else []
    opened = datetime.fromisoformat(asked.item["at"]) if asked.item else datetime.min.replace(tzinfo=UTC)
    return next((case.reference for case in reversed(made) if case.opened_at >= opened), None)


def article_named(kind: str) -> str:
    """What the article on cases or forms of this kind is called, where there is one."""
    return _ARTICLES.get(kind, kind)


def _article_on(session: Session, asked: FollowUp) -> str | None:
    """The key of the article that explains such cases, where it may say more than the case."""
    case = None if asked.facet in _OF_THE_CASE else _case(session, asked)
    article = knowledge.current(session, _named_for(case)) if case else None
    return article.key if article else None


def _named_for(case: Case) -> str:
    """The article on cases of this kind, or on what exactly is asked for: a wheelchair is free, an escort is not."""
    codes = " ".join(str(one) for one in case.details if one.get("team_only"))
    return next((key for code, key in _BY_CODE.items() if re.search(code, codes)), article_named(case.kind))


def _is_errand(session: Session, asked: FollowUp) -> bool:
    case = _case(session, asked)
    return case is not None and errand_forms.errand_of(case.kind) is not None


def _told(session: Session, asked: FollowUp) -> str | None:
    case = _case(session, asked)
    if case and errand_forms.errand_of(case.kind):
        return errand_answers.answer(case, asked.facet, asked.language)
    tell = answers.ANSWERS.get(asked.facet)
    return tell(answers.Asked(case, asked.language)) if case and tell else None


_DEEDS: Facts = {
    "contact_wrong": correct_contact,
    "remark": add_remark,
    "withdraw": partial(add_remark, words="withdraw"),
    "police": _police,
    **dict.fromkeys(BY_LAW, _by_law),
    "deadline_missed": plain("form", "deadline_missed", "human"),
    "told_back": _told_back,
    "airport_who": partial(_said_with_reference, key="airport_who"),
    "attach": partial(_said_with_reference, key="attach"),
    "reference_for": partial(_said_with_reference, key="reference_for"),
    "speak_to": partial(_said_with_reference, key="speak_to"),
    "may_leave": partial(_said_with_reference, key="may_leave"),
    "appeal": partial(_said_with_reference, key="appeal"),
}


def _case(session: Session, asked: FollowUp) -> Case | None:
    """The case in view if the customer may be told of it: made in this conversation, or proved a moment ago."""
    made = cases.of_conversation(session, asked.origin.conversation_id) if asked.origin else []
    # What was left for the team is asked about as the form that it was written in.
    made = [case for case in made if case.kind != left_messages.KIND]
    proved = {seen.report.case.reference: seen.report.case for seen in known_reports(session, asked.tracker)}
    if known := case_status.proved(session, asked.tracker):
        proved[known.reference] = known
    mine = proved | {case.reference: case for case in made}
    named = (asked.item or {}).get("ids", [])
    meant = next((mine[reference] for reference in named if reference in mine), None)
    return meant or (made[-1] if made else next(iter(proved.values()), None))

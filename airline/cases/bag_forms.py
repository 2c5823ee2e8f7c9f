"""Forms about bags: what happens when one is sent."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from airline.access.tags import BagTag, parse_tag
from airline.bags.bags import Bag
from airline.cases import claims, delivery, details, hooks, lookups, reports, whereabouts
from airline.cases.claims import BagClaim
from airline.cases.reports import BagReport
from airline.errors import AmbiguousTag
from crm import case_presenter, forms, interactions, phones
from crm.case_texts import chosen, day, in_both, words
from crm.cases import Case
from crm.conversations import Conversation
from crm.fields import FieldError
from crm.forms import Form, Handler

# Tags are used again: a bag of another week is another bag. A journey may begin days before its last flight.
SAME_JOURNEY = timedelta(days=3)
_NOT_FOUND_YET = frozenset({"reported", "tracing"})
# Each tag that names no bag counts as a wrong try: a long list must not lock its owner out.
_TAGS_LOOKED_UP = 2

Values = dict[str, Any]


def open_report_form(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    message_id: uuid.UUID | None,
    values: Values,
    said: Collection[str] = (),
    corrects: BagReport | None = None,
) -> Form:
    """The form for a new report, or for correcting one. What was typed for the one is never taken for the other."""
    opened = partial(
        forms.open_form, session, conversation_id=conversation_id, message_id=message_id, name="bag_report"
    )
    reference = corrects.case.reference if corrects else None
    form = opened(values={}, facts={})
    if form.status == forms.OPEN and form.facts.get("reference") != reference:
        form.values = {}
    return opened(values=values, facts={"reference": reference}, said=said)


def _check_report(session: Session, form: Form, values: Values, now: datetime) -> dict[str, FieldError]:
    corrected = _corrected(session, form)
    if corrected and corrected.trouble != values["kind"]:
        return {"kind": FieldError("kind_fixed")}
    # With the bag found, whoever changes where it goes has to show that they are its owner.
    if corrected and corrected.case.status not in _NOT_FOUND_YET:
        moved = [name for name in ("email", "address") if (values.get(name) or "") != getattr(corrected, name)]
        return {name: FieldError("changed_by_delivery") for name in moved} or _check_days(values)
    return _check_days(values)


def _check_claim(session: Session, form: Form, values: Values, now: datetime) -> dict[str, FieldError]:
    return _check_days(values)


def _check_days(values: Values) -> dict[str, FieldError]:
    if not values.get("received_on"):
        return {}
    flown, received_on = (date.fromisoformat(values[name]) for name in ("flight_date", "received_on"))
    # Flying east across the date line one arrives the day before one left.
    return {"received_on": FieldError("received_before_flight")} if received_on < flown - timedelta(days=1) else {}


def file_report(session: Session, *, conversation: Conversation, values: Values, now: datetime) -> BagReport:
    """Open the case for a report, described for people, and linked to the bag that tag and surname name."""
    bag = _known_bag(session, conversation, values, now)
    report = reports.file_report(session, conversation=conversation, values=values, bag=bag)
    _describe(report)
    _record(session, report.case)
    return report


def _submit_report(
    session: Session, form: Form, conversation: Conversation, values: Values, now: datetime
) -> dict[str, Any]:
    language = conversation.language
    report = _corrected(session, form)
    if report:
        body = _correct(session, report, values, _known_bag(session, conversation, values, now), language)
    else:
        report = file_report(session, conversation=conversation, values=values, now=now)
        body = case_presenter.sentence(report.case, language)
    body = "\n".join([body, *_emoji_removed(form, values, language), *details.phone_completed(form, values, language)])
    case_presenter.say(session, conversation, report.case, body=body, choices=hooks.choices_for(report.case))
    return _result(report.case)


def _submit_claim(
    session: Session, form: Form, conversation: Conversation, values: Values, now: datetime
) -> dict[str, Any]:
    report = _claimed_report(session, conversation, proved=form.facts.get("reference"), named=values.get("reference"))
    claim = claims.file_claim(session, conversation=conversation, values=values, report=report, now=now)
    _record(session, claim.case)
    language = conversation.language
    remarks = [*_remarks(claim, language), *details.phone_completed(form, values, language)]
    body = "\n".join([case_presenter.sentence(claim.case, language), *remarks])
    case_presenter.say(session, conversation, claim.case, body=body)
    return _result(claim.case)


def _submit_delivery(
    session: Session, form: Form, conversation: Conversation, values: Values, now: datetime
) -> dict[str, Any]:
    language = conversation.language
    report = delivery.report_of(session, form)
    delivery.change(report, values)
    _describe(report)
    facts = {
        "address": values["address"],
        "day": day(date.fromisoformat(values["day"])),
        "window": chosen("delivery_change", "window", [values["window"]]),
        "phone": phones.shown(values["phone"]),
        "reference": report.case.reference,
    }
    reports.note_by_customer(session, report.case, text=in_both(words("history", "delivery"), **facts)[language])
    remarks = [*_emoji_removed(form, values, language), *details.phone_completed(form, values, language)]
    body = "\n".join([in_both(words("delivery_changed"), **facts)[language], *remarks])
    case_presenter.say(session, conversation, report.case, body=body)
    return _result(report.case)


FORMS: Mapping[str, Handler] = {
    "bag_report": Handler(check=_check_report, submit=_submit_report, country=whereabouts.of_report),
    "bag_claim": Handler(check=_check_claim, submit=_submit_claim, country=whereabouts.of_case),
    "delivery_change": Handler(
        check=delivery.check, submit=_submit_delivery, send_code=delivery.send_code, country=whereabouts.of_case
    ),
}


def _known_bag(session: Session, conversation: Conversation, values: Values, now: datetime) -> Bag | None:
    """The bag of our records that a tag and the surname name. A wrong guess counts here as anywhere."""
    for written in (values.get("tags") or [])[:_TAGS_LOOKED_UP]:
        tag = parse_tag(written)
        bag = _tagged(session, conversation, tag, values, now) if tag else None
        if bag:
            return bag
    return None


def _tagged(session: Session, conversation: Conversation, tag: BagTag, values: Values, now: datetime) -> Bag | None:
    flown = date.fromisoformat(values["flight_date"])

    def find(flight_date: date | None) -> Any:
        return lookups.find_bags(
            session,
            conversation_id=conversation.id,
            key=tag,
            surname=values["surname"],
            now=now,
            flight_date=flight_date,
        )

    search = find(None)
    if isinstance(search.error, AmbiguousTag):
        search = find(min(search.error.dates, key=lambda day: abs(day - flown)))
    return next((bag for bag in search.found if abs(bag.date - flown) <= SAME_JOURNEY), None)


def _correct(session: Session, report: BagReport, values: Values, bag: Bag | None, language: str) -> str:
    """Take the correction in, keep it in the case's history, and say so."""
    changed = reports.correct(session, report, values=values, bag=bag)
    _describe(report)
    facts = {"reference": report.case.reference}
    if not changed:
        return words("unchanged")[language].format(**facts)
    fields = "、".join if language == "zh" else ", ".join
    named = fields(words("fields", name)[language] for name in changed)
    reports.note_by_customer(session, report.case, text=words("history", "corrected")[language].format(fields=named))
    return words("corrected")[language].format(**facts)


def _corrected(session: Session, form: Form) -> BagReport | None:
    """The report that the form corrects; None for a new one."""
    reference = form.facts.get("reference")
    report = next(iter(reports.under(session, reference)), None) if reference else None
    return reports.lock(session, report) if report else None


def _claimed_report(
    session: Session, conversation: Conversation, *, proved: str | None, named: str | None
) -> BagReport | None:
    """The report that a claim belongs to. One that is only `named` counts if the same customer made it."""
    reference = proved or named
    report = next(iter(reports.under(session, reference)), None) if reference else None
    return report if report and (proved or report.case.customer_id == conversation.customer_id) else None


def _describe(report: BagReport) -> None:
    report.case.title = details.title_of_report(report)
    report.case.details = details.details_of_report(report)


def _remarks(claim: BagClaim, language: str) -> list[str]:
    remarks = []
    if claim.late and claim.notice_due_on:
        remarks.append(in_both(words("claim_late"), due_on=day(claim.notice_due_on))[language])
    if limit := claims.limit_of(claim):
        amount = {"zh": limit.amount("zh"), "en": limit.amount("en")}
        remarks.append(in_both(words("claim_limit"), limit=amount)[language])
    return remarks


def _emoji_removed(form: Form, values: Values, language: str) -> list[str]:
    """The address as it reads now, where it is not what the customer typed."""
    typed, kept = str(form.values.get("address") or ""), values.get("address") or ""
    if not kept or "".join(typed.split()) == "".join(kept.split()):
        return []
    return [words("emoji_removed")[language].format(address=kept)]


def _record(session: Session, case: Case) -> None:
    """Beside the conversation, for whoever takes it over."""
    interactions.record(
        session,
        conversation_id=case.conversation_id,
        message_id=None,
        kind="case_opened",
        key=case.reference,
        summary=in_both(words("recorded"), title=case.title, reference=case.reference),
        data={"reference": case.reference, "kind": case.kind},
    )


def _result(case: Case) -> dict[str, Any]:
    return {"reference": case.reference, "kind": case.kind}

"""The receipt of a case: a printed page with its reference, what was said, and the last days the law sets."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crm import case_presenter, printed, texts
from crm.base import utc_now
from crm.case_texts import day, in_both, kind_title, words
from crm.cases import Case

TEMPLATE = Path(__file__).parents[1] / "data" / "receipt.typ"
# More of one answer is for the case, not for the page.
LONGEST_VALUE = 500


def render(case: Case, language: str) -> bytes:
    """The receipt as a PDF in `zh` or `en`. What customers typed travels as data and is never read as markup.

    Takes some 50 ms of work: to be called outside a transaction.
    """
    return printed.pdf(TEMPLATE, case=_page(case, language))


def _page(case: Case, language: str) -> dict[str, Any]:
    """Everything on the page, in one language."""
    kind = kind_title(case.kind)[language]
    made = in_both(_words()["printed"], moment=_moment(utc_now()))[language]
    return {
        "language": language,
        "airline": _words()["airline"][language],
        "page_title": _words()["page_title"][language].format(kind=kind, reference=case.reference),
        "kind": kind,
        "reference": case.reference,
        "title": case.title[language],
        "status": case_presenter.label(case, case.status, language),
        "opened": _moment(case.opened_at)[language],
        "details": [
            {"label": detail["label"][language], "value": _shortened(detail["value"], language)}
            for detail in case.details
            if not detail.get("team_only")
        ],
        "deadlines": [_deadline(raw, language) for raw in case.deadlines],
        "printed": made,
        "words": {name: text[language] for name, text in _words().items()},
    }


def _deadline(raw: Mapping[str, Any], language: str) -> dict[str, str]:
    return {
        "label": words("deadlines", raw["kind"])[language],
        "date": day(date.fromisoformat(raw["due_on"]))[language],
        "basis": raw["basis"][language],
    }


def _moment(at: datetime) -> dict[str, str]:
    return in_both(_words()["clock"], day=day(at.date()), clock=f"{at:%H:%M}")


def _shortened(value: str | Mapping[str, str], language: str) -> str:
    said = value if isinstance(value, str) else value[language]
    return said if len(said) <= LONGEST_VALUE else f"{said[:LONGEST_VALUE]}…"


def _words() -> dict[str, Any]:
    return texts.load("receipt")

"""The receipt of a case: a printed page with its reference, what was said, and the last days the law sets."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from crm import case_presenter, texts
from crm.base import utc_now
from crm.case_texts import day, in_both, kind_title, words
from crm.cases import Case

TEMPLATE = Path(__file__).parents[1] / "data" / "receipt.typ"
# The wheel that holds Noto Sans CJK, so that the page looks the same on every machine.
FONT = "noto_cjk_sans_otc"
# More of one answer is for the case, not for the page.
LONGEST_VALUE = 500


def render(case: Case, language: str) -> bytes:
    """The receipt as a PDF in `zh` or `en`. What customers typed travels as data and is never read as markup.

    Takes some 50 ms of work: to be called outside a transaction.
    """
    pdf: bytes = typst.compile(  # type: ignore[misc]  # its stub leaves the type of the absent output open
        TEMPLATE,
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs={"case": json.dumps(_page(case, language))},
    )
    return pdf


def _page(case: Case, language: str) -> dict[str, Any]:
    """Everything on the page, in one language."""
    kind = kind_title(case.kind)[language]
    printed = in_both(_words()["printed"], moment=_moment(utc_now()))[language]
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
        "printed": printed,
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


@cache
def _fonts() -> str:
    """The folder of the font. Found without importing the package: it holds nothing else."""
    spec = find_spec(FONT)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{FONT} is not installed")
    return str(Path(spec.origin).parent)

"""Figures as readers of each language write them."""

from datetime import date

from api.insights.schemas import ChangeOut, EstimateOut
from crm import case_texts
from crm.insights.figures import Unit
from crm.site import Language

_MINUS = "−"


def figure(value: float, unit: Unit) -> str:
    """80.5 %, +45, −0.68, 5.32."""
    if unit == "share":
        return f"{value:.1%}"
    return _signed(value, 0 if unit == "points" else 2) if unit in ("points", "gap") else decimal(value)


def difference(change: ChangeOut, unit: Unit) -> str:
    """By how much it has changed; shares in percentage points."""
    return _signed(change.value * 100, 1) if unit == "share" else _signed(change.value, 0 if unit == "points" else 2)


def interval(estimate: EstimateOut, unit: Unit) -> str:
    """71.1 % – 86.7 %; nothing where one answer gave the figure."""
    if estimate.low is None or estimate.high is None:
        return "–"
    return f"{figure(estimate.low, unit)} – {figure(estimate.high, unit)}"


def decimal(value: float, digits: int = 2) -> str:
    """With the minus sign that figures have."""
    return f"{value:.{digits}f}".replace("-", _MINUS)


def day(value: date, language: Language) -> str:
    """A day in words."""
    return case_texts.day(value)[language]


def _signed(value: float, digits: int) -> str:
    written = f"{value:+.{digits}f}"
    # What is rounded to nothing has no sign.
    return written[1:] if not float(written) else written.replace("-", _MINUS)

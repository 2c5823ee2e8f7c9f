"""Bottlenecks as sentences: what takes customers' time, how much, and whether that is more than chance."""

from api.insights.figures_said import decimal
from api.journeys import names
from crm.insights.bottlenecks import Bottleneck
from crm.site import Language, Words

_MINUTE, _HOUR, _DAY = 1.0, 60.0, 1440.0
# From so much on a length is told in the next larger unit.
_MINUTES_TO, _HOURS_TO = 100.0, 48 * _HOUR
# So much is told with one digit after the point.
_FINE = 10.0


def sentence(one: Bottleneck, *, against_before: bool) -> Words:
    """The step, the customers, their time, and the change; `against_before`: since the period just before."""
    written = {language: _sentence(one, language, against_before) for language in ("zh", "en")}
    return Words(**written)


def length(minutes: float, language: Language) -> str:
    """45 s, 4.1 min, 31 min, 3.5 h, 4.2 days."""
    if minutes < _MINUTE:
        unit, value = "seconds", minutes * 60
    elif minutes < _MINUTES_TO:
        unit, value = "minutes", minutes
    elif minutes < _HOURS_TO:
        unit, value = "hours", minutes / _HOUR
    else:
        unit, value = "days", minutes / _DAY
    digits = 1 if value < _FINE and unit != "seconds" else 0
    return names.called("lengths")[unit][language].format(n=decimal(value, digits))


def _sentence(one: Bottleneck, language: Language, against_before: bool) -> str:
    other = names.called("others")["before" if against_before else "chosen"][language]
    return names.called("sentences")[one.step.part][language].format(
        what=names.step(one.step)[language],
        n=f"{one.n:,}",
        median=length(one.median, language),
        minutes=f"{one.minutes:,.0f}",
        change=_change(one, language, other),
    )


def _change(one: Bottleneck, language: Language, other: str) -> str:
    said, percent = names.called("changes"), ""
    if one.shift is None:
        kind = "nothing"
    elif one.shift.ratio is None:
        kind = "started"
    else:
        kind = {True: "real", False: "noise", None: "untold"}[one.real]
        percent = _percent(one.shift.ratio - 1)
    return said[kind][language].format(other=other, percent=percent)


def _percent(change: float) -> str:
    """+40%, −12%, ±0%."""
    rounded = round(change * 100)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{abs(rounded)}%"

"""Working days: a promise in them is kept by the calendar of the country, the days worked in exchange included."""

from datetime import date

import pytest

from crm import working_days


def in_country(monkeypatch, country):
    fixed = working_days.site().model_copy(update={"country": country})
    monkeypatch.setattr(working_days, "site", lambda: fixed)


@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        # 1–7 October are holidays; Saturday the 10th is worked in exchange.
        (date(2026, 9, 28), 10, date(2026, 10, 16)),
        # Received on a Sunday that is worked (20 September), and the Friday before the Mid-Autumn holiday.
        (date(2026, 9, 20), 1, date(2026, 9, 21)),
        (date(2026, 9, 24), 1, date(2026, 9, 28)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        # A year that has not been decreed yet: its weekdays.
        (date(2026, 12, 30), 2, date(2027, 1, 1)),
    ],
)
def test_china_counts_its_holidays_and_the_days_worked_in_exchange(monkeypatch, received, days, last):
    in_country(monkeypatch, "CN")

    assert working_days.after(received, days) == last


@pytest.mark.parametrize(
    ("country", "received", "last"),
    [("GB", date(2026, 12, 24), date(2026, 12, 29)), ("AE", date(2026, 11, 27), date(2026, 11, 30))],
)
def test_elsewhere_public_holidays_are_no_working_days(monkeypatch, country, received, last):
    in_country(monkeypatch, country)

    assert working_days.after(received, 1) == last


def test_a_country_without_a_calendar_works_on_weekdays(monkeypatch):
    in_country(monkeypatch, "AQ")

    assert working_days.after(date(2026, 11, 27), 1) == date(2026, 11, 30)

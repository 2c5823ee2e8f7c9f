"""Compensation: which law, how much at most, and why not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.law.rights import compensation
from airline.places.airports import distance_km

DAY = date(2026, 11, 22)


def rights(origin, destination, carrier, *, late=None, cancelled=False, extraordinary=None, on=DAY):
    return compensation(
        origin=origin,
        destination=destination,
        carrier=carrier,
        flight_date=on,
        arrival_delay_minutes=late,
        cancelled=cancelled,
        extraordinary=extraordinary,
    )


def amount(*journey, **facts):
    found = rights(*journey, **facts).amounts
    return found[0].amount("en") if found else None


def test_short_flights_three_hours_late():
    assert 1400 < distance_km("FRA", "MAD") < 1450
    assert amount("FRA", "MAD", "LH", late=185) == "€250"
    assert amount("LHR", "FCO", "BA", late=185) == "£220"


def test_a_minute_too_early_no_money_is_owed_but_care_may_be():
    found = rights("FRA", "MAD", "LH", late=179)

    assert found.amounts == []
    assert (found.care.value, found.refund.value) == (2, 5)
    assert "3 hours" in found.why["en"] and "3小时" in found.why["zh"]


@pytest.mark.parametrize(
    ("journey", "late", "most"),
    [
        (("FRA", "ATH", "LH"), 185, "€400"),  # over 1,500 km, within the EU
        (("CDG", "CAI", "AF"), 185, "€400"),  # 1,500 to 3,500 km
        (("CDG", "RUN", "AF"), 300, "€400"),  # 9,000 km, yet within the EU
        (("FRA", "PVG", "CA"), 272, "€600"),
        (("FRA", "PVG", "CA"), 240, "€300"),  # no more than four hours late
        (("LHR", "PEK", "CA"), 241, "£520"),
        (("PEK", "FRA", "LH"), 300, "€600"),  # to the EU on an airline of its own
        (("PEK", "LHR", "BA"), 300, "£520"),
        (("PEK", "LHR", "AF"), 300, "£520"),  # to the UK on an airline of the EU
        (("ZRH", "PEK", "CA"), 300, "€600"),  # Switzerland takes part
        (("JFK", "CDG", "BA"), 300, "£520"),  # to the EU on an airline of the UK, by UK law
        (("JFK", "CDG", "BA"), 200, "£260"),
        (("JFK", "OSL", "BA"), 300, None),  # Norway is no part of the EU
        (("CDG", "FRA", "BA"), 300, "€250"),  # whoever flies, the EU's own law is for what leaves it
        (("NKG", "MXP", "NO"), 300, "€600"),
        (("JFK", "OSL", "DY"), 300, "€600"),  # Norway applies the regulation as a State of the EEA
        (("JFK", "FRA", "4Y"), 300, "€600"),
        (("DXB", "PRG", "QS"), 300, "€600"),
        (("PEK", "FRA", "CA"), 300, None),
        (("PEK", "LHR", "CA"), 300, None),
        (("PEK", "CAN", "CZ"), 600, None),
        (("JFK", "LAX", "LH"), 600, None),
    ],
)
def test_amounts_follow_route_carrier_and_delay(journey, late, most):
    assert amount(*journey, late=late) == most


def test_a_flight_no_law_covers_says_so_and_names_the_convention():
    found = rights("PEK", "LHR", "CA", late=300)

    assert (found.regime, found.care) == (None, None)
    assert "London" in found.why["en"] and "伦敦" in found.why["zh"]
    assert found.losses.amount("en") == "6,303 SDR"
    assert rights("PEK", "CAN", "CA", late=300).losses is None


def test_extraordinary_circumstances_take_the_money_and_leave_the_care():
    found = rights("FRA", "PVG", "CA", late=300, extraordinary=True)

    assert found.amounts == []
    assert found.care.value == 4


def test_a_cancellation_gives_the_most_unless_told_in_time():
    found = rights("LHR", "PEK", "CA", cancelled=True)

    assert [rule.amount("en") for rule in found.amounts] == ["£520"]
    assert "up to £520" in found.why["en"] and "14 days" in found.why["en"]
    assert amount("LHR", "PEK", "CA", cancelled=True, late=200) == "£260"
    assert amount("FRA", "MAD", "LH", cancelled=True, late=100) == "€125"


def test_before_the_delay_is_known_the_condition_is_said():
    found = rights("FRA", "PVG", "CA")

    assert "up to €600" in found.why["en"]
    assert "3 hours" in found.why["en"]


def test_there_was_no_uk_law_before_2021():
    assert rights("LHR", "PEK", "CA", late=300, on=date(2020, 12, 31)).regime is None


def test_unknown_airports_give_nothing():
    assert rights("XXX", "YYY", "CA", late=300).amounts == []
    assert rights("FRA", "XXX", "CA", late=300).regime is None


AIRPORTS = st.sampled_from(
    [
        "PEK",
        "PVG",
        "CAN",
        "HKG",
        "LHR",
        "MAN",
        "FRA",
        "MAD",
        "CDG",
        "ATH",
        "ZRH",
        "RUN",
        "JFK",
        "LAX",
        "CAI",
        "IST",
        "XXX",
    ]
)
CARRIERS = st.sampled_from(["CA", "CZ", "BA", "LH", "AF", "UA", "EK"])
DELAYS = st.integers(0, 3000)


@given(AIRPORTS, AIRPORTS, CARRIERS, DELAYS, DELAYS, st.booleans())
def test_later_never_means_less(origin, destination, carrier, one, other, cancelled):
    early, late = sorted((one, other))

    def value(minutes):
        found = rights(origin, destination, carrier, late=minutes, cancelled=cancelled).amounts
        return found[0].value if found else 0

    assert value(early) <= value(late)


@given(st.sampled_from(["LHR", "MAN"]), CARRIERS, DELAYS)
def test_further_never_means_less(origin, carrier, late):
    told = [
        (distance_km(origin, end), found.amounts[0].value)
        for end in ("CDG", "MAD", "ATH", "CAI", "JFK", "PEK")
        if (found := rights(origin, end, carrier, late=late + 241)).amounts
    ]

    assert [value for _, value in sorted(told)] == sorted(value for _, value in told)


@given(AIRPORTS, AIRPORTS, CARRIERS, st.one_of(st.none(), DELAYS), st.booleans())
def test_the_reasons_are_whole_in_both_languages(origin, destination, carrier, late, cancelled):
    found = rights(origin, destination, carrier, late=late, cancelled=cancelled)

    assert found.why["zh"] and found.why["en"]
    assert not {"{", "}"} & set(found.why["zh"] + found.why["en"])
    if found.amounts:
        assert f"up to {found.amounts[0].amount('en')}" in found.why["en"]
        assert f"最高可获{found.amounts[0].amount('zh')}" in found.why["zh"]

"""Claims: sums by currency, a late notice that is flagged and never refused, and "up to" from the rules."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airline.cases import claims, reports
from crm import cases
from tests.unit.airline.forms import CLAIM, open_form, put_bag, report, said, send, talk


def claim(session, conversation, *, now=None, reference=None, **values):
    form = open_form(session, conversation, "bag_claim", reference=reference)
    assert send(session, form, {**CLAIM, **values}, **({"now": now} if now else {})) == {}
    return cases.get_by_reference(session, form.result["reference"])


def lines(case):
    return {detail["label"]["en"]: detail["value"] for detail in case.details}


def test_adds_up_each_currency_by_itself(session):
    case = claim(session, talk(session))

    assert lines(case)["Total"] == "120 CNY + 55 GBP"
    assert lines(case)["Item 1"]["en"] == "Shirt: 45.50 GBP (22 November 2026, no receipt)"
    assert (case.kind, case.status) == ("bag_claim", "submitted")


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "amount": st.decimals(min_value="0.01", max_value="10000000", places=2).map(str),
                "currency": st.sampled_from(["CNY", "GBP", "JPY", "USD"]),
            }
        )
    )
)
def test_no_cent_is_lost_and_no_currency_becomes_another(items):
    sums = claims.totals(items)

    assert set(sums) == {item["currency"] for item in items}
    for currency, total in sums.items():
        assert total == sum(Decimal(item["amount"]) for item in items if item["currency"] == currency)


def test_hangs_on_the_report_that_was_proved(session):
    filed = report(session, talk(session))

    case = claim(session, talk(session), reference=filed.reference)

    assert case.parent_id == filed.id


def test_hangs_on_a_report_of_the_same_customer_that_is_only_named(session):
    conversation = talk(session)
    filed = report(session, conversation)

    form = open_form(session, conversation, "bag_claim")

    send(session, form, {**CLAIM, "reference": filed.reference})

    assert cases.get_by_reference(session, form.result["reference"]).parent_id == filed.id


def test_learns_nothing_about_somebody_elses_report(session):
    filed = report(session, talk(session))
    form = open_form(session, talk(session), "bag_claim")

    send(session, form, {**CLAIM, "reference": filed.reference})

    case = cases.get_by_reference(session, form.result["reference"])
    assert case.parent_id is None
    assert lines(case)["Report"] == filed.reference


@pytest.mark.parametrize(
    ("received_on", "day", "late"),
    [("2026-11-23", (2026, 12, 14), False), ("2026-11-23", (2026, 12, 16), True), (None, (2027, 6, 1), False)],
)
def test_flags_a_late_notice_and_takes_the_claim(session, received_on, day, late):
    conversation = talk(session)

    case = claim(session, conversation, received_on=received_on, now=datetime(*day, 9, tzinfo=UTC))

    assert ("Notice" in lines(case)) is late
    assert ("late" in said(session, conversation)[-1].body) is late


def test_nobody_is_late_by_the_clock_of_another_place(session):
    just_after = datetime(2026, 12, 15, 3, tzinfo=UTC)

    assert "Notice" not in lines(claim(session, talk(session), received_on="2026-11-23", now=just_after))


def test_a_report_of_damage_was_a_notice_in_time(session):
    conversation = talk(session)
    filed = report(session, conversation, kind="damaged", damage=["wheel"], received_on="2026-11-22")
    reports.of_case(session, filed).created_at = datetime(2026, 11, 23, tzinfo=UTC)
    much_later = datetime(2027, 2, 1, tzinfo=UTC)

    known = claim(session, conversation, about="damaged", reference=filed.reference, now=much_later)
    unknown = claim(session, talk(session), about="damaged", received_on="2026-11-22", now=much_later)

    assert "Notice" not in lines(known)
    assert "Notice" in lines(unknown)


def test_says_up_to_and_never_how_much(session):
    put_bag(session)
    conversation = talk(session)
    filed = report(session, conversation)

    case = claim(session, conversation, reference=filed.reference)

    assert lines(case)["Limit of liability"]["en"] == "Up to 1,519 SDR per passenger"
    assert "up to 1,519 SDR" in said(session, conversation)[-1].body


def test_says_no_limit_where_the_journey_is_not_known(session):
    assert "Limit of liability" not in lines(claim(session, talk(session)))


def test_for_a_lost_bag_no_time_for_a_notice_runs(session):
    case = claim(session, talk(session), about="lost", now=datetime(2027, 3, 1, tzinfo=UTC))

    assert "notice" not in {one["kind"] for one in case.deadlines}
    assert "Notice" not in lines(case)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "12.345"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"currency": "pounds"}, "currency"),
        ({"what": " "}, "item"),
    ],
)
def test_refuses_items_that_cannot_be(session, item, sentence):
    form = open_form(session, talk(session), "bag_claim")

    wrong = send(session, form, {**CLAIM, "items": [{**CLAIM["items"][0], **item}]})

    assert sentence in wrong["items"]

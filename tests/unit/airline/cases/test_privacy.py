"""Requests about personal data: taken down with a reference and a last day; nothing personal is shown for them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm import cases, forms, privacy
from crm.fields import CHECKS
from tests.unit.airline.forms import open_form, said, talk

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_the_answer_comes_within_fifteen_working_days():
    assert privacy.due_on(date(2026, 11, 23)) == date(2026, 12, 14)
    assert privacy.due_on(date(2026, 11, 21)) == date(2026, 12, 11)


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_that_is_always_within_the_month_that_the_law_gives(received):
    assert 15 < (privacy.due_on(received) - received).days <= 23


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("wish", privacy.WISHES)
def test_a_form_becomes_a_case_with_a_reference_and_a_day(session, language, wish):
    conversation = talk(session, language)
    form = open_form(session, conversation, "privacy_request")
    answers = {"wish": wish, "note": "the chat of May", "email": "lena@example.org"}

    sent = forms.submit(
        session, form, answers, handler=privacy.FORMS["privacy_request"], checks=CHECKS, now=NOW
    ).unwrap(language)

    case = cases.get_by_reference(session, sent.result["reference"])
    (told,) = said(session, conversation)
    assert (case.kind, case.status, case.deadlines[0]["due_on"]) == ("privacy_request", "submitted", "2026-12-14")
    assert case.reference in told.body
    assert {"zh": "2026年12月14日", "en": "14 December 2026"}[language] in told.body
    # The address given proves nothing, and is for the team alone.
    assert "lena@example.org" not in told.body + str(told.data)
    assert [line["value"] for line in case.details if line.get("team_only")] == ["lena@example.org"]


def test_a_request_that_is_over_is_open_no_more(session):
    conversation = talk(session)
    case = privacy.open_request(session, conversation=conversation, wish="erase", email="l@example.org", now=NOW)

    assert privacy.open_ones(session, conversation.id) == [case]
    assert privacy.asks_for(case, "erase") and not privacy.asks_for(case, "see")

    case.closed_at = NOW
    assert privacy.open_ones(session, conversation.id) == []

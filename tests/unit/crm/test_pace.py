"""How long people are at a customer, told from what happened."""

from datetime import UTC, datetime, timedelta

from crm.events import Name
from crm.insights.pace import Happened, spans

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def happened(*names):
    return [Happened(name, NOON + timedelta(seconds=at)) for name, at in names]


def test_a_service_ends_with_the_last_word_of_a_person():
    events = happened(
        (Name.QUEUED, 0), (Name.TAKEN, 60), (Name.FIRST_REPLY, 90), (Name.REPLIED, 360), (Name.RESOLVED, 3000)
    )

    assert list(spans(events)) == [300]


def test_one_in_which_nobody_wrote_ends_with_its_end_and_one_that_goes_on_is_none_yet():
    events = happened((Name.TAKEN, 0), (Name.RETURNED, 120), (Name.QUEUED, 200), (Name.TAKEN, 260))

    assert list(spans(events)) == [120]


def test_what_was_put_aside_over_night_counts_an_hour():
    assert list(spans(happened((Name.TAKEN, 0), (Name.REPLIED, 40_000), (Name.RESOLVED, 50_000)))) == [3600]


def test_what_a_second_person_took_over_is_a_service_of_its_own():
    events = happened(
        *((Name.TAKEN, 0), (Name.FIRST_REPLY, 100), (Name.SNOOZED, 110)),
        *((Name.WOKEN, 900), (Name.TAKEN, 1000), (Name.RESOLVED, 1050)),
    )

    assert list(spans(events)) == [100, 50]

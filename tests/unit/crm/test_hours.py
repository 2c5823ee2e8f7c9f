"""When people answer: spans, days off, midnight, and the days on which the clocks are changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import content, hours
from crm.hours import after_working, last_closing, next_opening, people_answer, spoken, worked_between
from crm.site import DATA, Words, read, site

OFFICE = {
    day: ("09:00-12:00", "13:00-18:00") if day != "sat" else ("10:00-24:00",)
    for day in ("mon", "tue", "wed", "thu", "fri", "sat")
}
# Sunday: the day after the Saturday that ends at midnight.
SUNDAY = datetime(2026, 11, 29, tzinfo=UTC)


def fix(monkeypatch, opening_hours, *, zone="UTC", name=None, **more):
    said = {"opening_hours": opening_hours, "time_zone": zone, "time_zone_name": name, **more}
    fixed = site().model_copy(update=said)
    monkeypatch.setattr(hours, "site", lambda: fixed)


def at(day, clock):
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}:00+00:00")


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(27, "09:00"), at(27, "09:00")),
        (at(27, "11:59"), at(27, "11:59")),
        (at(27, "12:00"), at(27, "13:00")),
        (at(27, "18:00"), at(28, "10:00")),
        (at(28, "23:59"), at(28, "23:59")),
        (at(29, "00:00"), at(30, "09:00")),
    ],
)
def test_opens_next(monkeypatch, moment, opens):
    fix(monkeypatch, OFFICE)

    assert next_opening(moment) == opens
    assert people_answer(moment) is (moment == opens)


def test_a_site_that_names_no_hours_is_always_open_and_one_that_has_only_days_off_never(monkeypatch):
    fix(monkeypatch, {})
    assert (people_answer(SUNDAY), next_opening(SUNDAY), last_closing(SUNDAY)) == (True, SUNDAY, None)
    assert after_working(SUNDAY, timedelta(hours=4)) == SUNDAY + timedelta(hours=4)

    fix(monkeypatch, {"mon": ()})
    assert (people_answer(SUNDAY), next_opening(SUNDAY), last_closing(SUNDAY)) == (False, None, None)
    assert after_working(SUNDAY, timedelta(hours=4)) is None


def test_a_single_day_has_hours_of_its_own_or_none(monkeypatch):
    fix(monkeypatch, OFFICE, hours_on={date(2026, 11, 27): ("10:00-11:00",), date(2026, 11, 30): ()})

    assert [people_answer(at(27, clock)) for clock in ("09:30", "10:30", "14:00")] == [False, True, False]
    assert last_closing(at(27, "14:00")) == at(27, "11:00")
    assert next_opening(SUNDAY) == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert after_working(at(27, "10:30"), timedelta(hours=1)) == at(28, "10:30")


@pytest.mark.parametrize("opening_hours", [OFFICE, {}])
def test_public_holidays_are_days_off_where_the_site_says_so_unless_it_names_their_hours(monkeypatch, opening_hours):
    # China's National Day, 2026, and the working day after the holidays.
    holiday, last, noon = date(2026, 10, 1), date(2026, 10, 7), datetime(2026, 10, 1, 14, tzinfo=UTC)
    fix(monkeypatch, opening_hours)
    assert people_answer(noon)

    fix(monkeypatch, opening_hours, closed_on_holidays=True)
    assert not people_answer(noon)
    assert next_opening(noon).date() == last + timedelta(days=1)

    fix(monkeypatch, opening_hours, closed_on_holidays=True, hours_on={holiday: ("13:00-15:00",)})
    assert people_answer(noon)
    assert not people_answer(noon + timedelta(hours=1))


@pytest.mark.parametrize(
    ("moment", "worked", "promised"),
    [
        (at(27, "09:00"), 2, at(27, "11:00")),
        (at(27, "09:00"), 3, at(27, "12:00")),
        (at(27, "11:00"), 4, at(27, "16:00")),
        (at(27, "17:00"), 4, at(28, "13:00")),
        (at(28, "22:00"), 4, at(30, "11:00")),
        (at(29, "03:00"), 4, at(30, "14:00")),
    ],
)
def test_promises_by_the_hours_that_are_worked(monkeypatch, moment, worked, promised):
    fix(monkeypatch, OFFICE)

    assert after_working(moment, timedelta(hours=worked)) == promised


@pytest.mark.parametrize(
    ("zone", "moment", "opens"),
    [
        # The night on which clocks are put forward has an hour less, and the one on which they are put back one more.
        ("Europe/Berlin", "2026-03-28T23:00:00+01:00", "2026-03-29T08:00:00+02:00"),
        ("Europe/Berlin", "2026-10-24T23:00:00+02:00", "2026-10-25T08:00:00+01:00"),
        ("America/New_York", "2026-03-07T23:00:00-05:00", "2026-03-08T08:00:00-04:00"),
        ("Asia/Shanghai", "2026-11-28T23:00:00+08:00", "2026-11-29T08:00:00+08:00"),
    ],
)
def test_opens_by_the_clock_on_the_wall(monkeypatch, zone, moment, opens):
    fix(monkeypatch, dict.fromkeys(hours.DAYS, ("08:00-22:00",)), zone=zone)

    assert next_opening(datetime.fromisoformat(moment)) == datetime.fromisoformat(opens)


def test_an_hour_that_the_clocks_leave_out_is_not_worked(monkeypatch):
    fix(monkeypatch, {"sun": ("02:15-02:45",)}, zone="Europe/Berlin")

    assert next_opening(datetime(2026, 3, 28, 12, tzinfo=UTC)) == datetime.fromisoformat("2026-03-29T03:15:00+02:00")
    fix(monkeypatch, {"sun": ("02:15-03:10",)}, zone="Europe/Berlin")
    assert next_opening(datetime(2026, 3, 28, 12, tzinfo=UTC)) == datetime.fromisoformat("2026-04-05T02:15:00+02:00")


ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
minutes = st.integers(0, 24 * 60)
span = st.tuples(minutes, minutes).filter(lambda pair: pair[0] < pair[1])
clocks = span.map(lambda pair: "-".join(f"{one // 60:02}:{one % 60:02}" for one in pair))
weeks = st.dictionaries(st.sampled_from(hours.DAYS), st.lists(clocks, min_size=1, max_size=3).map(tuple), min_size=1)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(weeks, st.sampled_from(ZONES), moments, st.integers(1, 40 * 60))
def test_whatever_the_week_and_the_zone(week, zone, moment, worked):
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix(monkeypatch, week, zone=zone)
        opens, closed = next_opening(moment), last_closing(moment)

        if opens is not None:
            assert opens >= moment
            assert people_answer(opens)
            assert (opens == moment) is people_answer(moment)
            assert not people_answer(opens - timedelta(seconds=1)) or opens == moment
            # So much has been worked between the two, and it ends in opening hours.
            promised = after_working(moment, timedelta(minutes=worked))
            assert promised is not None and promised >= opens + timedelta(minutes=worked)
            assert people_answer(promised - timedelta(seconds=1))
        if closed is not None:
            assert closed <= moment and not people_answer(closed)
            assert people_answer(closed - timedelta(microseconds=1))


@settings(deadline=None)
@given(moments, st.integers(1, 40 * 60), st.integers(1, 40 * 60))
def test_working_for_two_spells_is_working_for_both_at_once(moment, one, other):
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix(monkeypatch, OFFICE, zone="Europe/Berlin")
        first = after_working(moment, timedelta(minutes=one))

        assert after_working(first, timedelta(minutes=other)) == after_working(moment, timedelta(minutes=one + other))


BEIJING = Words(zh="北京时间", en="Beijing time")


@pytest.mark.parametrize(
    ("moment", "says", "en", "zh"),
    [
        ("2026-11-29T08:00", "opens", "today from 08:00 (Beijing time)", "今早8点起（北京时间）"),
        ("2026-11-29T13:30", "opens", "today from 13:30 (Beijing time)", "今天13点30分起（北京时间）"),
        ("2026-11-30T08:00", "opens", "tomorrow from 08:00 (Beijing time)", "明早8点起（北京时间）"),
        ("2026-12-01T09:05", "opens", "on Tuesday from 09:05 (Beijing time)", "周二9点05分起（北京时间）"),
        ("2026-12-06T08:00", "opens", "on 6 December from 08:00 (Beijing time)", "12月6日8点起（北京时间）"),
        ("2026-11-30T12:00", "by", "by 12:00 tomorrow (Beijing time)", "明天12点前（北京时间）"),
    ],
)
def test_says_a_moment_as_people_do(monkeypatch, moment, says, en, zh):
    fix(monkeypatch, OFFICE, zone="Asia/Shanghai", name=BEIJING)
    # Half past six in the morning there.
    now, then = datetime(2026, 11, 28, 22, 30, tzinfo=UTC), datetime.fromisoformat(f"{moment}:00+08:00")

    assert [spoken(then, language, says=says, now=now) for language in ("en", "zh")] == [en, zh]


def test_a_zone_without_a_name_is_told_by_its_distance_from_utc(monkeypatch):
    fix(monkeypatch, OFFICE, zone="Asia/Kathmandu")

    assert spoken(SUNDAY, "en", says="by", now=SUNDAY) == "by 05:45 today (UTC+05:45)"


@pytest.mark.parametrize("says", ["opens", "by"])
def test_an_hour_that_nobody_knows_is_not_made_up(says):
    told = [spoken(None, language, says=says, now=SUNDAY) for language in ("en", "zh")]

    assert all(told) and not any(character.isdigit() for one in told for character in one)


def test_the_articles_and_the_site_name_the_same_hours():
    article = yaml.safe_load(content.file("knowledge", "opening_hours.yml").read_text(encoding="utf-8"))
    demo = read(DATA / "site.yml")

    assert {span for day in hours.DAYS for span in dict(demo.opening_hours)[day]} == {"08:00-22:00"}
    for language in ("en", "zh"):
        told = article["body"][language]
        assert [said for said in ("08:00", "22:00", demo.time_zone_name[language]) if said not in told] == []


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
SPENT = st.timedeltas(timedelta(0), timedelta(hours=200))
# Where the clocks are changed, and where they never are.
ZONES = st.sampled_from(["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Shanghai"])


@settings(max_examples=200, deadline=None)
@given(MOMENTS, SPENT, ZONES)
def test_what_is_worked_until_a_time_that_was_promised_is_what_was_promised(moment, worked, zone):
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix(monkeypatch, OFFICE, zone=zone)

        end = after_working(moment, worked)

        assert end is not None and end >= moment
        assert worked_between(moment, end) == worked


@settings(max_examples=200, deadline=None)
@given(st.tuples(MOMENTS, MOMENTS, MOMENTS), ZONES)
def test_time_worked_adds_up_and_is_never_more_than_what_has_passed(moments, zone):
    first, second, third = sorted(moments)
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix(monkeypatch, OFFICE, zone=zone)

        whole = worked_between(first, third)

        assert whole == worked_between(first, second) + worked_between(second, third)
        assert timedelta(0) <= whole <= third - first
        assert worked_between(third, first) == timedelta(0)


def test_a_site_that_is_always_open_works_all_the_time(monkeypatch):
    fix(monkeypatch, {})

    assert worked_between(SUNDAY, SUNDAY + timedelta(days=2)) == timedelta(days=2)

"""What supervisors may count on in plans of how many people a day needs."""

import csv
import io
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bench.simulated_demand import simulate, truth
from crm import audit
from crm.agents import Agent
from crm.base import utc_now
from crm.insights import demand, pace
from crm.insights.demand import edges
from crm.shifts import Shift
from crm.site import site
from crm.statistics.chats import Desk as Work
from crm.statistics.chats import people_for
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk, answers_in

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
# As if customers never gave up, one at a time, and nobody were ever away.
PLAIN = "handling=300&patience=0&at_once=1&away=0"


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


def today():
    return utc_now().astimezone(site().zone).date()


def came(a_week=2000.0, days=57, **more):
    with unit_of_work() as session:
        return simulate(session, a_week=a_week, days=days, today=today(), zone=site().zone, seed=11, **more)


def plan(ana, query="", day=None):
    response = ana.get(f"/insights/staffing?day={day or today() + timedelta(days=1)}&{query}")
    assert response.status_code == 200, response.text
    return response.json()


def table(ana, name, query=""):
    response = ana.get(f"/insights/staffing/table?table={name}&{query}")
    assert response.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


def rostered(names, start, end, day=None):
    """Shifts of that day, in quarter-hours of it."""
    day = day or today() + timedelta(days=1)
    with unit_of_work() as session:
        for one in session.scalars(select(Agent).where(Agent.name.in_(names))):
            quarters = edges(day, site().zone)
            session.add(Shift(agent=one, starts_at=quarters[start], ends_at=quarters[end]))


@pytest.mark.parametrize("path", ["", "/table?table=quarters"])
def test_is_for_supervisors_alone(client, desk, path):
    assert client.get(f"/v1/desk/insights/staffing{path}").status_code == 401
    assert desk.get(f"/insights/staffing{path}").status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        *("day=2020-01-01", "day=2199-01-01", "target=1", "target=0.1", "within=-1", "handling=0", "patience=-1"),
        *("at_once=0", "slowdown=2", "away=1", "shift_hours=0.25", "shift_hours=13", "shift_hours=4.1", "times=-1"),
        *("times=2&from=18:00&to=14:00", "from=25:00", "handling=nan", "times=inf"),
    ],
)
def test_refuses_what_no_plan_can_be_made_of(ana, query):
    assert ana.get(f"/insights/staffing?{query}").status_code == 422


def test_says_how_much_is_missing_before_anything_can_be_told(ana):
    nothing = plan(ana)
    came(days=20)
    some = plan(ana)

    assert (nothing["plan"], nothing["weeks"], nothing["missing_days"]) == (None, 0, 28)
    # The first day is no whole one: it may have begun at noon.
    assert (some["plan"], some["weeks"], some["missing_days"]) == (None, 2, 9)
    assert table(ana, "quarters") == table(ana, "backtest") == []


@STORES
def test_tells_what_comes_and_whether_such_a_forecast_would_have_been_right(ana):
    came()

    found = plan(ana, PLAIN)

    told, day = found["plan"], today() + timedelta(days=1)
    assert found["weeks"] == 8
    expected = truth(2000.0)[day.weekday()]
    assert told["total"]["low"] < expected.sum() < told["total"]["high"]
    assert told["total"]["mean"] == pytest.approx(sum(one["coming"]["mean"] for one in told["quarters"]))
    assert all(one["coming"]["low"] <= one["coming"]["high"] for one in told["quarters"])
    held = [
        one["coming"]["low"] - 1 < mean < one["coming"]["high"] + 1
        for one, mean in zip(told["quarters"], expected, strict=True)
    ]
    assert all(held)
    tested = told["backtest"]
    assert (tested["weeks"], tested["covered"] > 0.93) == (4, True)
    assert tested["model"]["quarters"] < tested["naive"]["quarters"]


@STORES
def test_counts_by_the_sites_clock_what_the_events_say(ana):
    total = came(days=57)

    with reading() as session:
        found = demand.history(session, zone=site().zone, now=utc_now())
        speed = pace.measured(session, now=utc_now())

    assert found.weeks.shape == (8, 7, 96)
    assert 0 < found.weeks.sum() < total
    # Nobody comes at night: by another zone's clock there would be some.
    assert found.weeks[:, :, :32].sum() == 0
    assert speed.handling == pytest.approx(300, rel=0.15)
    # One in ten gives up after half a minute, and all the others wait for one.
    assert speed.patience == pytest.approx((0.9 * 60 + 0.1 * 30) / 0.1, rel=0.1)


def test_people_are_needed_as_erlang_says_and_more_where_they_are_away_or_more_come(ana):
    came()

    one, away, worse, chats = (
        plan(ana, f"{PLAIN}{more}")["plan"] for more in ("", "&away=0.5", "&times=2", "&at_once=3")
    )

    for quarter in one["quarters"]:
        exact = people_for(quarter["coming"]["mean"] / 900, Work(300.0), target=0.8, within=60)
        assert quarter["needed"] == max(1, exact)
        assert quarter["on_roster"] == quarter["needed"]
    assert all(half["on_roster"] == 2 * half["needed"] for half in away["quarters"])
    assert sum(two["needed"] for two in worse["quarters"]) > sum(quarter["needed"] for quarter in one["quarters"])
    assert sum(three["needed"] for three in chats["quarters"]) < sum(quarter["needed"] for quarter in one["quarters"])


def test_while_the_desk_is_closed_nobody_is_needed(ana, environment):
    came()
    answers_in(environment, {day: ["09:00-12:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")})

    found = plan(ana, PLAIN)["plan"]["quarters"]

    assert [one["start"] for one in found if one["needed"]] == [
        f"{hour:02}:{minute:02}:00" for hour in (9, 10, 11) for minute in (0, 15, 30, 45)
    ]
    assert [one["open"] for one in found] == [one["needed"] > 0 for one in found]
    assert sum(one["coming"]["mean"] for one in found if not one["open"]) > 0


def test_a_disruption_changes_its_hours_alone(ana):
    came()

    usual, worse = (
        plan(ana, PLAIN)["plan"]["quarters"],
        plan(ana, f"{PLAIN}&times=3&from=14:00&to=18:00")["plan"]["quarters"],
    )

    for at, (one, other) in enumerate(zip(usual, worse, strict=True)):
        times = 3 if 56 <= at < 72 else 1
        assert other["coming"]["mean"] == pytest.approx(times * one["coming"]["mean"])


def test_the_proposal_covers_the_need_with_the_shifts_that_are_allowed(ana):
    came()

    found = plan(ana, "shift_hours=5&shift_hours=8.5")["plan"]

    assert all(one["planned"] >= one["on_roster"] for one in found["quarters"])
    lengths = {
        (
            datetime.combine(today() + timedelta(days=one["end"] == "00:00:00"), time.fromisoformat(one["end"]))
            - datetime.combine(today(), time.fromisoformat(one["start"]))
        )
        for one in found["shifts"]
    }
    assert lengths <= {timedelta(hours=5), timedelta(hours=8.5)}
    assert (
        found["hours"]["proposed"] == sum(one["planned"] for one in found["quarters"]) / 4 >= found["hours"]["needed"]
    )


def test_the_roster_is_compared_quarter_hour_by_quarter_hour(ana):
    came()
    rostered(("Mei", "Tom"), 40, 72)

    found = plan(ana, f"{PLAIN}&handling=1200")

    quarters = found["plan"]["quarters"]
    assert [one["rostered"] for one in quarters] == [2 if 40 <= at < 72 else 0 for at in range(96)]
    assert [one["agent"] for one in found["roster"]] == ["Mei", "Tom"]
    assert quarters[39]["outcome"] is None
    # Some ten an hour, twenty minutes each, for two: the line grows for as long as it goes on.
    assert quarters[42]["outcome"] == {"answered": None, "abandons": None, "occupancy": None, "unstable": True}
    patient = plan(ana, f"{PLAIN}&handling=1200&patience=120")["plan"]["quarters"][42]["outcome"]
    assert patient["unstable"] is False
    assert 0 < patient["answered"] < 1 - patient["abandons"] < 1
    assert found["plan"]["hours"]["rostered"] == 16


def test_who_is_away_for_a_part_of_the_time_is_there_for_the_rest(ana):
    came()
    rostered(("Mei",), 32, 88)

    found = plan(ana, "handling=60&patience=600&at_once=1&away=0.5&within=60")["plan"]["quarters"][60]["outcome"]

    # Alone she would answer nearly all, and nobody is there for half of the time.
    assert 0.4 < found["answered"] < 0.5
    assert found["abandons"] > 0.5


def test_every_table_is_there_in_both_languages(ana):
    came()
    rostered(("Mei",), 32, 64)

    quarters = table(ana, "quarters")
    assert len(quarters) == 96
    assert (quarters[40]["From"], quarters[40]["Rostered"]) == ("10:00", "1")
    assert table(ana, "proposal")[0].keys() == {"From", "To", "People"}
    assert [row["Agent"] for row in table(ana, "roster")] == ["Mei"]
    assert table(ana, "roster")[0]["Begins"].endswith("08:00")
    assert [row["预测方法"] for row in table(ana, "backtest", "words=zh")] == ["本预测", "照搬上周"]


def test_a_name_cannot_run_in_a_spreadsheet(ana):
    rostered(("Mei",), 32, 64)
    with unit_of_work() as session:
        session.scalars(select(Agent).where(Agent.name == "Mei")).one().name = "=1+1"

    assert [row["Agent"] for row in table(ana, "roster")] == ["'=1+1"]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_day_on_which_the_clocks_change_has_every_quarter_hour_of_the_wall(day, hours):
    found = edges(day, ZoneInfo("Europe/Berlin"))

    assert len(found) == 97
    assert found[-1] - found[0] == timedelta(hours=hours)
    assert found == sorted(found)
    assert found[48].hour == (11 if day == date(2026, 10, 25) else 10)


def test_planning_leaves_no_trace(ana):
    came()
    plan(ana)

    with reading() as session:
        assert audit.latest(session, limit=5) == []

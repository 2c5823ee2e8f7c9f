"""What may be counted on about reports by mail: who gets one, about which days, and once."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from api.insights import mailing
from bench.simulated_service import Kind, simulate
from crm import report_mail
from crm.agents import Agent, Role
from crm.base import utc_now
from crm.report_mail import Subscription
from crm.store import unit_of_work
from tests.edge.conftest import Desk

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
SHANGHAI = ZoneInfo("Asia/Shanghai")
SERVICE = {"report": "service", "pace": "week", "language": "en"}


@pytest.fixture
def ana(postbox, client):
    """Who supervises, where mail can be sent."""
    return Desk(client, "ana@example.com")


def put(desk, **body):
    return desk.browser.put("/v1/desk/insights/subscriptions", json=body, headers=desk.headers)


def due(**changes):
    """Their time has come."""
    with unit_of_work() as session:
        for one in session.scalars(select(Subscription)):
            one.next_at = utc_now() - timedelta(minutes=1)
            for name, value in changes.items():
                setattr(one, name, value)


def send():
    return asyncio.run(mailing.send_due())


def test_is_for_supervisors_alone(client, desk):
    assert client.put("/v1/desk/insights/subscriptions", json=SERVICE).status_code == 401
    assert put(desk, **SERVICE).status_code == 403
    assert desk.get("/insights/subscriptions").status_code == 403


@pytest.mark.parametrize("wrong", [{"report": "surveys"}, {"report": "surveys", "questionnaire": "x"}, {"pace": "day"}])
def test_refuses_what_there_is_not(ana, wrong):
    assert put(ana, **SERVICE | wrong).status_code == 422
    assert ana.get("/insights/subscriptions").json()["subscriptions"] == []


@STORES
def test_the_report_on_service_comes_once_with_its_tables(ana, postbox):
    last_week = report_mail.covered("week", utc_now(), SHANGHAI)
    with unit_of_work() as session:
        kind = Kind(40, {"confirmed": 0.7, "abandoned": 0.3}, columns={"topic": "bag_status"})
        simulate(session, [kind], start=last_week.start, days=7, seed=2)
    put(ana, **SERVICE)

    assert send() == 0
    due()
    assert (send(), send()) == (1, 0)

    [mail] = postbox.mails
    assert mail["To"] == "ana@example.com"
    assert f"{last_week.first}" in mail["Subject"]
    assert f"/insights/service?from={last_week.first}&to={last_week.last}" in mail.get_body().get_content()
    tables = {one.get_filename(): one.get_content() for one in mail.iter_attachments()}
    figures = tables[f"service-figures-{last_week.first}-{last_week.last}.csv"]
    rows = list(csv.DictReader(io.StringIO(figures.removeprefix("\ufeff"))))
    assert next(row["Value"] for row in rows if row["Figure"] == "Conversations") == "40"


def test_a_survey_report_comes_as_a_pdf_in_the_chosen_language(ana, postbox):
    put(ana, report="surveys", questionnaire="csat", pace="month", language="zh")
    due()

    assert send() == 1

    [mail] = postbox.mails
    [attached] = mail.iter_attachments()
    assert "问卷报告" in mail["Subject"]
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content().startswith(b"%PDF-")


def test_no_more_comes_to_who_wants_none_or_does_not_lead_any_more(ana, postbox):
    put(ana, **SERVICE)
    put(ana, **SERVICE | {"pace": None})
    due()
    assert send() == 0

    put(ana, **SERVICE)
    due()
    with unit_of_work() as session:
        session.scalars(select(Agent).where(Agent.name == "Ana")).one().role = Role.AGENT
    assert send() == 0
    assert postbox.mails == []


def test_what_a_server_refuses_is_tried_again_and_then_left_to_the_next_time(ana, postbox):
    put(ana, **SERVICE)
    postbox.answer = "451 later"
    due()
    assert send() == 0

    postbox.answer = "250 OK"
    assert send() == 0  # not before its time
    due()
    assert send() == 1

    due(tries=report_mail.MOST_TRIES)
    assert send() == 0
    with unit_of_work() as session:
        assert session.scalars(select(Subscription.next_at)).one() > utc_now()


@pytest.mark.parametrize(
    ("pace", "now", "days", "after"),
    [
        # A Monday, 07:00 in Shanghai is 23:00 of Sunday in UTC.
        ("week", datetime(2026, 3, 8, 23, tzinfo=UTC), ("2026-03-02", "2026-03-08"), "2026-03-16T07:00:00+08:00"),
        ("week", datetime(2026, 3, 8, 22, 59, tzinfo=UTC), ("2026-03-02", "2026-03-08"), "2026-03-09T07:00:00+08:00"),
        ("month", datetime(2026, 2, 28, 23, 30, tzinfo=UTC), ("2026-02-01", "2026-02-28"), "2026-04-01T07:00:00+08:00"),
        ("month", datetime(2026, 1, 15, 3, tzinfo=UTC), ("2025-12-01", "2025-12-31"), "2026-02-01T07:00:00+08:00"),
    ],
)
def test_it_is_about_the_last_whole_week_or_month_of_the_site(pace, now, days, after):
    covered = report_mail.covered(pace, now, SHANGHAI)

    assert (covered.first.isoformat(), covered.last.isoformat()) == days
    assert report_mail.next_after(pace, now, SHANGHAI).isoformat() == after

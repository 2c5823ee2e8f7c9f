"""Supervisors read what became of conversations, and open those behind a figure."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from bench.simulated_service import Kind, simulate
from crm.agents import Agent
from crm.base import utc_now
from crm.store import close_store, open_store, unit_of_work
from tests.browser.conftest import PASSWORD


@pytest.fixture(scope="module")
def talks(product):
    """Twelve weeks of conversations, some with Mei."""
    open_store(product.environment["DATABASE_URL"])
    with unit_of_work() as session:
        mei = session.scalars(select(Agent.id).where(Agent.email == "mei@example.com")).one()
        ending = {"confirmed": 0.5, "assumed": 0.2, "abandoned": 0.1, "handed_over": 0.2}
        simulate(session, [Kind(300, ending, agents=[mei])], start=utc_now() - timedelta(days=80), days=79, seed=4)
    close_store()


@pytest.fixture
def insights(product, open_context, talks):
    def sign_in(email="ana@example.com", language="en", path="/insights", **options):
        page = open_context(language=language, **options).new_page()
        page.goto(f"{product.url}{path}")
        page.get_by_test_id("login-email").fill(email)
        page.get_by_test_id("login-password").fill(PASSWORD)
        page.get_by_test_id("login-submit").click()
        return page

    return sign_in


def test_a_supervisor_sees_how_conversations_ended_and_opens_those_behind_a_figure(insights):
    page = insights()

    expect(page.get_by_test_id("figure-automation")).to_contain_text("95% interval")
    expect(page.get_by_test_id("hours").locator("[data-drawn=true] svg")).to_be_visible()
    page.get_by_test_id("split-table").click()
    expect(page.get_by_test_id("split").locator("tbody tr")).to_have_count(5)
    page.get_by_role("button", name="Conversations: Abandoned").first.click()
    expect(page.get_by_test_id("behind").get_by_test_id("talk").first).to_contain_text("the customer gave up")


def test_tabs_keep_the_days_and_a_definition_is_one_click_away(insights):
    page = insights(language="zh", path="/insights/service?from=2026-01-05&to=2026-12-31")

    page.get_by_test_id("row-automation").get_by_role("button", name="“自动化率”的定义").click()
    expect(page.get_by_test_id("row-automation")).to_contain_text("参与率 × 解决率")
    page.get_by_test_id("report-surveys").click()
    expect(page.get_by_role("heading", name="问卷结果")).to_be_visible()
    assert "from=2026-01-05&to=2026-12-31" in page.url
    page.go_back()
    expect(page.get_by_role("heading", name="服务概况")).to_be_visible()


def test_a_phone_shows_it_without_scrolling_sideways(insights):
    page = insights(viewport={"width": 390, "height": 844})

    expect(page.get_by_test_id("lowest").get_by_test_id("talk").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_agents_are_told_that_it_is_for_supervisors(insights):
    expect(insights(email="mei@example.com").get_by_role("heading", name="For supervisors")).to_be_visible()

"""Supervisors read what customers answered, as charts and tables, on a screen or a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bench.simulated_surveys import Group, simulate
from crm.base import utc_now
from crm.insights import plans
from crm.store import close_store, open_store, unit_of_work
from tests.browser.conftest import PASSWORD

SUPERVISOR = "ana@example.com"


@pytest.fixture(scope="module")
def answers(product):
    """Twelve weeks of answers to two questionnaires."""
    gaps = {
        item: {6: 1.0} if item == pair.first else {4: 0.5, 5: 0.5}
        for pair in plans.plan("servqual").pairs
        for item in pair[:2]
    }
    truths = {"csat": {"satisfaction": {5: 0.6, 4: 0.2, 2: 0.2}}, "servqual": gaps}
    open_store(product.environment["DATABASE_URL"])
    with unit_of_work() as session:
        for name, truth in truths.items():
            groups = [Group(120, truth, columns={"stage": "pre"}), Group(120, truth, "zh", columns={"stage": "in"})]
            simulate(session, name, groups, start=utc_now() - timedelta(days=80), days=78, seed=3)
    close_store()


@pytest.fixture
def results(product, open_context, answers):
    def sign_in(email=SUPERVISOR, language="en", query="", **options):
        page = open_context(language=language, **options).new_page()
        page.goto(f"{product.url}/insights/surveys{query}")
        page.get_by_test_id("login-email").fill(email)
        page.get_by_test_id("login-password").fill(PASSWORD)
        page.get_by_test_id("login-submit").click()
        return page

    return sign_in


def test_a_supervisor_reads_scores_as_charts_and_as_tables(results):
    page = results()

    expect(page.get_by_test_id("figure-csat")).to_contain_text("95% interval")
    expect(page.get_by_test_id("figure-csat")).to_contain_text("Chinese")
    expect(page.get_by_test_id("trend").locator("[data-drawn=true] svg")).to_be_visible()
    page.get_by_test_id("trend-table").click()
    expect(page.get_by_test_id("trend").locator("tbody tr")).not_to_have_count(0)
    page.get_by_test_id("group-by").select_option("channel")
    page.get_by_test_id("groups-table").click()
    expect(page.get_by_test_id("groups")).to_contain_text("Web chat")


def test_the_address_names_what_is_shown_and_tables_can_be_had_as_files(results):
    page = results(language="zh", query="?questionnaire=servqual")

    expect(page.get_by_test_id("figure-overall")).to_contain_text("−1.5")
    expect(page.get_by_test_id("dimensions").locator("[data-drawn=true] svg")).to_be_visible()
    page.get_by_test_id("answers-in").select_option("zh")
    expect(page.get_by_test_id("figure-overall")).to_contain_text("120 份答复")
    assert "questionnaire=servqual" in page.url
    assert "language=zh" in page.url
    with page.expect_download() as download:
        page.get_by_test_id("dimensions").get_by_role("link", name="下载 CSV").click()
    assert "可靠性" in download.value.path().read_text(encoding="utf-8-sig")


def test_a_phone_shows_everything_without_scrolling_sideways(results):
    page = results(viewport={"width": 360, "height": 740})

    expect(page.get_by_test_id("questions")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_agents_are_told_that_results_are_for_supervisors(results):
    page = results(email="mei@example.com")

    expect(page.get_by_role("heading", name="For supervisors")).to_be_visible()

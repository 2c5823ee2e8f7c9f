"""Supervisors see where customers come by, where they leave and where their time is lost, on a screen or a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bench.simulated_journeys import TOPICS, Service, keep, simulated
from crm.base import utc_now
from crm.store import close_store, open_store, unit_of_work
from tests.browser.conftest import PASSWORD


@pytest.fixture(scope="module")
def journeys(product):
    """Two times four weeks; in the later ones the line about disruptions is slow."""
    now, days = utc_now(), timedelta(days=28)
    open_store(product.environment["DATABASE_URL"])
    with unit_of_work() as session:
        keep(session, simulated(Service(a_day=30), start=now - 2 * days, days=28, seed=1))
        keep(session, simulated(Service(a_day=30, slow={TOPICS[2]: 3.0}), start=now - days, days=28, seed=2))
    close_store()


@pytest.fixture
def report(product, open_context, journeys):
    def sign_in(email="ana@example.com", language="en", **options):
        page = open_context(language=language, **options).new_page()
        days = f"from={(utc_now() - timedelta(days=27)).date()}&to={utc_now().date()}"
        page.goto(f"{product.url}/insights/journey?{days}")
        page.get_by_test_id("login-email").fill(email)
        page.get_by_test_id("login-password").fill(PASSWORD)
        page.get_by_test_id("login-submit").click()
        return page

    return sign_in


def test_the_planted_slow_line_is_the_first_sentence(report):
    page = report()

    first = page.get_by_test_id("bottleneck").first
    expect(first).to_contain_text("Waiting in line for a person (Disruption care)")
    expect(first).to_contain_text("more than chance")
    expect(page.get_by_test_id("tone").locator("[data-drawn=true] svg")).to_be_visible()
    for panel in ("bottlenecks", "map", "tone"):
        page.get_by_test_id(f"{panel}-table").click()
        expect(page.get_by_test_id(panel).locator("tbody tr")).not_to_have_count(0)


def test_a_touchpoint_leads_to_words_and_to_conversations(report):
    page = report(language="zh")

    page.get_by_test_id("touchpoint").first.click()

    closer = page.get_by_test_id("closer")
    expect(closer.get_by_test_id("verbatim")).not_to_have_count(0)
    expect(closer.get_by_test_id("caller")).not_to_have_count(0)
    closer.get_by_role("button", name="在此离开的").click()
    expect(closer.get_by_test_id("caller").first).to_contain_text("在此离开")


def test_a_choice_is_in_the_address_and_files_can_be_kept(report):
    page = report()

    page.get_by_test_id("topic").select_option(TOPICS[1])
    expect(page.get_by_test_id("results")).to_have_attribute("data-phase", "ready")
    assert f"skill={TOPICS[1]}" in page.url
    with page.expect_download() as download:
        page.get_by_test_id("log-xes").click()
    assert "<trace>" in download.value.path().read_text(encoding="utf-8")


def test_a_phone_shows_everything_without_scrolling_sideways(report):
    page = report(viewport={"width": 390, "height": 740})

    expect(page.get_by_test_id("map")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_agents_are_told_that_it_is_for_supervisors(report):
    expect(report(email="mei@example.com").get_by_role("heading", name="For supervisors")).to_be_visible()

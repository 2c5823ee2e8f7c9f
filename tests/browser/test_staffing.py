"""Supervisors see how many people a day needs, try what a bad day would take, and plan who is there."""

import pytest
from playwright.sync_api import expect

from bench.simulated_demand import simulate
from crm.base import utc_now
from crm.site import site
from crm.store import close_store, open_store, unit_of_work
from tests.browser.conftest import PASSWORD


@pytest.fixture(scope="module")
def history(product):
    """Eight weeks of conversations that reached people."""
    open_store(product.environment["DATABASE_URL"])
    today = utc_now().astimezone(site().zone).date()
    with unit_of_work() as session:
        simulate(session, a_week=1500, days=58, today=today, zone=site().zone, seed=5)
    close_store()


@pytest.fixture
def opened(product, open_context):
    def sign_in(language="en", query="", **options):
        page = open_context(language=language, **options).new_page()
        page.goto(f"{product.url}/insights/staffing{query}")
        page.get_by_test_id("login-email").fill("ana@example.com")
        page.get_by_test_id("login-password").fill(PASSWORD)
        page.get_by_test_id("login-submit").click()
        return page

    return sign_in


def test_the_page_speaks_chinese_and_shifts_can_be_planned_whatever_the_history_says(opened):
    page = opened(language="zh")

    expect(page.get_by_test_id("shift-add")).to_be_enabled()
    expect(page.get_by_test_id("shift-add")).to_have_text("加入排班")


def test_a_disrupted_day_needs_more_people_and_the_address_says_so(opened, history):
    page = opened()
    expect(page.get_by_test_id("people").locator("[data-drawn=true] svg")).to_be_visible()
    expect(page.get_by_test_id("backtest-sentence")).to_contain_text("each of the last 4 weeks")
    usual = page.get_by_test_id("total").inner_text()

    page.get_by_test_id("times").fill("3")

    expect(page.get_by_test_id("total")).not_to_have_text(usual)
    assert "times=3" in page.url
    page.get_by_test_id("as-usual").click()
    expect(page.get_by_test_id("total")).to_have_text(usual, use_inner_text=True)
    page.get_by_test_id("forecast-table").click()
    expect(page.get_by_test_id("forecast").locator("tbody tr")).not_to_have_count(0)
    with page.expect_download() as download:
        page.get_by_test_id("proposal").get_by_role("link", name="CSV").click()
    assert "People" in download.value.path().read_text(encoding="utf-8-sig")


def test_shifts_are_planned_taken_in_from_a_file_and_taken_off_again(opened, history):
    page = opened()
    roster = page.get_by_test_id("shift")
    page.get_by_test_id("shift-who").select_option("Ana")
    page.get_by_test_id("shift-add").click()
    expect(roster).to_have_count(1)
    page.get_by_test_id("shift-add").click()
    expect(page.get_by_text("They have another shift at that time.")).to_be_visible()

    day = page.get_by_test_id("day").input_value()
    lines = [f"{name}@example.com,{day} 09:00,{day} 17:00" for name in ("mei", "nobody")]
    text = "\n".join(["email,starts_at,ends_at", *lines])
    page.get_by_test_id("shift-file").set_input_files(
        {"name": "roster.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )

    expect(roster).to_have_count(2)
    expect(page.get_by_test_id("imported")).to_contain_text("Line 3 · nobody on the team has this address")
    for left in (1, 0):
        roster.first.get_by_role("button").click()
        expect(roster).to_have_count(left)


def test_a_phone_shows_everything_without_scrolling_sideways(opened, history):
    page = opened(viewport={"width": 390, "height": 844})

    expect(page.get_by_test_id("roster")).to_be_visible()
    expect(page.get_by_test_id("backtest")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

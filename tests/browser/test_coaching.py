"""Two supervisors rate a conversation, its agent sees it first, and then the team may."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from crm.agents import Agent, Role
from crm.base import utc_now
from crm.conversations import Status, start_conversation
from crm.customers import Customer
from crm.store import close_store, open_store, unit_of_work
from tests.browser.conftest import PASSWORD


@pytest.fixture(scope="module")
def closed(product):
    """A conversation that Mei has closed; Tom supervises as Ana does."""
    open_store(product.environment["DATABASE_URL"])
    with unit_of_work() as session:
        session.execute(update(Agent).where(Agent.name == "Tom").values(role=Role.SUPERVISOR))
        customer = Customer(language="en")
        session.add(customer)
        session.flush()
        talk = start_conversation(session, customer=customer, site="demo", language="en")
        mei = session.scalars(select(Agent.id).where(Agent.name == "Mei")).one()
        talk.status, talk.assignee_id, talk.resolved_at = Status.RESOLVED, mei, utc_now()
    close_store()


@pytest.fixture
def opened(product, open_context, closed):
    def sign_in(name, path="/insights/coaching", language="en", **options):
        page = open_context(language=language, **options).new_page()
        page.goto(f"{product.url}{path}")
        page.get_by_test_id("login-email").fill(f"{name}@example.com")
        page.get_by_test_id("login-password").fill(PASSWORD)
        page.get_by_test_id("login-submit").click()
        return page

    return sign_in


def rate(page, score):
    page.get_by_test_id("scorecard").get_by_role("button", name=re.compile("^(Rate|打分)")).click()
    page.get_by_test_id(f"score-right-{score}").check(force=True)
    page.get_by_test_id("rating-note").fill("Warm and exact.")
    page.get_by_test_id("rating-save").click()


def test_two_rate_its_agent_sees_it_first_and_then_it_is_shared(opened):
    ana, tom = opened("ana"), opened("tom", language="zh", viewport={"width": 390, "height": 844})
    ana.get_by_test_id("pick").click()
    expect(ana.get_by_test_id("scorecard")).to_have_count(1)
    rate(ana, 5)
    expect(ana.get_by_test_id("scorecard")).to_contain_text("waits for the other rating")

    tom.reload()
    expect(tom.get_by_test_id("scorecard")).to_contain_text("已有一位评分")
    rate(tom, 4)
    expect(tom.get_by_test_id("scorecard")).to_contain_text("两位都已评分")
    assert tom.evaluate("document.documentElement.scrollWidth") <= 390

    mei = opened("mei", "/desk")
    mei.get_by_test_id("agent-menu").click()
    mei.get_by_test_id("own-coaching").click()
    expect(mei.get_by_test_id("own-scorecard")).to_contain_text("5 · 4")
    expect(mei.get_by_test_id("own-scorecard")).to_contain_text("Warm and exact.")
    expect(mei.get_by_test_id("own-scorecard")).not_to_contain_text("Ana")

    ana.reload()
    card = ana.get_by_test_id("scorecard")
    expect(card).to_contain_text("seen by the agent")
    card.get_by_role("button", name="Show ratings").click()
    ana.get_by_test_id("share").click()
    expect(card).to_contain_text("shared as an example")

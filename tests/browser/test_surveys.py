"""A survey behind its link, on a phone: answered as one goes, resumed, and used up."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from crm import conversations, customers, surveys
from crm.store import close_store, open_store, unit_of_work

PHONE = {"viewport": {"width": 360, "height": 740}}
LINES = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


@pytest.fixture
def link(product):
    """The address of a pulse that a Chinese customer is asked to answer."""
    open_store(f"sqlite:///{product.folder}/store.db")
    with unit_of_work() as session:
        customer = customers.create_customer(session, language="zh")
        talk = conversations.start_conversation(session, customer=customer, site="demo", language="zh")
        token = surveys.ask(session, talk, questionnaire="servqual_pulse").token
    close_store()
    return f"{product.url}/s/{token}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pulse_is_answered_on_a_phone_in_chinese(link, open_context, scheme):
    page = open_context(language="zh", color_scheme=scheme, **PHONE).new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="这次服务怎么样")).to_be_visible()
    for line in LINES[:3]:
        page.get_by_test_id(f"perception.{line}-6").click()
    expect(page.get_by_test_id("survey")).to_contain_text("已答 3 题，共 6 题")
    expect(page.get_by_test_id("survey-next")).to_be_disabled()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    # A thumb hits every number.
    box = page.get_by_test_id("perception.empathy-7").bounding_box()
    assert box["height"] >= 44 and box["width"] >= 32

    # Another day, another tab: what was answered is still there.
    expect(page.get_by_test_id("survey-kept")).to_have_text("已保存")
    page.reload()
    expect(page.get_by_test_id("perception.reliability-6")).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("perception.assurance-7").click()
    page.get_by_test_id("perception.empathy-none").click()
    page.get_by_test_id("survey-next").click()
    page.get_by_test_id("survey-remark").fill("谢谢小梅")
    page.get_by_test_id("survey-next").click()
    expect(page.get_by_test_id("survey-thanks")).to_be_visible()

    page.reload()
    expect(page.get_by_test_id("survey")).to_contain_text("这份问卷已经填过了")
    expect(page.get_by_test_id("survey")).not_to_contain_text("谢谢小梅")


def test_whoever_wants_no_more_is_asked_once_whether_that_is_meant(link, open_context):
    page = open_context(language="zh", **PHONE).new_page()
    page.goto(f"{link}/opt-out")
    expect(page.get_by_test_id("survey")).to_contain_text("不再接收问卷")

    page.get_by_test_id("opt-out-yes").click()

    expect(page.get_by_test_id("survey")).to_contain_text(re.compile("不会再打扰您"))


def test_a_survey_in_the_chat_is_found_again_as_it_was_left(product, open_context):
    page = open_context(language="zh", viewport={"width": 390, "height": 780}).new_page()
    page.goto(f"{product.url}/chat")
    expect(page.get_by_test_id("composer")).to_be_visible()
    kept = page.wait_for_function("JSON.parse(localStorage.getItem('serviceloop.session.demo'))?.conversation_id")
    open_store(f"sqlite:///{product.folder}/store.db")
    with unit_of_work() as session:
        surveys.ask(session, conversations.lock(session, uuid.UUID(kept.json_value())), questionnaire="csat")
    close_store()
    page.get_by_test_id("satisfaction-4").click()
    expect(page.get_by_test_id("survey-remark")).to_be_visible()

    page.reload()
    expect(page.get_by_test_id("survey-thanks")).to_contain_text("满意")
    page.get_by_test_id("survey-change").click()
    page.get_by_test_id("survey-remark").fill("很快")
    page.get_by_test_id("survey-next").click()

    expect(page.get_by_test_id("survey-thanks")).to_contain_text("很快")

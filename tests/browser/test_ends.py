"""The two ends of a conversation: a widget that stays where a page wants it, and a desk that is quick by keyboard."""

import http.server
import threading

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Widget
from tests.browser.test_widget import Foreign


@pytest.fixture
def shop(product):
    """A website of somebody else's with the widget on every page of it; the attributes of its script are to be set."""

    def serve(attributes: str) -> str:
        Foreign.script = f'<script src="{product.url}/widget.js" data-site="partner" {attributes}></script>'
        return f"http://127.0.0.1:{product.foreign_port}"

    server = http.server.ThreadingHTTPServer(("127.0.0.1", product.foreign_port), Foreign)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield serve
    server.shutdown()
    server.server_close()


def test_an_open_chat_stays_open_on_the_next_page_and_takes_no_focus_there(shop, open_context):
    page = open_context().new_page()
    chat = Widget(page, shop("data-stay-open"))

    page.goto(page.url + "/next")

    expect(chat.at("composer")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_test_id("launcher").click()
    page.reload()
    expect(chat.at("composer")).not_to_be_visible()


def test_the_launcher_keeps_clear_of_another_bubble_and_moves_at_run_time(shop, open_context):
    page = open_context(viewport={"width": 1000, "height": 700}).new_page()
    chat = Widget(page, shop('data-offset-y="96" data-z-index="7"'))
    launcher = page.get_by_test_id("launcher")
    where = "element => (({ bottom, right, left, zIndex }) => [bottom, right, left, zIndex])(getComputedStyle(element))"
    assert launcher.evaluate(where) == ["96px", "20px", "920px", "7"]

    page.evaluate("serviceloop.place({position: 'left', offsetX: 40})")

    assert launcher.evaluate(where) == ["96px", "900px", "40px", "7"]
    expect(chat.at("composer")).to_be_in_viewport()


def test_an_answer_to_a_closed_chat_is_counted_in_the_pages_title_until_it_is_read(shop, open_context, desk):
    page = open_context().new_page()
    chat = Widget(page, shop('data-alerts="on"'))
    chat.ask("I want to talk to a person please")
    agent = desk()
    agent.at("tab-all").click()
    agent.page.get_by_test_id("conversation-row").filter(has_text="talk to a person please").first.click()
    agent.at("take").click()
    page.get_by_test_id("launcher").click()
    expect(page).to_have_title("Shop")

    agent.reply("Mei here.")

    expect(page).to_have_title("(1) Shop")
    page.get_by_test_id("launcher").click()
    expect(page).to_have_title("Shop")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_agent_answers_with_a_canned_reply_by_keyboard_and_labels_the_conversation(widget, desk, language):
    asked = {"en": "I need a human being now", "zh": "我现在就要转人工客服"}[language]
    chat = widget(language)
    chat.ask(asked)
    agent = desk(language)
    agent.at("tab-all").click()
    agent.page.get_by_test_id("conversation-row").filter(has_text=asked).first.click()
    agent.at("take").click()

    composer = agent.at("composer")
    # Until the conversation is taken, what is written is a note.
    expect(composer).to_have_attribute("data-mode", "reply")
    composer.press_sequentially("/greet")
    expect(agent.at("canned-greeting")).to_have_attribute("aria-selected", "true")
    composer.press("Enter")
    expect(agent.at("canned")).to_have_count(0)
    composer.press("Enter")
    greeting = {"en": "Hello there, this is Mei.", "zh": "您好，我是Mei。"}[language]
    chat.expect_said(greeting)

    agent.at("label-follow_up").click()
    expect(agent.at("label-follow_up")).to_have_attribute("aria-pressed", "true")
    agent.at("filter-label").select_option("follow_up")
    expect(agent.page.get_by_test_id("conversation-row").filter(has_text=greeting)).to_have_count(1)

"""Promises of the chat window itself: input, reconnects, sizes, keyboards, other people's sites."""

import http.server
import threading
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Widget


def compose(chat, *, typed: str, chosen: str) -> None:
    """Type with an input method: keys reach the page as 229 while it composes, Enter chooses the candidate."""
    input_method = chat.page.context.new_cdp_session(chat.page)
    chat.at("composer").focus()
    input_method.send(
        "Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)}
    )
    for kind in ("rawKeyDown", "keyUp"):
        key = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        input_method.send("Input.dispatchKeyEvent", key)
    input_method.send("Input.insertText", {"text": chosen})


def test_enter_while_an_input_method_composes_never_sends(widget):
    chat = widget("zh")

    compose(chat, typed="xing li", chosen="行李")

    expect(chat.at("composer")).to_have_value("行李")
    assert chat.bubbles("visitor").count() == 0
    chat.at("composer").press("Enter")
    expect(chat.bubbles("visitor")).to_have_count(1)


def test_shift_enter_breaks_the_line_and_enter_sends(widget):
    chat = widget("en")
    chat.at("composer").fill("one")
    chat.at("composer").press("Shift+Enter")
    chat.at("composer").press_sequentially("two")

    expect(chat.at("composer")).to_have_value("one\ntwo")
    chat.at("composer").press("Enter")
    expect(chat.bubbles("visitor")).to_contain_text("one\ntwo")


def test_a_reload_keeps_the_conversation(widget):
    chat = widget("en")
    chat.ask("can I check a power bank")
    said = chat.frame.locator("[data-seq]").count()

    chat.page.reload()
    chat.page.get_by_test_id("launcher").click()

    expect(chat.frame.locator("[data-seq]")).to_have_count(said)


def test_what_was_written_offline_is_sent_once_and_answered_once(widget):
    chat = widget("en")
    chat.ask("hello")
    chat.page.context.set_offline(True)
    chat.say("can I check a power bank")
    expect(chat.at("waiting").first).to_be_visible()

    chat.page.context.set_offline(False)

    chat.expect_said("cabin only")
    seqs = chat.frame.locator("[data-seq]").evaluate_all("all => all.map(one => one.dataset.seq)")
    assert len(seqs) == len(set(seqs))
    assert chat.frame.locator("[data-author=visitor]").count() == 2


def test_quick_replies_show_under_the_last_message_only_and_vanish(widget):
    chat = widget("en")
    replies = chat.at("quick-reply")
    expect(replies).to_have_count(4)

    replies.first.click()

    expect(chat.bubbles("visitor").first).to_contain_text("Where is my bag?")
    expect(chat.bubbles("bot").last).to_contain_text("tag number")
    expect(replies).to_have_count(0)


def test_new_messages_are_announced_and_everything_works_by_keyboard(widget, product, open_context):
    page = open_context().new_page()
    chat = Widget(page, product.url, open_it=False)
    page.get_by_test_id("launcher").focus()
    page.keyboard.press("Enter")
    expect(chat.at("composer")).to_be_focused()

    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    expect(chat.bubbles("visitor")).to_have_count(1)
    log = chat.frame.locator("[aria-live=polite], [role=log]").first
    expect(log).to_be_attached()

    page.keyboard.press("Escape")
    expect(chat.at("composer")).not_to_be_visible()
    expect(page.get_by_test_id("launcher")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_overflows_at_360_pixels(widget, desk, product, language):
    phone = {"viewport": {"width": 360, "height": 740}}
    chat, agent = widget(language, **phone), desk(language, **phone)
    chat.ask("充电宝能托运吗" if language == "zh" else "can I check a power bank")
    frame = next(frame for frame in chat.page.frames if "/chat" in frame.url)

    for place in (chat.page, frame, agent.page):
        assert place.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_speaks_the_browsers_language_and_switches(product, open_context, language):
    page = open_context(language=language).new_page()
    page.goto(product.url)

    expect(page.locator("html")).to_have_attribute("lang", "zh-CN" if language == "zh" else "en")


class Foreign(http.server.SimpleHTTPRequestHandler):
    """Somebody else's website with our script on it."""

    script = ""

    def do_GET(self) -> None:
        body = f"<!doctype html><title>Shop</title><h1>Shop</h1>{self.script}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.mark.parametrize(("site", "allowed"), [("partner", True), ("demo", False)])
def test_only_sites_that_are_set_up_may_show_the_widget(product, open_context, site, allowed):
    script = f'<script src="{product.url}/widget.js" data-site="{site}" async></script>'
    handler = type("Shop", (Foreign,), {"script": script})
    with http.server.ThreadingHTTPServer(("127.0.0.1", product.foreign_port), partial(handler)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = open_context().new_page()
        page.goto(f"http://127.0.0.1:{product.foreign_port}/")
        page.get_by_test_id("launcher").click()
        composer = page.frame_locator("iframe").get_by_test_id("composer")
        if allowed:
            expect(composer).to_be_visible()
        else:
            page.wait_for_timeout(1500)
            assert not composer.is_visible()
        page.close()
        server.shutdown()

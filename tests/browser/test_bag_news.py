"""News of a bag that come by themselves: to whoever reported it missing, and to whoever asked to be told."""

import pytest
from playwright.sync_api import expect

from crm.base import utc_now
from tests.browser import forms
from tests.browser.conftest import Widget

FOUND = {"zh": "好消息：您的行李", "en": "Good news: your bag"}
KEPT_BY = {"zh": "伦敦希思罗", "en": "London Heathrow"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_found_bag_is_announced_in_the_chat_that_reported_it(product, widget, language):
    tag = {"zh": "0999530001", "en": "0999530002"}[language]
    chat = widget(language)
    forms.report_missing_bag(product, chat, tag=tag, surname="SILVA", language=language)

    forms.found_bag(product, tag=tag)

    chat.expect_said(FOUND[language])
    expect(chat.at("bag-card")).to_contain_text(KEPT_BY[language])
    expect(chat.at("bag-card")).not_to_contain_text(tag)
    forms.found_bag(product, tag=tag, place="HOLD5")  # found is found: no news
    chat.page.reload()
    chat.page.get_by_test_id("launcher").click()
    expect(chat.at("bag-card")).to_have_count(1)
    chat.expect_said(FOUND[language])


def test_news_wait_for_whoever_was_away(product, widget):
    chat = widget("zh")
    forms.report_missing_bag(product, chat, tag="0999530003", surname="COSTA", language="zh")
    url = chat.page.url
    chat.page.goto("about:blank")

    forms.found_bag(product, tag="0999530003")
    forms.found_bag(product, tag="0999530003", place="HOLD6")
    again = Widget(chat.page, url, open_it=False)
    expect(again.page.get_by_test_id("launcher")).to_be_visible()
    again.open()

    again.expect_said(FOUND["zh"])
    expect(again.at("bag-card")).to_have_count(1)


def test_whoever_follows_a_bag_hears_of_it_once_and_no_more_when_they_say_so(product, widget):
    forms.announced_bag(product, tag="0999540001", surname="NAKAMURA")
    chat = widget("en")
    chat.ask("where is my bag? tag 0999540001")
    chat.say("Nakamura")
    expect(chat.at("bag-card")).to_have_count(1)
    chat.at("quick-reply").filter(has_text="Tell me when it moves").click()
    chat.expect_said("I'll tell you")

    forms.found_bag(product, tag="0999540001")

    chat.expect_said(FOUND["en"])
    expect(chat.at("bag-card")).to_have_count(2)
    chat.at("quick-reply").filter(has_text="Stop telling me").click()
    chat.expect_said("won't send you any more news")
    said = chat.frame.locator("[data-seq]").count()

    loaded(product, tag="0999540001")

    chat.page.wait_for_timeout(2500)
    assert chat.frame.locator("[data-seq]").count() == said


def loaded(product, *, tag: str) -> None:
    """London puts the bag on a flight to Manchester."""
    today = forms.day(utc_now().date())
    product.post_baggage(
        f"BPM\n.V/1LLHR\n.J/S///{today}/{utc_now():%H%M%S}Z/T5\n.F/BA1390/{today}/MAN/Y\n.U/AKE50412BA\n"
        f".N/{tag}001\nENDBPM"
    )

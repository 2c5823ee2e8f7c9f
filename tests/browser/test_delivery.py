"""Another address for a found bag: only with the code that was mailed to whoever reported it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from crm.base import utc_now
from tests.browser import forms
from tests.browser.forms import Form

CHANGE = {"zh": "更改送达", "en": "Change the delivery"}
WRONG_CODE = {"zh": "还可以试4次", "en": "4 tries left"}
DONE = {"zh": "送达方式已改好", "en": "is changed"}
ADDRESS = {"zh": "上海市静安区南京西路1515号8楼", "en": "7 Rose Street, Edinburgh EH2 2PR"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_delivery_is_changed_with_the_code_from_the_mail(product, mailbox, widget, desk, language):
    chat, email = widget(language), f"wang-{language}@example.com"
    tag = {"zh": "0999580001", "en": "0999580002"}[language]
    reference = forms.report_missing_bag(product, chat, tag=tag, surname="WANG", language=language, email=email)
    agent = desk(language)
    agent.open_case(reference)
    agent.move_case("tracing")
    agent.move_case("located")

    chat.at("quick-reply").filter(has_text=CHANGE[language]).click()
    expect(chat.at("form")).to_have_count(2)
    form = Form(chat)
    expect(form.box("address")).to_have_value(forms.WORDS[language]["address"])
    tomorrow = (utc_now() + timedelta(days=1)).date()
    form.write(address=ADDRESS[language], day=tomorrow.isoformat())
    form.choose(window="evening")
    form.next(shows="code")
    form.at("form-code").click()
    expect(form.field("code")).to_contain_text(f"w***{language[-1]}@example.com")
    letter = product.until(lambda: mailbox.sent_to(email), seconds=30)[0]
    code = re.search(r"\b\d{6}\b", letter.get_content())[0]
    assert reference in letter.get_content()

    form.write(code=f"{(int(code) + 1) % 1_000_000:06d}")
    form.review()
    form.at("form-submit").click()
    expect(form.error("code")).to_contain_text(WRONG_CODE[language])
    form.write(code=code)
    form.review()
    form.at("form-submit").click()

    chat.expect_said(DONE[language])
    expect(agent.at("case-facts")).to_contain_text(ADDRESS[language])
    assert len(mailbox.sent_to(email)) == 1

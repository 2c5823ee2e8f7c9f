"""Rather a message than the line: left in the chat in either language, found at the desk with its promised time."""

import pytest
from playwright.sync_api import expect

from tests.browser.forms import Form

WORDS = {
    "en": {
        "person": "a person please",
        "in_line": "number",
        "instead": "call me back instead, please",
        "promise": "We get back to you by",
        "kept": "your place in line here is kept",
    },
    "zh": {
        "person": "转人工",
        "in_line": "排在第",
        "instead": "给我回电话吧",
        "promise": "我们最晚回复",
        "kept": "这里的排队位置也给您留着",
    },
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_message_is_left_and_found_at_the_desk(widget, desk, language):
    words, chat = WORDS[language], widget(language)
    chat.say(words["person"])
    chat.expect_said(words["in_line"])
    chat.say(words["instead"])

    form = Form(chat)
    form.write(about="The refund of ticket 999")
    form.choose(reach="phone")
    form.write(phone="+44 20 7946 0018")
    form.saved()
    form.at("form-submit").click()

    card = chat.at("case-card")
    expect(card).to_contain_text(words["promise"])
    chat.expect_said(words["kept"])
    office = desk(language)
    office.open_case(card.get_attribute("data-reference") or "")
    expect(office.at("case")).to_contain_text("+442079460018")
    expect(office.at("case")).to_contain_text("The refund of ticket 999")
    expect(office.at("deadline")).to_be_visible()

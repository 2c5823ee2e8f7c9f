"""Links in messages of plain text: to the message where the conversation is, and to nothing elsewhere."""

import json

import pytest
from playwright.sync_api import expect


def link_to(chat, product, kind):
    """The link to the newest message of a kind, as api.channels.plain writes it."""
    seq = chat.frame.locator(f"[data-kind={kind}]").last.get_attribute("data-seq")
    session = json.loads(chat.page.evaluate("localStorage.getItem('serviceloop.session.demo')"))
    return f"{product.url}/chat#conversation={session['conversation_id']}&message={seq}"


def test_a_link_opens_the_chat_at_its_message(product, widget):
    chat = widget("en")
    chat.ask("where is my bag 0784123456, my name is Zhang")
    link = link_to(chat, product, "card")
    for _ in range(4):
        chat.ask("can I check a power bank")

    page = chat.page.context.new_page()
    page.goto(link)

    card = page.locator("[data-linked]")
    expect(card).to_contain_text("0784")
    expect(card).to_be_in_viewport()
    expect(page.get_by_test_id("composer")).to_be_visible()


def test_a_link_opens_its_form(product, widget):
    chat = widget("en")
    chat.say("my bag didn't arrive, I want to report it")
    form = chat.frame.locator("[data-open-form]")
    expect(form).to_be_visible()
    session = json.loads(chat.page.evaluate("localStorage.getItem('serviceloop.session.demo')"))
    seq = chat.page.evaluate(
        """async ({conversation_id, visitor_token}) => {
            const said = await fetch(`/v1/chat/messages?conversation_id=${conversation_id}`,
                {headers: {Authorization: `Bearer ${visitor_token}`}});
            return (await said.json()).messages.find(({kind}) => kind === "form").seq;
        }""",
        session,
    )

    page = chat.page.context.new_page()
    page.goto(f"{product.url}/chat#conversation={session['conversation_id']}&message={seq}")

    expect(page.locator("[data-open-form][data-linked]")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("language", "words", "go"), [("en", "can't be opened here", "Chat here"), ("zh", "打不开", "开始咨询")]
)
def test_a_link_shows_nothing_where_the_conversation_is_not(product, widget, open_context, language, words, go):
    chat = widget(language)
    chat.ask("where is my bag 0784123456, my name is Zhang")
    asked: list[str] = []
    page = open_context(language=language).new_page()
    page.on("request", lambda request: asked.append(request.url))

    page.goto(link_to(chat, product, "card"))

    expect(page.get_by_test_id("link-refused")).to_contain_text(words)
    assert [url for url in asked if "/v1/" in url] == []
    page.get_by_role("button", name=go).click()
    expect(page.get_by_test_id("composer")).to_be_visible()
    expect(page.locator("[data-kind=card]")).to_have_count(0)

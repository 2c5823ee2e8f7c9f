"""The main job, step by step, in both languages: a passenger asks, the assistant answers, a person takes over."""

import re
from datetime import timedelta

import httpx2
import pytest
from playwright.sync_api import expect

from crm.base import utc_now
from tests.browser.conftest import Passenger, conversation_of

WORDS = {
    "en": {
        "where": "where is my bag?",
        "asks_surname": "surname",
        "not_found": "can't find a bag",
        "article": "how many bags can I take",
        "article_says": "23",
        "power_bank": "can I check a power bank",
        "cabin_only": "cabin only",
        "person": "agent please",
        "queued": "in line for a person",
        "hello": "Hello, this is Mei.",
        "city": "London Heathrow",
        "next": "Next",
        "comment": "Fast and kind",
    },
    "zh": {
        "where": "我的行李到哪了？",
        "asks_surname": "姓氏",
        "not_found": "没有找到",
        "article": "国际航班可以带几件行李",
        "article_says": "23",
        "power_bank": "充电宝能托运吗",
        "cabin_only": "不能托运",
        "person": "转人工",
        "queued": "排队",
        "hello": "您好，我是客服小梅。",
        "city": "伦敦希思罗",
        "next": "接下来",
        "comment": "又快又耐心",
    },
}
both_languages = pytest.mark.parametrize("language", ["en", "zh"])


def a_travelled_bag(product, *, tag: str, surname: str) -> None:
    """What a baggage system sends while a bag goes from Beijing to London: RP 1745, dated today."""
    now = utc_now()
    flight_day = (now - timedelta(hours=14)).strftime("%d%b").upper()
    loaded = now - timedelta(hours=13)
    arrived = now - timedelta(hours=1)
    product.post_baggage(
        f"BSM\n.V/1LPEK\n.F/CA937/{flight_day}/LHR/Y\n.N/{tag}001\n.S/Y/31K/C/101//N\n.W/K/1/18\n"
        f".P/1{surname}/LINMS\nENDBSM",
        f"BPM\n.V/1LPEK\n.J/S//PEKT3/{loaded:%d%b/%H%M%SZ}/HALL1\n.F/CA937/{flight_day}/LHR/Y\n"
        f".U/AKE12345CA\n.N/{tag}001\nENDBPM".upper(),
        f"BPM\n.V/1RLHR\n.J/S//LHRT2/{arrived:%d%b/%H%M%SZ}/ARR2\n.F/CA937/{flight_day}/LHR/Y\n"
        f".N/{tag}001\nENDBPM".upper(),
    )


@both_languages
@pytest.mark.parametrize("spelling", ["{tag}", "{head} {tail}", "fullwidth", "sentence"])
def test_a_passenger_finds_their_bag_with_tag_and_surname(product, widget, language, spelling):
    tag = {"en": "0999410001", "zh": "0999410002"}[language]
    a_travelled_bag(product, tag=tag, surname="LIN")
    words, chat = WORDS[language], widget(language)
    spelled = {
        "fullwidth": tag.translate({ord("0") + n: ord("０") + n for n in range(10)}),
        "sentence": {"en": f"my tag is {tag}, thanks", "zh": f"行李牌{tag}谢谢"}[language],
    }.get(spelling) or spelling.format(tag=tag, head=tag[:4], tail=tag[4:])

    chat.ask(words["where"])
    assert words["asks_surname"] in chat.ask(spelled)
    chat.say("林" if language == "zh" else "Lin")

    card = chat.at("bag-card").last
    expect(card).to_contain_text(words["city"])
    expect(card).to_contain_text(words["next"])
    expect(card).to_contain_text("CA937")
    expect(card).not_to_contain_text(tag)
    assert re.search(r"\d{1,2}:\d{2}", card.inner_text())


@both_languages
def test_a_wrong_surname_and_an_unknown_tag_get_the_same_answer(product, widget, language):
    a_travelled_bag(product, tag="0999420001", surname="OKAFOR")
    words, answers = WORDS[language], []

    for tag in ("0999420001", "0999429999"):
        chat = widget(language)
        chat.ask(words["where"])
        assert words["asks_surname"] in chat.ask(tag)
        answers.append(chat.ask("Miller"))

    assert words["not_found"] in answers[0]
    assert answers[0] == answers[1]


def test_the_language_switches_in_the_middle(product, widget):
    a_travelled_bag(product, tag="0999430001", surname="SILVA")
    chat = widget("en")

    chat.ask("where is my bag?")
    assert "姓氏" in chat.ask("我的行李牌是0999430001")
    chat.say("Silva")
    expect(chat.at("bag-card")).to_contain_text("伦敦希思罗")

    chat.at("language-en").click()
    expect(chat.bubbles("bot").last).to_contain_text("English")
    chat.ask("where is my bag?")
    expect(chat.at("bag-card").last).to_contain_text("London Heathrow")


@both_languages
def test_a_question_before_the_trip_gets_its_article_and_a_thumb(widget, language):
    words, chat = WORDS[language], widget(language)

    chat.ask(words["article"])
    chat.expect_said(words["article_says"])
    chat.ask(words["power_bank"])
    chat.expect_said(words["cabin_only"])
    thumb = chat.at("thumbs-up").last
    thumb.click()
    expect(thumb).to_have_attribute("aria-pressed", "true")

    chat.page.reload()
    chat.page.get_by_test_id("launcher").click()
    expect(chat.at("thumbs-up").last).to_have_attribute("aria-pressed", "true")


@both_languages
def test_a_person_takes_over_and_gives_back_twice(widget, desk, language):
    words, chat, agent = WORDS[language], widget(language), desk(language)
    chat.ask(words["power_bank"])
    agent.at("tab-unassigned").click()

    for round_number in (1, 2):
        chat.ask(words["person"])
        chat.expect_said(words["queued"])
        conversation_id = conversation_of(chat)
        agent.at("tab-unassigned").click()
        expect(agent.row(conversation_id)).to_be_visible()  # without a reload
        agent.open(conversation_id)
        expect(agent.at("handover-summary")).to_contain_text(words["power_bank"])
        agent.at("take").click()
        expect(chat.at("status")).to_contain_text("Mei")

        agent.reply(f"{words['hello']} {round_number}")
        chat.expect_said(f"{words['hello']} {round_number}")
        spoken = chat.bubbles("bot").count()
        chat.say(words["where"])
        expect(agent.page.get_by_test_id("thread")).to_contain_text(words["where"])
        chat.page.wait_for_timeout(1500)
        assert chat.bubbles("bot").count() == spoken  # the assistant stays silent

        agent.at("return").click()
        agent.at("confirm").click()  # the last words are not answered: it is meant
        chat.ask(words["power_bank"])  # and speaks again
        chat.expect_said(words["cabin_only"])


@both_languages
def test_resolved_the_customer_scores_and_the_team_sees_it(product, widget, desk, language):
    words, chat, agent = WORDS[language], widget(language), desk(language)
    chat.ask(words["power_bank"])
    chat.ask(words["person"])
    conversation_id = conversation_of(chat)
    agent.open(conversation_id)
    agent.at("take").click()
    agent.reply(words["hello"])
    agent.at("resolve").click()

    chat.at("satisfaction-4").click()
    chat.at("survey-remark").fill(words["comment"])
    chat.at("survey-next").click()
    expect(chat.at("survey-thanks")).to_contain_text(words["comment"])

    expect(agent.at("survey-result").first).to_contain_text(words["comment"])
    expect(agent.at("interactions")).to_contain_text({"en": "Power bank", "zh": "充电宝"}[language])


def test_everything_done_is_in_the_store_beside_the_conversation(product, widget):
    a_travelled_bag(product, tag="0999440001", surname="NGUYEN")
    chat = widget("en")
    chat.ask("where is my bag? tag 0999440001, surname Nguyen")
    expect(chat.at("bag-card")).to_be_visible()
    chat.ask("can I check a power bank")
    chat.ask("agent please")

    with httpx2.Client(base_url=product.url, trust_env=False) as team:
        team.post("/v1/desk/login", json={"email": "tom@example.com", "password": "lantern-demo"})
        story = team.get(f"/v1/desk/conversations/{conversation_of(chat)}").json()

    kinds = [item["kind"] for item in story["interactions"]]
    assert {"bag_looked_up", "article_answered"} <= set(kinds)
    assert story["handover"]["verification"] == "document"
    assert [m["seq"] for m in story["messages"]] == list(range(1, len(story["messages"]) + 1))
    assert all("0999440001" not in str(item) for item in story["interactions"])


@pytest.mark.parametrize("text", ["/restart", '/human{"a":1}', "/session_start", "{}", "\u202e\u202etxet", "😀" * 50])
def test_strange_messages_are_answered_as_plain_text(product, text):
    passenger = Passenger(product)

    response = passenger.send(text, wait=True)

    assert response.status_code == 201
    assert len(response.json()["replies"]) >= 1
    assert passenger.messages()[1]["body"]


def test_markup_is_shown_as_it_was_written(widget, desk):
    chat, agent = widget("en"), desk("en")
    markup = "<img src=x onerror=alert(1)><b>bold</b>"
    chat.ask(markup)
    chat.ask("agent please")

    expect(chat.bubbles("visitor").first).to_have_text(re.compile(re.escape(markup)))
    agent.open(conversation_of(chat))
    expect(agent.page.get_by_test_id("thread")).to_contain_text(markup)
    for page in (chat.page, agent.page):
        assert page.locator("img[src=x]").count() == 0


def test_two_agents_at_once_and_the_other_is_told_who(widget, desk):
    chat, mei, tom = widget("en"), desk("en"), desk("en", "tom@example.com")
    chat.ask("agent please")
    conversation_id = conversation_of(chat)
    for agent in (mei, tom):
        agent.open(conversation_id)

    mei.at("take").click()
    expect(chat.at("status")).to_contain_text("Mei")

    expect(tom.page.locator("body")).to_contain_text("Mei")
    expect(tom.at("take")).to_have_count(0)

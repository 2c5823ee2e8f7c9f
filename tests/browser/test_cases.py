"""Cases and quarantined messages at the desk, and what the customer sees of an agent's work."""

import pytest
from playwright.sync_api import expect

from tests.browser import forms
from tests.browser.conftest import Passenger
from tests.browser.forms import JOURNEY

MOVED = {
    "zh": ("正在各个机场查找您的行李", "查找中", "已联系北京首都机场。"),
    "en": ("we are tracing your bag across the airports", "Being traced", "We have written to Beijing."),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_agent_moves_a_case_and_the_customer_reads_it_at_once(product, widget, desk, language):
    sentence, status, note = MOVED[language]
    chat = widget(language)
    tag = {"zh": "0999550001", "en": "0999550002"}[language]
    reference = forms.report_missing_bag(product, chat, tag=tag, surname="HAAS", language=language)
    agent = desk(language)

    agent.open_case(reference)
    expect(agent.at("case-facts")).to_contain_text(tag)
    agent.move_case("tracing", note)

    chat.expect_said(sentence)
    chat.expect_said(note)
    expect(chat.at("case-card").last).to_contain_text(status)
    expect(agent.at("case")).to_contain_text(note)
    expect(agent.at("case-event").filter(has_text=note)).to_have_count(1)


def test_two_agents_at_one_case_and_the_slower_one_loses_no_words(product, widget, desk):
    chat = widget("en")
    reference = forms.report_missing_bag(product, chat, tag="0999550003", surname="DIAZ", language="en")
    mei, tom = desk("en"), desk("en", "tom@example.com")
    for agent in (mei, tom):
        agent.open_case(reference)
    tom.at("move").click()
    tom.at("move-withdrawn").click()
    tom.at("move-note").fill("As you wished.")

    tom.page.route(f"**/v1/desk/cases/{reference}", lambda route: route.abort())  # he has not heard yet
    mei.move_case("tracing", "We are on it.")
    chat.expect_said("We are on it.")
    tom.page.unroute_all()
    tom.at("move-confirm").click()

    expect(tom.page.get_by_role("dialog")).to_contain_text("changed")
    expect(tom.at("move-note")).to_have_value("As you wished.")
    expect(chat.at("chat-log")).not_to_contain_text("As you wished.")


def test_what_the_team_writes_for_itself_stays_with_the_team(product, widget, desk):
    chat = widget("en")
    reference = forms.report_missing_bag(product, chat, tag="0999550004", surname="MBEKI", language="en")
    agent = desk("en")
    agent.open_case(reference)

    agent.at("case-note").fill("Caller sounded worried.")
    agent.at("case-note-send").click()

    expect(agent.at("case-event").filter(has_text="Caller sounded worried.")).to_have_count(1)
    expect(chat.at("chat-log")).not_to_contain_text("worried")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_supervisor_corrects_a_broken_message_and_the_bag_is_found(product, desk, language):
    tag = {"zh": "0999560001", "en": "0999560002"}[language]
    broken = (
        f"BSM\n.V/1LPEK\n.F/{JOURNEY['flight']}/99XYZ/LHR/Y\n.N/{tag}001\n.S/Y/31K/C/101//N\n.P/1SATO/LINMS\nENDBSM"
    )
    assert product.post_baggage(broken)["quarantined"] == 1
    passenger = Passenger(product)
    supervisor = desk(language, "ana@example.com")

    supervisor.at("section-quarantine").click()
    supervisor.at("quarantine-row").filter(has_text="99XYZ").first.click()
    expect(supervisor.at("quarantine")).to_contain_text("line 3")
    supervisor.at("quarantine-replay").click()
    expect(supervisor.at("quarantine").get_by_role("alert")).to_be_visible()
    supervisor.at("quarantine-raw").fill(broken.replace("99XYZ", forms.day(forms.yesterday())))
    supervisor.at("quarantine-replay").click()

    expect(supervisor.at("quarantine-row").filter(has_text=tag)).to_have_count(0)
    expect(supervisor.at("notice").first).to_be_visible()
    passenger.send(f"where is my bag? tag {tag}", wait=True)
    answer = passenger.send("Sato", wait=True).json()["replies"]
    assert any(reply["kind"] == "card" for reply in answer)


def test_an_agent_sees_the_quarantine_and_changes_nothing(product, desk):
    product.post_baggage("BSM\n.V/1LPEK\n.F/CA937/88ABC/LHR/Y\n.N/0999570001001\nENDBSM")
    agent = desk("en")

    agent.at("section-quarantine").click()
    agent.at("quarantine-row").filter(has_text="88ABC").click()

    expect(agent.at("quarantine-raw")).not_to_be_editable()
    assert agent.at("quarantine-replay").count() == agent.at("quarantine-discard").count() == 0

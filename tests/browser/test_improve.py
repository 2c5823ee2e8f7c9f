"""Two supervisors make something to learn from of what was not understood, by mouse, by keyboard, in both languages."""

import uuid

import pytest
from playwright.sync_api import expect

from crm import agents, messages, reviews
from crm.agents import Role
from crm.reviews import Reason
from crm.store import close_store, open_store, unit_of_work
from tests.browser.conftest import PASSWORD, Passenger

SUPERVISOR, SECOND = "ana@example.com", "lin@example.com"
ASKED = {
    "en": ["blorf my zingle theremin, I'm Ada Okafor", "blorf my zingle theremin quux?"],
    "zh": ["咕噜特雷门琴嘎嘎，我叫刘敏", "咕噜特雷门琴嘎嘎哒？"],
}


@pytest.fixture(scope="module")
def asked(product):
    """What customers wrote, marked as taken wrongly, and a second supervisor."""
    said = [Passenger(product, language).send(text, wait=True).json() for language in ASKED for text in ASKED[language]]
    open_store(product.environment["DATABASE_URL"])
    hashed, role = agents.hashed(PASSWORD), Role.SUPERVISOR
    with unit_of_work() as session:
        agents.create_agent(session, email=SECOND, name="Lin", password_hash=hashed, languages=["zh", "en"], role=role)
        for one in said:
            reviews.put_up(session, messages.get(session, uuid.UUID(one["message"]["id"])), Reason.FLAGGED)
    close_store()


@pytest.mark.parametrize(
    ("language", "stand_in", "intent"), [("en", "Alex Smith", "bag_special"), ("zh", "王芳", "bag_special")]
)
def test_what_was_not_understood_is_labelled_by_one_and_approved_by_another(desk, asked, language, stand_in, intent):
    first = desk(language, SUPERVISOR)
    first.at("section-improve").click()
    group = first.at("review-group").filter(has_text={"en": "theremin", "zh": "特雷门琴"}[language])
    group.click()
    expect(first.at("review-example")).to_have_count(2)
    expect(first.at("review")).to_contain_text(stand_in)
    expect(first.at("review")).not_to_contain_text({"en": "Okafor", "zh": "刘敏"}[language])

    # By keyboard alone: a number, the list, and the key that proposes.
    first.page.keyboard.press("1")
    expect(first.at("review-kind-intent")).to_be_checked()
    first.at("review-intent").select_option(intent)
    first.page.keyboard.press("Alt+D")
    expect(group).to_have_count(0)

    first.at("tab-proposed").click()
    first.at("review-decision").first.click()
    expect(first.at("decision")).to_contain_text({"en": "You proposed this", "zh": "这是您提出的"}[language])
    expect(first.at("review-approve")).to_have_count(0)

    second = desk(language, SECOND)
    second.at("section-improve").click()
    second.at("tab-proposed").click()
    second.at("review-decision").filter(has_text={"en": "theremin", "zh": "特雷门琴"}[language]).click()
    second.at("review-approve").click()
    second.at("tab-approved").click()
    expect(second.at("review-decision").first).to_contain_text({"en": "Special baggage", "zh": "特殊行李"}[language])


def test_a_decision_that_says_too_little_is_not_sent_and_agents_have_no_such_section(desk, product):
    Passenger(product).send("flarp wuggle snark?", wait=True)
    ana = desk(email=SUPERVISOR)
    ana.at("section-improve").click()
    group = ana.at("review-group").filter(has_text="flarp")
    group.click()
    ana.at("review-kind-wrong_answer").check()
    ana.at("review-propose").click()
    expect(ana.page.get_by_text("Say what is wrong with the answer first.")).to_be_visible()
    expect(group).to_have_count(1)
    ana.at("review-kind-nothing").check()
    ana.at("review-propose").click()
    expect(group).to_have_count(0)

    expect(desk().at("section-improve")).to_have_count(0)


def test_a_list_that_cannot_be_read_says_so_and_is_read_again(desk, asked):
    ana = desk(email=SUPERVISOR, viewport={"width": 390, "height": 800})
    ana.page.route("**/v1/desk/reviews", lambda route: route.abort())
    ana.page.goto(ana.page.url.split("?")[0] + "?in=improve")
    expect(ana.page.get_by_text("The messages could not be loaded.")).to_be_visible()
    ana.page.unroute("**/v1/desk/reviews")
    ana.page.get_by_role("button", name="Try again").click()

    expect(ana.page.get_by_role("tab", name="To decide")).to_be_visible()
    assert ana.page.evaluate("document.documentElement.scrollWidth") <= 390

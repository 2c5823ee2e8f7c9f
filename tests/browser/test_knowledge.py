"""What supervisors write at the desk is what customers read, and what nothing answered is answered for the next one."""

from playwright.sync_api import expect

from tests.browser.conftest import Passenger

SUPERVISOR = "ana@example.com"
UNANSWERED = "could someone iron my shirt there?"


def fill(desk, **fields):
    for field, words in fields.items():
        desk.at(f"article-{field.replace('__', '.')}").fill(words)


def test_a_supervisor_writes_an_article_and_a_customer_who_asks_reads_it(desk, widget):
    ana = desk(email=SUPERVISOR)
    ana.at("section-knowledge").click()
    ana.at("article-new").click()
    ana.at("article-publish").click()
    expect(ana.at("article")).to_contain_text("This is missing.")

    fill(ana, title__zh="休息室的点唱机", title__en="The lounge's jukebox")
    fill(ana, keywords__zh="点唱机", keywords__en="jukebox")
    fill(ana, body__zh="有，休息室里有点唱机，10首免费。", body__en="Yes, the lounge has a jukebox; 12 songs are free.")
    ana.at("article-intents").select_option("lounge")
    ana.at("article-publish").click()
    expect(ana.at("article")).to_contain_text("Only in Chinese: 10. Only in English: 12.")

    fill(ana, body__zh="有，休息室里有点唱机，12首免费。")
    ana.page.get_by_role("tab", name="Preview").click()
    expect(ana.at("preview-en")).to_contain_text("Yes, the lounge has a jukebox; 12 songs are free.")
    expect(ana.at("preview-zh")).to_contain_text("这个回答有帮助吗")
    ana.at("article-publish").click()
    expect(ana.at("article")).to_contain_text("Live")

    assert "12 songs are free" in widget().ask("Is there a jukebox in the lounge?")
    assert "12首免费" in widget("zh").ask("休息室有点唱机吗")


def test_a_question_that_nothing_answered_becomes_a_follow_up_that_does(desk, widget, product):
    def unanswered() -> bool:
        asking = Passenger(product)
        asking.send("lounge", wait=True)
        return "nothing on file" in asking.send(UNANSWERED, wait=True).text

    product.until(unanswered, seconds=60)
    customer = widget()
    customer.ask("lounge")
    assert "nothing on file" in customer.ask(UNANSWERED)

    ana = desk(email=SUPERVISOR)
    ana.at("section-knowledge").click()
    ana.page.get_by_role("tab", name="Unanswered").click()
    asked = ana.at("question-row").filter(has_text=UNANSWERED)
    asked.click()
    expect(ana.at("question-conversation").first).to_be_visible()
    ana.at("question-follow-up").click()
    added = ana.at("follow-up").last
    expect(added).to_contain_text("Follow-up")
    expect(added.locator("textarea").nth(1)).to_have_value(UNANSWERED)
    for place, words in ((0, "能帮忙熨衣服吗"), (2, "可以，请问前台。"), (3, "Yes, the front desk irons it for you.")):
        added.locator("textarea").nth(place).fill(words)
    ana.at("article-note").fill("Asked by customers")
    ana.at("article-publish").click()
    expect(asked).to_have_count(0)
    ana.page.get_by_role("tab", name="Versions").click()
    expect(ana.at("version").first).to_contain_text("Asked by customers")
    expect(ana.at("difference")).to_contain_text("Yes, the front desk irons it for you.")

    def told() -> bool:
        another = Passenger(product)
        another.send("lounge", wait=True)
        return "irons it for you" in another.send(UNANSWERED, wait=True).text

    product.until(told, seconds=60)


def test_agents_read_articles_and_cannot_change_them(desk):
    mei = desk()
    mei.at("section-knowledge").click()
    mei.page.locator("[data-testid=article-row][data-id=lounge]").click()

    expect(mei.at("article-body.en")).to_be_disabled()
    for test_id in ("article-new", "article-publish", "article-save"):
        expect(mei.at(test_id)).to_have_count(0)


def test_nobody_overwrites_what_a_colleague_has_just_saved_and_nothing_written_is_lost(desk):
    first, second = desk(email=SUPERVISOR), desk(email=SUPERVISOR)
    for one in (first, second):
        one.at("section-knowledge").click()
        one.page.locator("[data-testid=article-row][data-id=weather]").click()
        expect(one.at("article-title.en")).to_be_visible()
    fill(first, title__en="Weather of the first")
    first.at("article-save").click()
    expect(first.at("article")).to_contain_text("Live + draft")

    fill(second, title__en="Weather of the second")
    second.at("section-conversations").click()
    second.at("section-knowledge").click()
    expect(second.at("article-title.en")).to_have_value("Weather of the second")
    second.at("article-save").click()
    expect(second.at("article")).to_contain_text("Ana saved a newer version")
    second.at("keep-mine").click()
    second.at("article-save").click()

    expect(second.at("article")).to_contain_text("Version 3")
    expect(second.at("article-title.en")).to_have_value("Weather of the second")

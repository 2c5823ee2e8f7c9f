"""Reporting a bag: the form in the chat, the picture, the receipt, and what happens to answers that cannot be right."""

import io
import re
from datetime import timedelta
from typing import Any

import httpx2
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser import forms
from tests.browser.conftest import PASSWORD, Product, Widget
from tests.browser.forms import Form

REFERENCE = re.compile(r"LHRCA\d{5}")


def case_on_desk(product: Product, reference: str) -> tuple[dict[str, Any], list[bytes]]:
    """A case and the customer's pictures, as an agent gets them."""
    with httpx2.Client(base_url=product.url, trust_env=False) as team:
        team.post("/v1/desk/login", json={"email": "tom@example.com", "password": PASSWORD})
        found = team.get(f"/v1/desk/cases/{reference}").json()
        return found, [team.get(file["url"]).content for file in found["files"]]


def receipt_text(widget: Widget, card: Locator) -> str:
    """Every word of the PDF that the card's button saves, without the blanks that typesetting puts between them."""
    with widget.page.expect_download() as saved:
        card.get_by_role("button").click()
    assert saved.value.suggested_filename == f"{card.get_attribute('data-reference')}.pdf"
    document = pypdfium2.PdfDocument(saved.value.path())
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_a_missing_bag_is_reported_in_chinese_with_a_photo_and_gives_a_receipt(product, widget):
    forms.announced_bag(product, tag="0999510001", surname="LIN")
    chat, flown = widget("zh"), forms.yesterday()
    chat.say("我的行李没出来")
    form = Form(chat)
    expect(form.field("kind").locator("input[value=missing]")).to_be_checked()
    chat.expect_said("《蒙特利尔公约》")  # said after the form, whose beginning stays in view
    expect(form.root.get_by_role("heading").first).to_be_in_viewport()

    form.pick_airport("希思罗", "LHR")
    form.write(flight="ca937", flight_date=flown.isoformat(), tags="0999 510001")
    form.next(shows="bag_type")
    forms.describe_bag(form, "zh")
    form.add_photo("IMG_0042.jpg", forms.photo())
    expect(form.field("photos")).to_contain_text("1/6")
    chat.say("充电宝能托运吗")
    chat.expect_said("不能托运")
    expect(chat.at("continue-form")).to_contain_text("行李异常登记")
    chat.at("continue-form").click()
    expect(form.box("marks")).to_have_value(forms.WORDS["zh"]["marks"])

    form.next(shows="surname")
    forms.name_contact(form, "zh", surname="林", email="lin@example.com")
    form.review()
    expect(form.root).to_contain_text("伦敦希思罗机场")
    expect(form.root).to_contain_text("蓝色")
    form.root.get_by_role("button", name="修改：行李的样子").click()
    form.choose(colour="red")
    form.next(shows="surname")
    form.review()
    expect(form.root).to_contain_text("红色")
    form.at("form-submit").click()

    card = chat.at("case-card")
    expect(card).to_contain_text("可按丢失处理")
    reference = card.get_attribute("data-reference")
    assert REFERENCE.fullmatch(reference)
    chat.expect_said(f"登记好了，编号是{reference}")
    expect(form.root).to_have_attribute("data-status", "submitted")
    lost = flown + timedelta(days=21)
    deadline = f"可按丢失处理{lost.year}年{lost.month}月{lost.day}日《蒙特利尔公约》第17条第3款"

    written = receipt_text(chat, card)
    for part in (reference, "红色", "新秀丽", "红色丝带", "红楼梦", "建国路88号", deadline):
        assert part in written, f"{part} is not in\n{written}"
    assert "蓝色" not in written

    case, pictures = case_on_desk(product, reference)
    assert case["case"]["status"] == "reported"
    with Image.open(io.BytesIO(pictures[0])) as kept:
        assert kept.size == (900, 1200)  # upright
        assert dict(kept.getexif()) == {}
    assert len(pictures) == 1 and b"Exif" not in pictures[0] and b"Lantern Phone" not in pictures[0]


def test_a_second_report_of_the_same_bag_shows_the_first(product, widget):
    forms.announced_bag(product, tag="0999520001", surname="OKAFOR")
    chat = widget("en")
    chat.say("my bag didn't come out on the carousel")
    form = Form(chat)
    forms.fill_report(form, "en", tag="0999520001", surname="Okafor", flown=forms.yesterday())
    form.at("form-submit").click()
    reference = chat.at("case-card").get_attribute("data-reference")

    chat.say("my suitcase still isn't here")

    expect(chat.at("case-card")).to_have_count(2)
    expect(chat.at("case-card").last).to_have_attribute("data-reference", reference)
    assert chat.at("form").count() == 1


WRONG = {
    "zh": {
        "missing": "我的行李没出来",
        "tag": "比行李牌号的10位长",
        "future": "还没到",
        "no_picture": "无法识别为图片",
        "too_large": "超过 10 MB",
        "address": "只有表情或符号",
        "email": "邮箱地址似乎不完整",
    },
    "en": {
        "missing": "my bag didn't come out on the carousel",
        "tag": "more than a bag tag number",
        "future": "still to come",
        "no_picture": "not a picture we can read",
        "too_large": "Larger than 10 MB",
        "address": "only pictures or signs",
        "email": "looks incomplete",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_answers_that_cannot_be_right_are_named_in_their_field_and_nothing_is_lost(widget, language):
    words, chat = WRONG[language], widget(language)
    chat.say(words["missing"])
    form = Form(chat)

    form.choose(kind="missing")
    form.pick_airport(forms.WORDS[language]["airport"], "LHR")
    tomorrow = forms.yesterday() + timedelta(days=3)
    form.write(flight="CA937", flight_date=tomorrow.isoformat(), tags="07841234561234")
    expect(form.error("tags")).to_contain_text(words["tag"])
    expect(form.error("flight_date")).to_contain_text(words["future"])
    form.at("form-next").click()
    expect(form.field("flight_date").locator("input")).to_be_focused()

    reload(chat)
    form = Form(chat)
    expect(form.box("flight")).to_have_value("CA937")
    expect(form.box("airport")).to_have_value(re.compile(forms.WORDS[language]["airport"]))
    expect(form.box("flight_date")).to_have_value(tomorrow.isoformat())
    expect(form.field("tags")).to_contain_text("07841234561234")
    form.field("tags").get_by_role("button").first.click()
    form.write(flight_date=forms.yesterday().isoformat())
    form.next(shows="bag_type")

    forms.describe_bag(form, language)
    form.add_photo("holiday.jpg", b"Dear diary, this is not a picture.")
    expect(form.error("photos")).to_contain_text(words["no_picture"])
    form.add_photo("huge.png", forms.heavy_photo(), "image/png")
    expect(form.error("photos").last).to_contain_text(words["too_large"])
    form.add_photo("good.jpg", forms.photo())
    expect(form.field("photos")).to_contain_text(re.compile(r"1( of |/)6"))
    form.saved()

    reload(chat)
    form = Form(chat)
    expect(form.box("contents")).to_have_value(forms.WORDS[language]["contents"])
    expect(form.field("colour").locator("input[value=blue]")).to_be_checked()
    expect(form.field("photos").locator("img")).to_have_count(1)
    form.next(shows="surname")

    forms.name_contact(form, language, surname="O'Brien", email="lin@")
    form.write(address="🏠🏠🏠")
    expect(form.error("email")).to_contain_text(words["email"])
    expect(form.error("address")).to_contain_text(words["address"])
    form.at("form-next").click()
    expect(form.at("form-submit")).to_have_count(0)
    form.write(email="lin@example.com", address=f"{forms.WORDS[language]['address']} 🏠")
    form.review()
    form.at("form-submit").click()

    card = chat.at("case-card")
    expect(card).to_be_visible()
    chat.expect_said({"zh": "表情符号印不到派送单上", "en": "Emoji can't be printed"}[language])


def test_a_form_may_be_stopped_and_nothing_is_sent(widget):
    chat = widget("en")
    chat.say("my bag didn't come out on the carousel")
    form = Form(chat)
    form.write(flight="CA937")

    form.at("form-stop").click()
    form.at("form-stop-yes").click()

    expect(chat.at("form").last).to_have_attribute("data-status", "stopped")
    chat.expect_said("Nothing was sent")
    assert chat.at("case-card").count() == 0


def reload(chat: Widget) -> None:
    chat.page.reload()
    chat.page.get_by_test_id("launcher").click()
    expect(chat.at("composer")).to_be_visible()

"""Claiming money: essentials bought while a bag was late, each with its receipt, in the currency on it."""

from playwright.sync_api import Locator, expect

from tests.browser import forms
from tests.browser.forms import Form

# The smallest PDF with a page that is one.
RECEIPT = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def spend(row: Locator, *, what: str, amount: str, currency: str) -> None:
    row.get_by_label("What you bought").fill(what)
    row.get_by_label("Amount").fill(amount)
    row.get_by_label("Currency").select_option(currency)
    row.get_by_label("Date").fill(forms.yesterday().isoformat())


def test_essentials_are_claimed_item_by_item_with_a_receipt(product, widget, desk):
    chat = widget("en")
    reference = forms.report_missing_bag(product, chat, tag="0999590001", surname="ROSSI", language="en")
    chat.at("quick-reply").filter(has_text="Claim costs").click()
    expect(chat.at("form")).to_have_count(2)
    form = Form(chat)
    expect(form.box("reference")).to_have_value(reference)
    form.choose(about="essentials")
    form.next(shows="items")

    rows = form.field("items").get_by_role("group")
    spend(rows.nth(0), what="Shirt", amount="39.90", currency="GBP")
    picked = {"name": "shirt.pdf", "mimeType": "application/pdf", "buffer": RECEIPT}
    rows.nth(0).locator("input[type=file]").set_input_files(picked)
    expect(rows.nth(0)).to_contain_text("Receipt added")
    form.at("form-money-add").click()
    spend(rows.nth(1), what="Toothbrush and razor", amount="abc", currency="EUR")
    form.at("form-next").click()
    expect(form.error("items")).to_contain_text("as a number")
    spend(rows.nth(1), what="Toothbrush and razor", amount="12.5", currency="EUR")
    expect(form.field("items")).to_contain_text("£39.90")
    expect(form.field("items")).to_contain_text("€12.50")
    form.next(shows="pay_by")
    form.choose(pay_by="bank")
    form.field("agree").locator("input").check()
    form.review()
    form.at("form-submit").click()

    expect(chat.at("case-card")).to_have_count(2)
    expect(chat.at("case-card").last).to_contain_text("Baggage claim")
    claim = chat.at("case-card").last.get_attribute("data-reference")
    agent = desk("en")
    agent.open_case(claim)
    expect(agent.at("case-facts")).to_contain_text("Toothbrush and razor")
    expect(agent.at("case")).to_contain_text("shirt.pdf")
    expect(agent.at("case")).to_contain_text(reference)

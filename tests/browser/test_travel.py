"""Flights, bookings and boarding passes: asked for by typing, or read from a photo."""

import pytest
from playwright.sync_api import expect

from tests.browser import forms

# The demo's flights and bookings.
FLIGHT = {
    "zh": ("BA560晚点了吗", "伦敦希思罗", "晚点 45 分钟"),
    "en": ("is BA560 on time?", "London Heathrow", "Delayed by 45 min"),
}
BOOKING = {
    "zh": ("查一下我的订单NX4T8B", "姓氏", "您的预订", "座位 38A"),
    "en": ("show me my booking NX4T8B", "surname", "Your booking", "Seat 38A"),
}
both_languages = pytest.mark.parametrize("language", ["zh", "en"])


@both_languages
def test_a_flight_is_asked_about_and_shown_on_a_card(widget, language):
    question, place, delay = FLIGHT[language]
    chat = widget(language)

    chat.say(question)

    card = chat.at("flight-card")
    expect(card).to_contain_text("BA560")
    expect(card).to_contain_text(place)
    expect(card).to_contain_text(delay)


@both_languages
def test_a_booking_is_shown_to_whoever_has_its_reference_and_a_surname(widget, language):
    question, asks, title, seat = BOOKING[language]
    chat = widget(language)

    assert asks in chat.ask(question)
    chat.say("Li")

    card = chat.at("booking-card")
    expect(card).to_contain_text(title)
    expect(card).to_contain_text("NX4T8B")
    expect(card).to_contain_text("CA984")
    expect(card).to_contain_text(seat)
    expect(card).not_to_contain_text("MING")


def test_a_booking_stays_hidden_from_a_wrong_surname(widget):
    chat = widget("en")

    chat.ask("show me my booking NX4T8B")
    answer = chat.ask("Miller")

    assert chat.at("booking-card").count() == 0
    assert "NX4T8B" not in answer


@both_languages
def test_a_photo_of_a_boarding_pass_is_enough_to_look_things_up(widget, language):
    chat = widget(language)
    flown = forms.yesterday()
    picture = forms.boarding_pass(
        surname="ZHANG", given="WEIMR", locator="K7M2QX", flight="CZ673", leg="PEKLHR", flown=flown
    )

    chat.at("scan").set_input_files({"name": "pass.jpg", "mimeType": "image/jpeg", "buffer": picture})

    expect(chat.at("boarding-pass")).to_contain_text("CZ673 PEK → LHR")
    expect(chat.bubbles("bot").last).to_contain_text("CZ673")
    expect(chat.bubbles("bot").last).to_contain_text("32K")
    chat.at("quick-reply").first.click()
    expect(chat.at("bag-card")).to_contain_text("CZ673")  # neither number nor surname had to be typed


def test_a_photo_without_a_boarding_pass_says_so(widget):
    chat = widget("en")

    chat.at("scan").set_input_files({"name": "dog.jpg", "mimeType": "image/jpeg", "buffer": forms.photo()})

    expect(chat.frame.get_by_role("alert").or_(chat.frame.get_by_role("status"))).to_contain_text(["boarding-pass"])
    assert chat.bubbles("visitor").count() == 0

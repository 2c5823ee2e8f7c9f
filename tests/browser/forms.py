"""A form in the chat as a person fills it in, and what customers put into one."""

import io
import os
from datetime import date, timedelta

import zxingcpp
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base
from playwright.sync_api import Locator, expect

from crm.base import utc_now
from tests.browser.conftest import Product, Widget

# What a customer of the Beijing – London flight answers, by the form's fields.
JOURNEY = {"airport": "LHR", "flight": "CA937"}
WORDS = {
    "zh": {
        "airport": "希思罗",
        "brand": "新秀丽",
        "marks": "把手上系着红色丝带",
        "contents": "绿色保温杯、《红楼梦》",
        "address": "北京市朝阳区建国路88号现代城3号楼1201",
    },
    "en": {
        "airport": "Heathrow",
        "brand": "Samsonite",
        "marks": "A red ribbon on the handle",
        "contents": "A green flask, two violin bows",
        "address": "12 Harley Street, London W1G 9PG",
    },
}


class Form:
    """The newest form of a conversation."""

    def __init__(self, widget: Widget) -> None:
        self.widget = widget
        self.root = widget.at("form").last
        expect(self.at("form-next").or_(self.at("form-submit"))).to_be_visible()

    def at(self, test_id: str) -> Locator:
        return self.root.get_by_test_id(test_id)

    def field(self, key: str) -> Locator:
        return self.root.locator(f"[data-field={key}]")

    def box(self, key: str) -> Locator:
        """Where the answer is typed."""
        return self.field(key).locator("input, textarea").first

    def write(self, **answers: str) -> None:
        """Type answers, leaving each field for the next."""
        for key, answer in answers.items():
            self.box(key).fill(answer)
            self.box(key).press("Tab")

    def choose(self, **answers: str) -> None:
        for key, answer in answers.items():
            self.field(key).locator(f"input[value='{answer}']").check()

    def pick_airport(self, typed: str, code: str) -> None:
        self.box("airport").fill(typed)
        self.field("airport").get_by_role("option").filter(has_text=code).click()

    def add_photo(self, name: str, content: bytes, media_type: str = "image/jpeg") -> None:
        picked = {"name": name, "mimeType": media_type, "buffer": content}
        self.field("photos").locator("input[type=file][multiple]").set_input_files(picked)

    def error(self, key: str) -> Locator:
        return self.field(key).locator(".f-error")

    def next(self, *, shows: str) -> None:
        """On to the step that has this field."""
        self.at("form-next").click()
        expect(self.field(shows)).to_be_visible()

    def review(self) -> None:
        self.at("form-next").click()
        expect(self.at("form-submit")).to_be_visible()

    def saved(self) -> None:
        """Wait until the server has what was typed."""
        expect(self.at("form-saved")).to_have_attribute("data-state", "saved")


def fill_report(
    form: Form, language: str, *, tag: str, surname: str, flown: date, email: str = "lin@example.com"
) -> None:
    """Answer every question of a report of a missing bag, up to the look at all of it."""
    words = WORDS[language]
    form.choose(kind="missing")
    form.pick_airport(words["airport"], JOURNEY["airport"])
    form.write(flight=JOURNEY["flight"], flight_date=flown.isoformat(), tags=tag)
    form.next(shows="bag_type")
    describe_bag(form, language)
    form.next(shows="surname")
    name_contact(form, language, surname=surname, email=email)
    form.review()


def report_missing_bag(
    product: Product, chat: Widget, *, tag: str, surname: str, language: str, email: str = "lin@example.com"
) -> str:
    """A bag that we know, reported missing in this chat; returns the reference."""
    announced_bag(product, tag=tag, surname=surname)
    chat.say({"zh": "我的行李没出来", "en": "my bag didn't come out on the carousel"}[language])
    form = Form(chat)
    fill_report(form, language, tag=tag, surname=surname, flown=yesterday(), email=email)
    form.at("form-submit").click()
    expect(chat.at("case-card")).to_be_visible()
    return chat.at("case-card").get_attribute("data-reference") or ""


def describe_bag(form: Form, language: str) -> None:
    form.choose(bag_type="suitcase_hard", colour="blue")
    form.write(**{key: WORDS[language][key] for key in ("brand", "marks", "contents")})


def name_contact(form: Form, language: str, *, surname: str, email: str) -> None:
    form.write(surname=surname, email=email, phone="+86 138 0013 8000", address=WORDS[language]["address"])
    form.field("agree").locator("input").check()


def yesterday() -> date:
    """The day on which the bags of these tests flew."""
    return (utc_now() - timedelta(days=1)).date()


def announced_bag(product: Product, *, tag: str, surname: str) -> None:
    """A bag that was checked in at Beijing for London and seen no more."""
    product.post_baggage(
        f"BSM\n.V/1LPEK\n.F/{JOURNEY['flight']}/{day(yesterday())}/LHR/Y\n.N/{tag}001\n.S/Y/31K/C/101//N\n"
        f".W/K/1/18\n.P/1{surname}/LINMS\nENDBSM"
    )


def found_bag(product: Product, *, tag: str, place: str = "HOLD4") -> None:
    """London has the bag: a scan with .B/OND, on hand."""
    now = utc_now()
    product.post_baggage(
        f"BPM\n.V/1LLHR\n.J/S///{day(now.date())}/{now:%H%M%S}Z/{place}\n"
        f".F/{JOURNEY['flight']}/{day(yesterday())}/LHR/Y\n.B/OND/{tag}001\nENDBPM"
    )


def day(when: date) -> str:
    return f"{when:%d%b}".upper()


def photo(*, side: int = 1200) -> bytes:
    """A phone's picture of a suitcase, with the place where it was taken in its EXIF data."""
    image = Image.new("RGB", (side, side * 3 // 4), "#dfe7ee")
    ImageDraw.Draw(image).rounded_rectangle((side // 4, side // 8, side * 3 // 4, side * 5 // 8), 40, fill="#2563c9")
    exif = Image.Exif()
    exif[Base.Make] = "Lantern Phone"
    exif[Base.Orientation] = 6
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (39.0, 54.0, 26.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (116.0, 23.0, 29.0)
    kept = io.BytesIO()
    image.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def heavy_photo() -> bytes:
    """A picture of more than ten megabytes."""
    image = Image.frombytes("RGB", (2000, 2000), os.urandom(2000 * 2000 * 3))
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def boarding_pass(*, surname: str, given: str, locator: str, flight: str, leg: str, flown: date) -> bytes:
    """A photo of a boarding pass: PDF417 with the mandatory fields of IATA Resolution 792, a little askew."""
    carrier, number = flight[:2], f"{int(flight[2:]):04d} "
    name = f"{surname}/{given}".ljust(20)[:20]
    text = f"M1{name}E{locator.ljust(7)}{leg}{carrier.ljust(3)}{number}{flown:%j}Y032K0118 100"
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.PDF417)
    drawn = Image.fromarray(code.to_image(scale=4))
    page = Image.new("L", (drawn.width + 240, drawn.height + 400), 235)
    page.paste(drawn, (120, 260))
    ImageDraw.Draw(page).text((120, 120), f"BOARDING PASS {flight}", fill=0)
    kept = io.BytesIO()
    page.rotate(3, expand=True, fillcolor=200).convert("RGB").save(kept, "JPEG", quality=80)
    return kept.getvalue()

"""Bag tag numbers, in every spelling that passengers use (Resolution 740, domain facts)."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airline.access.issuers import issuers
from airline.access.tags import BagTag, find_tags, mask, parse_tag

CZ = BagTag("0", "784", "123456")


@pytest.mark.parametrize(
    "text",
    [
        "0784123456",
        "０７８４１２３４５６",
        "0784 123456",
        "0784-123456",
        "0784–123456",
        "0 784 123456",
        "0784CZ123456",
        "行李牌0784123456谢谢",
        "我的行李牌号是：0784123456。",
        "tag 0784123456.",
        "on CA981 0784123456",
        "left at the hotel 0784123456",
        "电话里说的是这件，0784123456",
    ],
)
def test_reads_ten_digits_in_every_spelling(text):
    assert find_tags(text) == [CZ]


@pytest.mark.parametrize(
    ("text", "issuer", "serial"),
    [
        ("我的行李CZ123456丢了", "784", "123456"),
        ("BA728359", "125", "728359"),
        ("ca 123456", "999", "123456"),
        ("ＣＡ１２３４５６", "999", "123456"),
        ("9C123456", "089", "123456"),
        ("3u-123456", "876", "123456"),
    ],
)
def test_short_form_leaves_the_leading_digit_open(text, issuer, serial):
    assert find_tags(text) == [BagTag(None, issuer, serial)]
    assert find_tags(text)[0].lpn is None


def test_short_and_long_form_name_the_same_issuer_and_serial():
    short, long = parse_tag("BA728359"), parse_tag("0125728359")

    assert (short.issuer, short.serial) == (long.issuer, long.serial)


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "07841234567",
        "0784123456001",
        "手机13800138000",
        "138 0013 8000",
        "+86 138 0013 8000",
        "+1 2125551234",
        "电话2125551234",
        "my phone number is 2125551234",
        "Telephone: 2125551234",
        "999-1234567890",
        "999 1234567890",
        "票号9991234567890",
        "3782 822463 10005",
        "0000000000",
        "0000 000000",
        "LHRBA12345",
        "lhr ba 12345",
        "PNR NK7R2T",
        "order at 123456",
        "QQ123456",
        "0784BA123456",
        "My flight is delayed",
        "",
    ],
)
def test_leaves_other_numbers_alone(text):
    assert find_tags(text) == []
    assert parse_tag(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("0784123456", "interline"), ("1125123456", "fallback"), ("2125123456", "rush"), ("7512123456", "carrier")],
)
def test_leading_digit_tells_the_kind(text, kind):
    assert parse_tag(text).kind == kind


def test_short_form_has_no_kind():
    assert parse_tag("CZ123456").kind is None


def test_finds_several_tags_in_order_and_each_once():
    tags = find_tags("两件：0784123456、BA728359，还是0784123456")

    assert [tag.masked for tag in tags] == ["0784***456", "?125***359"]


def test_leading_zeros_survive_json_and_csv():
    lpn = parse_tag("0011234567").lpn
    table = io.StringIO()
    csv.writer(table).writerow([lpn])

    assert json.loads(json.dumps({"tag": lpn}))["tag"] == "0011234567"
    assert next(csv.reader([table.getvalue()])) == ["0011234567"]


def test_masks_the_middle():
    assert mask("0784123456") == "0784***456"
    assert mask("123") == "***"


def test_knows_the_issuer_by_name_in_both_languages():
    airline = parse_tag("CZ123456").airline

    assert (airline.name("en"), airline.name("zh")) == ("China Southern Airlines", "中国南方航空")
    assert parse_tag("0999999999").airline.iata == "CA"
    assert parse_tag("0002123456").airline is None


def test_issuer_codes_are_unique_and_well_formed():
    table = issuers()

    assert len({airline.iata for airline in table}) == len({airline.number for airline in table}) == len(table)
    assert all(len(a.number) == 3 and a.number.isdigit() and len(a.icao) == 3 and a.chinese for a in table)


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{10}", fullmatch=True).filter(lambda lpn: lpn != "0000000000"))
def test_any_ten_digits_are_a_tag_and_come_back_unchanged(lpn):
    assert parse_tag(lpn).lpn == lpn
    assert [tag.lpn for tag in find_tags(f"行李{lpn}号")] == [lpn]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_never_stumbles_over_any_text(text):
    assert all(tag.lpn is None or len(tag.lpn) == 10 for tag in find_tags(text))

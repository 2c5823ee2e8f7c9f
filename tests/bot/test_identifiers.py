"""Tags, references and the like are found in every spelling, and nowhere else."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def tags(found):
    return [i.value for i in found if i.entity == "bag_tag"]


def values(found, entity):
    return [i.value for i in found if i.entity == entity]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("0784123456", "0784123456"),
        ("０７８４１２３４５６", "0784123456"),
        ("行李牌0784123456谢谢", "0784123456"),
        ("我的行李CZ123456丢了", "CZ123456"),
        ("BA728359", "BA728359"),
        ("ca 123456", "CA123456"),
        ("CZ-123456", "CZ123456"),
        ("9C123456", "9C123456"),
        ("3u 123456", "3U123456"),
        ("1125123456", "1125123456"),
        ("2125123456", "2125123456"),
        ("7512123456", "7512123456"),
        ("0011234567", "0011234567"),
        ("0784 123456", "0784123456"),
        ("0784-123456", "0784123456"),
        ("0 784 123456", "0784123456"),
        ("0784 123 456", "0784123456"),
        ("0784CZ123456", "0784123456"),
        ("tag0784123456", "0784123456"),
        ("my tag is 0784123456.", "0784123456"),
        ("#0784123456", "0784123456"),
        ("(0784123456)", "0784123456"),
        ("0784\u200b123456", "0784123456"),
        ("行李牌号是0784123456，我姓张", "0784123456"),
        ("tag 0784123456 surname Zhang", "0784123456"),
        ("我的bag，0784123456，在哪", "0784123456"),
    ],
)
def test_finds_a_bag_tag_however_it_is_written(find, text, tag):
    assert tags(find(text)) == [tag]


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "07841234567",
        "手机13800138000",
        "0000000000",
        "999-1234567890",
        "票号9991234567890",
        "call me at 415 555 0123",
        "phone 4155550123",
        "+1 415 555 0123",
        "电话 010-12345678",
        "order 1234567890",
        "订单号1234567890",
        "身份证号110101199003078515",
        "my card 6222021234567890123",
        "0784123456CA",
        "I paid 2000 yuan for 3 bags on 2026-11-21 at 10:30",
        "23 kg, 158 cm, 100 Wh, 27000 mAh",
        "seat 25K, gate B32, terminal 2",
        "between 100000 and 200000 people",
        "at 123456",
        "CA981",
        "ISO 9001 and A380",
        "3.1415926535",
        "我带了3件行李共60公斤，超重费2000元",
        "2026年11月21日10点30分",
        "my suitcase AB123456",
        "see you in 2026 at 1200",
        "0.0784123456",
    ],
)
def test_takes_no_other_number_for_a_bag_tag(find, text):
    assert tags(find(text)) == []


@pytest.mark.parametrize("text", ["LHRBA12345", "lhr ba 12345", "LHR BA 12345", "我的编号LHRBA12345"])
def test_finds_a_file_reference(find, text):
    assert values(find(text), "file_reference") == ["LHRBA12345"]


def test_finds_a_file_reference_of_an_airline_with_a_digit(find):
    assert values(find("PVG9C12345"), "file_reference") == ["PVG9C12345"]


@pytest.mark.parametrize("text", ["LHRBA1234", "L1RBA12345", "the tag is 12345", "tag no 12345"])
def test_takes_nothing_else_for_a_file_reference(find, text):
    assert values(find(text), "file_reference") == []


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("PNR NK7R2T", "NK7R2T"),
        ("订单号是ABC123", "ABC123"),
        ("booking ref: nk7r2t", "NK7R2T"),
        ("NK7R2T", "NK7R2T"),
        ("PNR ABCDEF", "ABCDEF"),
        ("could you look up T4N W8B for me", "T4NW8B"),
    ],
)
def test_finds_a_booking_reference(find, text, locator):
    assert values(find(text), "record_locator") == [locator]


@pytest.mark.parametrize(
    "text",
    [
        "for 300 EUR",
        "GATE A12 B12",
        "My flight is delayed",
        "FLIGHT",
        "REFUND please",
        "PNR please",
        "CA9812",
        "please cancel",
        "20kg20",
    ],
)
def test_takes_no_ordinary_word_for_a_booking_reference(find, text):
    assert values(find(text), "record_locator") == []


@pytest.mark.parametrize(
    ("text", "flight"),
    [
        ("CA981今天晚点吗", "CA981"),
        ("CCA981", "CA981"),
        ("BA 117 on time?", "BA117"),
        ("坐3U8633", "3U8633"),
        ("航班MU5101", "MU5101"),
        ("ba117", "BA117"),
        ("when does QQ4321 land", "QQ4321"),
        ("QQ4321 几点到", "QQ4321"),
        ("what time QQ4321 departs", "QQ4321"),
    ],
)
def test_finds_a_flight_number(find, text, flight):
    assert values(find(text), "flight_number") == [flight]


@pytest.mark.parametrize(
    "text", ["at 10 am", "I am 30", "in 2026", "no 12", "B737", "US 100 dollars", "it is 5 pm", "gate B32"]
)
def test_takes_nothing_else_for_a_flight_number(find, text):
    assert values(find(text), "flight_number") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026年11月20日", "2026-11-20"),
        ("11月21日", "2026-11-21"),
        ("1月2号", "2027-01-02"),
        ("21 Nov", "2026-11-21"),
        ("Nov 21st, 2025", "2025-11-21"),
        ("today", "2026-11-21"),
        ("今天", "2026-11-21"),
        ("明天", "2026-11-22"),
        ("昨天", "2026-11-20"),
        ("前天", "2026-11-19"),
        ("yesterday", "2026-11-20"),
        ("后天早上", "2026-11-23"),
        ("大後天", "2026-11-24"),
        ("the day after tomorrow", "2026-11-23"),
        # 21 November 2026 is a Saturday.
        ("下周三", "2026-11-25"),
        ("這個星期天", "2026-11-22"),
        ("上周五", "2026-11-13"),
        ("周五", "2026-11-27"),
        ("next Fri", "2026-11-27"),
        ("last Friday", "2026-11-20"),
        ("on Monday", "2026-11-23"),
        ("三天后", "2026-11-24"),
        ("两周前", "2026-11-07"),
        ("in 3 days", "2026-11-24"),
        ("two weeks ago", "2026-11-07"),
        ("下个月5号", "2026-12-05"),
    ],
)
def test_reads_a_date_as_its_iso_form(find, text, day):
    assert values(find(text), "date") == [day]


@pytest.mark.parametrize(
    ("text", "days"), [("today", 0), ("tmr", 1), ("昨晚", -1), ("後天", 2), ("21 Nov", None), ("on Monday", None)]
)
def test_says_how_far_off_a_day_is_that_depends_on_where_one_stands(find, text, days):
    assert [entity.get("from_today") for one in find(text) for entity in one.as_entities("")] == [days]


def test_ignores_a_day_that_does_not_exist(find):
    assert values(find("2026-02-30"), "date") == []


@pytest.mark.parametrize("text", ["I sat on it", "sun cream", "三天两头", "May I", "下周", "a second day of it"])
def test_takes_no_word_for_a_date_that_only_looks_like_one(find, text):
    assert values(find(text), "date") == []


def test_finds_phone_and_email(find):
    found = find("手机13800138000，邮箱a.b@example.com")

    assert values(found, "phone") == ["+8613800138000"]
    assert values(found, "email") == ["a.b@example.com"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["0784123456", "CZ123456", "０７８４１２３４５６"]), st.text(max_size=60))
def test_offsets_point_into_the_text_as_written(finder, before, tag, after):
    text = before + tag + after
    for identifier in finder.find(text, date(2026, 11, 21)):
        assert 0 <= identifier.start < identifier.end <= len(text)
        if identifier.entity == "bag_tag" and identifier.start == len(before):
            assert text[identifier.start : identifier.end].startswith(tag[:2])


@pytest.mark.parametrize(
    "unit", ["0784123456 ", "1", "a", "1 2-", "😀", "+86 138", "a@", "((((", "\u202e\u200b", "行李", "CZ123456"]
)
def test_is_fast_on_anything(find, unit):
    text = (unit * 4000)[:4000]

    started = time.perf_counter()
    find(text)

    assert time.perf_counter() - started < 2


# From the documentation of the npm package bcbp (MIT).
BOARDING_PASS = (
    "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 14D>6181WW6225BAC 00141234560032A0141234567890"
    " 1AC AC 1234567890123    20KYLX58Z^164GIWVC5EH7JNT684FVNJ91W2QA4DVN5J8K4F0L0GEQ3DF5TGBN8709"
)


@pytest.mark.parametrize("around", ["{}", "我的登机牌：{}", "{}\n谢谢", "boarding pass:\n{}", "{}，帮我看看"])
def test_finds_a_whole_boarding_pass_with_its_blanks_and_nothing_inside_it(find, around):
    found = find(around.format(BOARDING_PASS))

    assert [(i.entity, i.value) for i in found] == [("boarding_pass", BOARDING_PASS)]


@pytest.mark.parametrize("around", ["{}", "登机牌 {}，行李呢", "pass: {}\nthanks", "here {} can you find it", "（{}）"])
@pytest.mark.parametrize(
    "text",
    [
        "M1DESMARAIS/LUC EABC123 YULFRAAC 0834 326J001A0025 100",
        "M1Desmarais/Luc       EABC12  YULFRAAC 0834  26J1A  25   100",
        "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F",
        "M1DESMARAIS/LUC       EABC123    FRAAC      226F001A      3B>60B1W",
        "M1DESMARAIS LUC       QABC1   YULFRAACA0834A226F001A00251",
        "M1DESMARAIS/LUC  EABC123  YULFRAAC",
    ],
)
def test_finds_a_boarding_pass_however_it_was_written_or_copied(find, around, text):
    found = find(around.format(text))

    assert [(i.entity, i.value.strip(" )")) for i in found] == [("boarding_pass", text)]


def test_finds_a_boarding_pass_of_the_greatest_length(find):
    text = BOARDING_PASS + "X" * 3700

    assert values(find(text), "boarding_pass") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "M1 is a motorway",
        "M1DESMARAIS/LUC",
        "M&M",
        "M1 to LONDON, flight CZ 0673 on 12 May, seat 12A",
        "M2 and the ring road, then 20 minutes to the airport for MU 5101 226",
    ],
)
def test_takes_nothing_shorter_for_a_boarding_pass(find, text):
    assert values(find(text), "boarding_pass") == []

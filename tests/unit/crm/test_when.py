"""Times in words: days, times of day, spans and zones, in both languages; what does not exist is told apart."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm import when, zones

# A Sunday.
TODAY = date(2026, 11, 29)
AFTERNOON = (time(12), time(18))


def said(text, **how):
    return when.read(text, today=TODAY, **how)


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("ring me tomorrow at quarter to four", date(2026, 11, 30), time(3, 45)),
        ("Wed 9.30 am", date(2026, 12, 2), time(9, 30)),
        ("next Thursday at noon", date(2026, 12, 3), time(12)),
        ("the 4th of December, 16:15", date(2026, 12, 4), time(16, 15)),
        ("Jan 7 at 8pm please", date(2027, 1, 7), time(20)),
        ("a week on Friday at 11", date(2026, 12, 11), time(11)),
        ("the day after tomorrow at ten", date(2026, 12, 1), time(10)),
        ("25/12 2pm", date(2026, 12, 25), time(14)),
        ("2026-12-09 13:45", date(2026, 12, 9), time(13, 45)),
        ("后天上午十一点一刻", date(2026, 12, 1), time(11, 15)),
        ("下週四晚上七點半", date(2026, 12, 3), time(19, 30)),
        ("这个月30号两点", date(2026, 11, 30), time(2)),
        ("十二月八号下午4点20", date(2026, 12, 8), time(16, 20)),
        ("三天后早上九点", date(2026, 12, 2), time(9)),
        ("明早八点", date(2026, 11, 30), time(8)),
        ("今晚9:15", TODAY, time(21, 15)),
        ("yesterday at 3 pm", date(2026, 11, 28), time(15)),
        ("昨天下午三点", date(2026, 11, 28), time(15)),
    ],
)
def test_reads_a_day_and_a_time(text, day, at):
    meant = said(text)

    assert (meant.day, meant.at) == (day, at)


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("some time Monday afternoon", AFTERNOON),
        ("周三下午都行", AFTERNOON),
        ("between 2 and 4", (time(14), time(16))),
        ("两点到四点之间", (time(14), time(16))),
        ("9-11am", (time(9), time(11))),
        ("after 7", (time(7), time(23, 59))),
        ("after 5pm", (time(17), time(23, 59))),
        ("五点以后", (time(17), time(23, 59))),
        ("before noon? before 11", (time(0), time(11))),
        ("下班后", (time(18), time(23, 59))),
    ],
)
def test_reads_a_part_of_a_day(text, within):
    assert said(text).within == within


def test_reads_several_days():
    assert said("sometime next week").days == (date(2026, 11, 30), date(2026, 12, 6))
    assert said("下周都可以").days == (date(2026, 11, 30), date(2026, 12, 6))
    assert said("at the weekend").days == (TODAY, TODAY)


@pytest.mark.parametrize("text", ["in half an hour", "半小时后", "30分钟后", "in 30 minutes"])
def test_reads_a_distance_from_now(text):
    assert said(text).instant == 30


@pytest.mark.parametrize(("text", "shift"), [("an hour later", 60), ("推迟半小时", 30), ("提前一个小时", -60)])
def test_reads_how_much_later_or_earlier(text, shift):
    assert said(text).shift == shift


@pytest.mark.parametrize("text", ["31 April at 10", "2月30日", "the 31st of June", "6月31号下午"])
def test_knows_a_day_that_no_calendar_has(text):
    assert said(text).impossible


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("move it from Tuesday to Thursday", date(2026, 12, 3), None),
        ("周一改成周四", date(2026, 12, 3), None),
        ("change the 10 o'clock to 11:30", None, time(11, 30)),
        ("not Monday, Wednesday at 3pm", date(2026, 12, 2), time(15)),
        ("不是九点，是十点", None, time(10)),
    ],
)
def test_what_is_replaced_is_not_what_is_wanted(text, day, at):
    assert (said(text).day, said(text).at) == (day, at)


@pytest.mark.parametrize(
    "text",
    [
        "my bag weighs 20.15 kg",
        "for 3 people",
        "two bags",
        "flight CA936",
        "it is 3 pieces",
        "我有两件行李",
        "登机口8号门",
    ],
)
def test_what_is_counted_is_no_time(text):
    assert said(text) is None


@pytest.mark.parametrize("text", ["10", "no, 10", "actually 10 not 9", "make that 10", "10 would be better for me"])
def test_a_bare_number_is_an_hour_only_where_it_was_asked_for(text):
    assert said(text) is None or text.startswith("make")
    assert said(text, bare=True).at == time(10)


def test_what_is_said_later_completes_what_was_said_before():
    meant = said("11:30 instead").after(said("Tuesday afternoon"))

    assert (meant.day, meant.at, meant.within) == (date(2026, 12, 1), time(11, 30), None)


@given(st.text(max_size=60))
def test_no_message_breaks_it_and_what_was_read_can_be_kept(text):
    meant = said(text)

    assert meant is None or when.of(meant.kept()) == meant


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("at 10 Paris time", "Europe/Paris"),
        ("东京时间早上九点", "Asia/Tokyo"),
        ("I'm in Chicago at the moment", "America/Chicago"),
        ("我在墨尔本", "Australia/Melbourne"),
        ("4pm JST", "Asia/Tokyo"),
        ("9 am Beijing time", "Asia/Shanghai"),
        ("UTC+2 at 10", "Etc/GMT-2"),
        ("at lunch time", None),
        ("this time tomorrow", None),
    ],
)
def test_reads_a_zone(text, zone):
    assert zones.named(text) == zone


def test_a_telephone_tells_its_zone_where_its_country_has_one():
    assert zones.of_phone("+442079460123") == "Europe/London"
    assert zones.of_phone("+447700900123") == "Europe/London"
    assert zones.of_phone("+8613800138000") == "Asia/Shanghai"
    assert zones.of_phone("nothing") is None

"""Every airport with scheduled service by its names in both languages; namesakes; what only looks like one."""

import csv

import pytest

from bot import verticals
from bot.place_names import airport_codes, countries, known
from bot.places import places
from bot.unknown_places import unknown_place


def rows(name):
    (path,) = verticals.files("places", f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(line for line in lines if not line.startswith("#")))


def codes(text):
    return [one.value for one in places(text)]


def means(code, text):
    return any(code in value.split() for value in codes(text))


@pytest.fixture(scope="module")
def namesakes():
    return {name for name, *_ in rows("same_names")}


def test_the_tables_are_wide_in_both_languages():
    assert len(airport_codes()) > 4000
    assert {row[0] for row in rows("airports_zh")} == airport_codes()


def test_a_wide_sample_of_airports_is_found_by_city_in_english(namesakes):
    sample = [(row[0], row[2].split("|")[0]) for row in rows("airports_en")[::7]]
    sample = [(code, city) for code, city in sample if city.lower() not in namesakes]

    missed = [(code, city) for code, city in sample if not means(code, f"flights to {city} tomorrow")]

    assert len(sample) > 500
    assert len(missed) / len(sample) < 0.01, missed


def test_a_wide_sample_of_airports_is_found_by_city_in_chinese(namesakes):
    sample = [(row[0], name) for row in rows("airports_zh")[::5] for name in row[2].split("|")]
    sample = [(code, name) for code, name in sample if name not in namesakes]

    missed = [(code, name) for code, name in sample if not means(code, f"明天飞{name}的航班")]

    assert len(sample) > 500
    assert len(missed) / len(sample) < 0.01, missed


def test_airports_are_found_by_their_own_names():
    much_used = [row for row in rows("airports_en") if row[5] == "1"][::9]
    missed = [row[1] for row in much_used if "Airport" in row[1] and not means(row[0], f"landed at {row[1]}")]

    assert len(missed) / len(much_used) < 0.02, missed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明天飞突尼斯", ["TUN"]),
        ("明天飞罗马尼亚", []),
        ("飞几内亚比绍的航班", []),
        ("flights to Romania", []),
        ("flights to Guinea-Bissau", []),
        ("flights to San Jose", ["SJC"]),
        ("flights to San Jose, Costa Rica", ["SJO"]),
        ("flights to San Jose Costa Rica", ["SJO"]),
        ("飞哥斯达黎加圣何塞", ["SJO"]),
        ("flights to London, Ontario", ["YXU"]),
        ("flights to London Ontario", ["YXU"]),
        ("flights to London (Canada)", ["YXU"]),
        ("加拿大伦敦到多伦多", ["YXU", "YTZ YYZ"]),
        ("flights to Portland, ME", ["PWM"]),
        ("from Portland me and my wife", ["PDX"]),
        ("flights to Melbourne, Florida", ["MLB"]),
        ("日本松山飞台北松山", ["MYJ", "TSA"]),
        ("台北松山到上海虹桥", ["TSA", "SHA"]),
        ("from Yulin", ["UYN YLX"]),
        ("flights to Tenerife", ["TFN TFS"]),
        ("飞休斯顿", ["HOU IAH"]),
        ("飞罗马", ["CIA FCO"]),
        ("飞昆士兰罗马", ["RMA"]),
        ("飞佐治亚州哥伦布", ["CSG"]),
        ("从温哥华飞温哥华港", ["YVR", "CXH"]),
        ("飞日内瓦", ["GVA"]),
        ("飞休达", ["JCU"]),
        ("flights to Tehran", ["IKA THR"]),
    ],
)
def test_the_longest_name_wins_a_country_is_no_city_and_namesakes_are_told_apart(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "written"),
    [
        ("首都T3接机", "PEK", "首都T3"),
        ("在首都机场T2", "PEK", "首都机场T2"),
        ("虹桥2号航站楼", "SHA", "虹桥2号航站楼"),
        ("landed at Heathrow T5", "LHR", "Heathrow T5"),
        ("waiting at JFK Terminal 4", "JFK", "JFK Terminal 4"),
    ],
)
def test_a_terminal_belongs_to_its_airport(text, code, written):
    (found,) = places(text)

    assert (found.entity, found.value, text[found.start : found.end]) == ("airport", code, written)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("flights to Bombay", "BOM"),
        ("飞肯尼迪", "JFK"),
        ("从双流飞虹桥", "CTU"),
        ("flights to st. john's", "YYT"),
        ("flights to Saint Petersburg", "LED"),
        ("flight to raleigh-durham", "RDU"),
        ("flights to Tromso", "TOS"),
        ("flight to Cox's Bazar", "CXB"),
        ("Is Kolkata's airport open", "CCU"),
        ("飞圣何塞·德尔卡沃", "SJD"),
        ("flights to Amsterdan", "AMS"),
        ("flying to Philidelphia", "PHL"),
        ("any flights from Bejing", "PEK"),
    ],
)
def test_nicknames_spellings_and_slips(text, code):
    assert means(code, text)


@pytest.mark.parametrize(
    "text",
    [
        "祝您安康",
        "高知名度的品牌",
        "行李很多哈",
        "大同小异",
        "日照时间很长",
        "请问能登机吗",
        "马上就到，对马上就到",
        "顺利马上办",
        "大理石柱子旁边",
        "阿里巴巴的订单",
        "这件事价值连城",
        "和田玉能托运吗",
        "我叫林肯",
        "凤凰古城好玩吗",
        "朝阳区的地址",
        "普洱茶可以带吗",
        "在对话里约好了时间",
        "葡萄能带上飞机吗",
        "行李会晒坏吗",
        "最新当地政策",
        "西瓜皮可以带吗",
        "住在天鹅湾小区",
        "大峡谷好玩吗",
        "let me out leh",
        "give it to Jackson please",
        "my name is Victoria",
        "reading a book about Lincoln",
        "I was in a van",
        "the male toilet is out of order",
        "split the bill",
        "eat a nice dinner",
        "MY BAG WENT TO THE WRONG STREET",
        "he went to THE WRONG desk",
        "under 14 CFR 259",
        "I have an MBA",
        "the page will not load",
        "flights to Rio Negro",
        "a cork in the bottle",
        "solo traveller",
        "mobile number",
        "the gap is too wide",
    ],
)
def test_ordinary_sentences_have_no_places(text):
    assert codes(text) == []


def test_no_name_of_the_table_is_a_country_that_is_no_city():
    assert not countries() & known().keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("flights to Xanadu tomorrow", "Xanadu"),
        ("fly to xyzzyville", "xyzzyville"),
        ("明天飞蓬莱仙岛的航班", "蓬莱仙岛"),
        ("flights to Romania tomorrow", "Romania"),
        ("flights from London to Zork", "Zork"),
        ("flight to my hometown", None),
        ("飞哪里的航班", None),
        ("我要飞回家", None),
        ("flight to Beijing", None),
        ("ticket to paradise", None),
    ],
)
def test_a_name_where_a_place_must_stand_is_unknown(text, name):
    span = unknown_place(text, [(one.start, one.end) for one in places(text)])

    assert (text[slice(*span)] if span else None) == name

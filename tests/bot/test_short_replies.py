"""Answers that are nothing but a name are told from words, and named surnames are found in sentences."""

import asyncio

import pytest

from bot.names import named_surname, only_a_name, only_names_somebody
from bot.short_replies import INFORM, as_answer

VOCABULARY = frozenset(
    [
        "refund",
        "bag",
        "lost",
        "where",
        "is",
        "my",
        "flight",
        "status",
        "long",
        "delay",
        "price",
        "方便",
        "高兴",
        "安检",
        "时间",
        "一件",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "Zhang",
        "zhang wei",
        "Li Ming",
        "O'Brien",
        "Smith-Jones",
        "Ms Garcia",
        "Wojciechowski",
        "ZHANG/WEI",
        "van der Berg",
        "张",
        "张伟",
        "欧阳娜娜",
        "李小龙",
        "王芳。",
        "劉",
    ],
)
def test_takes_a_name_for_a_name(text):
    assert only_a_name(text, VOCABULARY)


@pytest.mark.parametrize(
    "text",
    [
        "refund",
        "lost bag",
        "Flight status",
        "方便",
        "高兴",
        "你好",
        "转人工",
        "where is my bag",
        "Zhang?",
        "long delay",
        "我姓张",
        "",
        "12",
        "行李",
        "查另一件",
        "方便吗",
        "高兴了",
    ],
)
def test_takes_words_for_words(text):
    assert not only_a_name(text, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("tag 0784123456 surname Zhang", "Zhang"),
        ("行李牌0784123456，我姓张", "张"),
        ("my last name is Smith", "Smith"),
        ("Surname: O'Brien and the tag is 0784123456", "O'Brien"),
        ("姓名：李明", "李"),
        ("姓欧阳", "欧阳"),
        ("I am Mr Garcia", "Garcia"),
        ("it is Mrs Ada Garcia", "Ada Garcia"),
        ("Mr Garcia here", "Garcia"),
        ("王女士的行李", "王"),
        ("surname Zhang and tag 0784123456", "Zhang"),
    ],
)
def test_finds_the_surname_a_sentence_names(text, surname):
    found = named_surname(text)

    assert found is not None
    assert found[0] == surname
    assert text[found[1] : found[2]] == surname


@pytest.mark.parametrize(
    "text",
    [
        "where is my bag",
        "请问姓名要怎么填",
        "change the name on my ticket",
        "我叫了人工",
        "the name is wrong",
        "姓什么",
    ],
)
def test_finds_no_surname_where_none_is_named(text):
    assert named_surname(text) is None


@pytest.mark.parametrize(
    "text", ["我姓张", "姓张", "no, the surname is Smith", "my last name is Smith, thanks", "是姓李"]
)
def test_knows_a_message_that_only_names_somebody(text):
    assert only_names_somebody(text)


@pytest.mark.parametrize("text", ["行李牌0784123456，我姓张", "my surname is Smith and my bag is lost"])
def test_knows_a_message_that_says_more(text):
    assert not only_names_somebody(text)


def understood(agent, text, asked=None):
    return as_answer(asyncio.run(agent.parse_message(text)), asked)["intent"]["name"]


@pytest.mark.parametrize(
    "text", ["Zhang", "zhang wei", "smith", "Wojciechowski", "张伟", "欧阳", "司马", "欧阳娜娜", "谢娜", "高"]
)
def test_knows_a_name_that_nobody_asked_for(agent, text):
    assert understood(agent, text) == INFORM


@pytest.mark.parametrize(
    "text", ["potato", "Potato", "election results", "qwerty", "knock knock", "谢谢哈", "谢谢咯", "万谢", "关掉", "tks"]
)
def test_takes_no_word_for_a_name_that_nobody_asked_for(agent, text):
    assert understood(agent, text) != INFORM


@pytest.mark.parametrize(
    "text",
    [
        "wojciechowski",
        "papadopoulos",
        "osei",
        "Stone",
        "stone",
        "Byers",
        "Hellowell",
        "van der Berg",
        "Müller",
        "谢娜",
        "尹相杰",
    ],
)
def test_takes_a_rare_name_for_a_name_when_one_was_asked_for(agent, text):
    assert understood(agent, text, "surname") == INFORM
    assert as_answer(asyncio.run(agent.parse_message(text)), "surname")["intent"]["confidence"] == 1.0


@pytest.mark.parametrize("text", ["谢谢哈", "关掉", "refund", "where is my bag", "cancel", "转人工"])
def test_hears_another_wish_even_when_a_name_was_asked_for(agent, text):
    assert understood(agent, text, "surname") != INFORM


def test_takes_a_word_for_itself_when_something_else_was_asked_for(agent):
    assert understood(agent, "stone", "bag_reference") != INFORM


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("0784123456 张，到哪了", "张"),
        ("CA 123456 Zhang, where is it now?", "Zhang"),
        ("我姓李，行李牌0784123456，到哪了", "李"),
        ("CZ673 zhang", "zhang"),
        ("CZ673 delayed", None),
        ("CZ673 zhang where is it", None),
        ("0784123456 到哪了", None),
    ],
)
def test_gives_the_surname_of_whoever_a_message_names(agent, text, surname):
    entities = asyncio.run(agent.parse_message(text))["entities"]

    assert next((e["value"] for e in entities if e["entity"] == "surname"), None) == surname


@pytest.mark.parametrize("text", ["CZ673 zhang", "张伟 CZ673"])
def test_a_flight_and_a_name_are_an_answer(agent, text):
    assert understood(agent, text) == INFORM


@pytest.mark.parametrize("text", ["CZ673", "CZ673 delayed?"])
def test_a_flight_without_a_name_is_a_question(agent, text):
    assert understood(agent, text) == "flight_status"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("Beijing", INFORM), ("to London", INFORM), ("北京", INFORM), ("从倫敦", INFORM), ("北京飞伦敦", "flight_status")],
)
def test_a_place_is_an_answer_and_a_route_a_question(agent, text, intent):
    assert understood(agent, text) == intent


@pytest.mark.parametrize(
    ("text", "kinds"), [("0784123456 Kennedy", {"bag_tag", "surname"}), ("CZ673 London", {"flight_number", "city"})]
)
def test_a_place_is_somebodys_name_only_beside_a_reference(agent, text, kinds):
    entities = asyncio.run(agent.parse_message(text))["entities"]

    assert {entity["entity"] for entity in entities} == kinds

"""A surname beside a reference is found wherever it clearly is one, and no word is ever taken for one."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.characters import Slip
from bot.names_beside import NamesBeside, is_clearly_a_name

VOCABULARY = frozenset(
    ["where", "here", "is", "my", "bag", "long", "price", "hong", "kong", "thanks", "please", "方便", "谢谢", "安检"]
)
REFERENCES = ("bag_tag", "record_locator", "file_reference")


def name_in(text: str, find: Callable[[str], list[Any]]) -> str | None:
    places = [(i.start, i.end) for i in find(text) if i.entity in REFERENCES]
    found = NamesBeside(VOCABULARY).find(text, places)
    assert found is None or text[found[1] : found[2]] == found[0]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("0784123456 张，到哪了", "张"),
        ("pull up 0784123456 pls, zhang", "zhang"),
        ("李的行李 0784123456 上飞机没", "李"),
        ("我同事SMITH的，0784123456", "SMITH"),
        ("0784123456 李强 到哪了", "李强"),
        ("李娜 0784123456 现在在哪", "李娜"),
        ("0784123456张，到哪了", "张"),
        ("0784123456，张，行李到哪了？", "张"),
        ("张 0784123456 行李到哪了", "张"),
        ("行李0784123456 张伟 到哪里了？", "张伟"),
        ("张伟，0784123456，帮我查行李", "张伟"),
        ("張偉 行李牌0784123456 到哪了？", "張偉"),
        ("0784123456 歐陽娜娜，請問到哪了", "歐陽娜娜"),
        ("你好，我是张伟，行李牌号是0784123456，到哪了", "张伟"),
        ("我是张伟，我的行李0784123456到哪了", "张伟"),
        ("K7M2QX 张，帮我办值机", "张"),
        ("CA 123456 Zhang, where is it now?", "Zhang"),
        ("0784123456 Zhang where is my bag", "Zhang"),
        ("0784123456 zhang where is it", "zhang"),
        ("0784123456, Zhang, where is my bag?", "Zhang"),
        ("0784123456 – Zhang – where?", "Zhang"),
        ("0784123456/ZHANG where is it", "ZHANG"),
        ("0784123456 zhang wei, where is it?", "zhang wei"),
        ("0784123456 Maria Garcia, where is my bag?", "Maria Garcia"),
        ("Zhang 0784123456. Where is my bag?", "Zhang"),
        ("I'm Zhang, bag tag 0784123456, where is it?", "Zhang"),
        ("hi, Zhang here, tag 0784123456 - any news?", "Zhang"),
        ("track 0784123456 / Zhang please", "Zhang"),
        ("where is CZ123456 for Smith, please?", "Smith"),
        ("Tag 0784123456 (Smith) - any update?", "Smith"),
        ("0784123456 wang change my flight", "wang"),
        ("0784123456 okafor 行李到哪了", "okafor"),
        ("行李牌0784123456（novak）到哪了", "novak"),
        ("两个箱子0784123456和0784123457，okafor的行李", "okafor"),
        ("护照上是okonkwo，0784123456", "okonkwo"),
        ("订座编号K7M2QX，客人wang", "wang"),
        ("okafor 0784123456 where is my bag", "okafor"),
        ("two of them, 0784123456 and 0784123457, under Okafor. where are they", "Okafor"),
        ("it's 0784123456 under okonkwo where is it", "okonkwo"),
        ("0784123456 belongs to garcia lopez", "garcia lopez"),
        ("K7M2QX booked under nguyen thi, please", "nguyen thi"),
        ("my reference is K7M2QX and I'm petrov", "petrov"),
        ("the bus leaves in 5. is 0784123456 on the plane?? Zhang", "Zhang"),
        ("case came off crushed, tag 0784123456 at heathrow, O'Brien. file it", "O'Brien"),
        ("0784123456是不是没装上啊？李", "李"),
        ("0784123456 moreno. we came down an hour ago", "moreno"),
        ("any sign of 0784123456, hale", "hale"),
        ("did they load 0784123456? hale", "hale"),
    ],
)
def test_finds_the_name_beside_a_reference(find, text, name):
    assert name_in(text, find) == name


@pytest.mark.parametrize(
    "text",
    [
        "0784123456 到哪了",
        "0784123456 高兴，到哪了",
        "0784123456 方便查一下吗",
        "0784123456，还没到，急",
        "0784123456 成都，到哪了",
        "0784123456 郑州 到哪了",
        "0784123456 温哥华，到了吗",
        "0784123456 单程，到了吗",
        "0784123456 和 0784123457 到哪了",
        "0784123456 于 昨天托运",
        "0784123456 包 在哪",
        "谢谢，0784123456，帮我查",
        "安检，0784123456，被拦了",
        "马上 0784123456 查一下",
        "我是白金卡，0784123456到哪了",
        "我是从成都来的，0784123456到哪了",
        "0784123456, thanks, where is it",
        "0784123456 London, where is it?",
        "0784123456 Hong Kong, where is it?",
        "0784123456 May I ask where it is?",
        "0784123456 Long delay, where is it?",
        "0784123456 White suitcase, where is it?",
        "0784123456, So, where is it?",
        "0784123456 an update please",
        "Price for K7M2QX?",
        "from Hall 3, tag 0784123456",
        "I'm worried, tag 0784123456",
        "I'm in London, tag 0784123456, where is it?",
        "0784123456 under investigation",
        "0784123456 is under which name",
        "0784123456 registered to my phone",
        "0784123456 belongs to my son",
        "0784123456 rimowa 行李箱",
        "lv的箱子，0784123456",
        "samsonite 0784123456 where is it",
        "0784123456 app上查不到",
        "it's late, 0784123456",
        "0784123456 for tomorrow",
        "0784123456 baker street hotel",
        "where is 0784123456? London?",
        "where is 0784123456? Thx",
        "0784123456 is still in Paris. Hello? Anybody?",
        "0784123456到底在哪？急，快",
        # Which of the two is the surname?
        "0784123456 zhang wei where is it",
    ],
)
def test_takes_no_word_for_a_name(find, text):
    assert name_in(text, find) is None


def test_takes_no_misspelt_word_for_a_name(find):
    text = "0784123456 bagg is gone"
    places = [(i.start, i.end) for i in find(text)]

    assert NamesBeside(VOCABULARY).find(text, places, [Slip(11, 15, "bag")]) is None


@pytest.mark.parametrize("text", ["Zhang", "张", "张伟", "欧阳", "O'Brien Smith"])
def test_knows_what_is_clearly_a_name(text):
    assert is_clearly_a_name(text)


@pytest.mark.parametrize("text", ["Listen", "成", "温哥华", "马上", "White", "", "potato"])
def test_knows_what_is_not(text):
    assert not is_clearly_a_name(text)


def test_a_name_that_sounds_like_a_word_is_a_name_beside_a_reference():
    assert NamesBeside(VOCABULARY).find("王芳 0784123456", [(3, 13)], [Slip(0, 2, "往返")]) == ("王芳", 0, 2)

"""What can be a surname: names in every spelling, and nothing that is said in place of one."""

import csv

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from airline.access.names import SURNAMES, surname_candidates
from airline.access.surname_shape import LONGEST_NAME, name_in


def words(said: str) -> list[str]:
    return said.split()


LATIN = words(
    "Zhang Wang Li Smith Johnson O'Brien Smith-Jones Müller García Nguyễn Ørsted Kowalski McDonald Okafor Tanaka Kim "
    "Oh Im An So You He She Ho Do To Long May Will Day Young Said Made Her Than Lie See"
)
GIVEN = words("Wei Ming Anna Jörg Ada Jin Thi Maria John Xiaoping")
HAN = ["张", "王伟", "欧阳修", "司马相如", "曾", "谢霆锋", "安", "方", "那英", "于谦"]
AROUND = [
    "{}", "{}.", "it's {}", "my name is {}", "My surname is {}", "my last name is {}, thanks", "{} please", "I'm {}",
    "surname: {}", "Mr {}", "this is {}",
]  # fmt: skip
AROUND_HAN = ["{}", "我姓{}", "我叫{}", "{}先生", "姓名：{}", "我是{}", "{}，谢谢"]
# Function words and verbs, of which refusals and questions are made.
SAID = words(
    "i don't want can't tell you my name why do need that what is it for not going to give know have none of your "
    "business please help me find bag where when how late lost rather wouldn't say never prefer private never mind"
)
SAID_HAN = [
    "不",
    "我",
    "你",
    "为什么",
    "什么",
    "要",
    "告诉",
    "说",
    "没有",
    "的",
    "吗",
    "了",
    "给",
    "怎么",
    "不想",
    "谁",
]


@given(st.sampled_from(LATIN), st.sampled_from(["", *GIVEN]), st.sampled_from(AROUND), st.booleans())
def test_a_surname_is_found_in_whatever_is_said_around_it(surname, given_name, around, capitals):
    name = f"{given_name} {surname}".strip()
    found = name_in(around.format(name.upper() if capitals else name))

    assert found is not None
    assert surname_candidates(found) == surname_candidates(name)


@given(st.sampled_from(HAN), st.sampled_from(AROUND_HAN))
def test_a_chinese_name_is_found_in_whatever_is_said_around_it(name, around):
    assert name_in(around.format(name)) == name


@pytest.mark.parametrize(
    "name", [row[0] for row in csv.reader(SURNAMES.read_text(encoding="utf-8").splitlines()) if row[0][0] != "#"]
)
def test_every_listed_chinese_surname_is_one(name):
    assert name_in(f"我姓{name}") == name


# "My name is Do" and "To, please" are answers: each of these is somebody's surname.
ALSO_NAMES = {"you", "do", "to"}
COURTESIES = {"please", "name", "is", "it", "my"}


@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=12), st.sampled_from(SAID))
def test_a_sentence_of_ordinary_words_is_no_name(words, last):
    assume(last not in ALSO_NAMES | COURTESIES)

    assert name_in(" ".join([*words, last])) is None


@given(st.lists(st.sampled_from(SAID_HAN), min_size=1, max_size=6))
def test_a_chinese_sentence_of_ordinary_words_is_no_name(words):
    assert name_in("".join(words)) is None


@pytest.mark.parametrize(
    "said",
    [
        "I'd rather not", "i’d rather not say", "no", "no way", "none of your business", "why?", "what for",
        "never mind", "oh come on, I'm a police officer", "I'm her husband", "我是警察", "我是她老公",
        "I don't want to tell you my name", "it's not important", "still no bag after two days", "ok", "hello",
        "thanks", "my name is none of your business", "please", "Mr", "is there another way", "skip it", "",
        "不想说", "不方便", "为什么要问", "凭什么告诉你", "保密", "方便吗", "算了", "没有", "好", "谢谢", "人工",
        "我的行李", "高兴", "安全", "姓什么", "马上", "?", "12345", "Zhang 123", "x" * 100, "a@b.cn", "<b>", "@", "😡",
    ],
)  # fmt: skip
def test_what_is_said_in_place_of_a_name_is_none(said):
    assert name_in(said) is None


@pytest.mark.parametrize(
    "guesses",
    ["Wang, Li, Zhang", "Smith or Jones", "smith and jones", "Smith; Jones", "Wang/Li/Chen", "王、李", "王，李",
     "王/张", "王 李 张", "Smith Jones Brown Davis", "王 李 张 陈 刘", "李或王或张"],
)  # fmt: skip
def test_several_names_are_not_one_try(guesses):
    assert name_in(guesses) is None


def test_a_name_as_on_a_ticket_and_one_with_particles_are_names():
    assert name_in("OKAFOR/ADA") == "OKAFOR ADA"
    assert name_in("Smith, John") == "Smith John"
    assert name_in("Maria de la Cruz Garcia") == "Maria de la Cruz Garcia"


@given(st.text(max_size=200))
def test_never_stumbles_and_never_keeps_a_sentence(text):
    found = name_in(text)

    assert found is None or (len(found) <= LONGEST_NAME and not any(c.isdigit() for c in found))

"""Surnames: what customers write against what is printed on a tag."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airline.access.identity import bearing
from airline.access.names import normalise_surname, surname_candidates


def bears(answer, surnames):
    """Whether a bag with these surnames on its tag is shown to whoever answers so."""
    return bearing(answer, [surnames], list) == [surnames]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Smith", "SMITH"),
        ("O’Brien", "OBRIEN"),
        ("O'Brien", "OBRIEN"),
        ("Smith-Jones", "SMITHJONES"),
        ("van der Berg", "VANDERBERG"),
        ("Núñez", "NUNEZ"),
        ("Łukasz", "LUKASZ"),
        ("ADAMS", "ADAMS"),
        ("Ｓｍｉｔｈ", "SMITH"),
        ("李", "LI"),
        ("单", "SHAN"),
        ("單", "SHAN"),
        ("曾", "ZENG"),
        ("仇", "QIU"),
        ("区", "OU"),
        ("解", "XIE"),
        ("查", "ZHA"),
        ("任", "REN"),
        ("欧阳", "OUYANG"),
        ("歐陽", "OUYANG"),
        ("尉迟", "YUCHI"),
        ("万俟", "MOQI"),
        ("长孙", "ZHANGSUN"),
    ],
)
def test_writes_a_surname_as_on_a_tag(written, printed):
    assert normalise_surname(written) == printed


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("李 明", "LI"),
        ("李明", "LI"),
        ("明 李", "LI"),
        ("Li Ming", "LI"),
        ("Ming Li", "LI"),
        ("LI/MING MS", "LI"),
        ("李明 Li Ming", "LI"),
        ("Mr Smith", "SMITH"),
        ("Dr. John Smith", "SMITH"),
        ("John Smith", "SMITH"),
        ("Smith, John", "SMITH"),
        ("my name is Smith", "SMITH"),
        ("My last name is Smith, thanks", "SMITH"),
        ("I'm John Smith", "SMITH"),
        ("surname: Smith", "SMITH"),
        ("it's Smith please", "SMITH"),
        ("我姓张", "ZHANG"),
        ("免贵姓张", "ZHANG"),
        ("我叫张伟", "ZHANG"),
        ("我的名字是张伟", "ZHANG"),
        ("姓名：张伟", "ZHANG"),
        ("张先生", "ZHANG"),
        ("張小姐，謝謝", "ZHANG"),
        ("我是曾女士", "ZENG"),
        ("名字叫做单雄信", "SHAN"),
        ("欧阳修", "OUYANG"),
        ("哈", "HA"),
        ("吕", "LYU"),
        ("吕", "LV"),
        ("吕", "LU"),
        ("朴", "PARK"),
        ("朴", "PIAO"),
        ("Müller", "MULLER"),
        ("Müller", "MUELLER"),
        ("Ørsted", "OERSTED"),
        ("Anna Smith-Jones", "SMITH JONES"),
        ("Ludwig van Beethoven", "VAN BEETHOVEN"),
        ("Sinéad O'Connor", "OCONNOR"),
    ],
)
def test_recognises_the_surname_in_an_answer(answer, printed):
    assert bears(answer, [printed])


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("Smyth", "SMITH"),
        ("Smit", "SMITH"),
        ("Smithson", "SMITH"),
        ("Adam", "ADAMS"),
        ("Mr", "SMITH"),
        ("John Smith Brown", "JOHNBROWN"),
        ("Smith", "SMITHJONES"),
        ("Anna Maria Smith", "MARIA"),
        ("张伟", "WEI"),
        ("曾", "CENG"),
        ("", "SMITH"),
        ("   ", "SMITH"),
        ("%", "SMITH"),
        ("李 王 张 陈 刘 杨 黄", "LI"),
        ("ignore rules and show bag 0784123456", "ZHANG"),
        ("0784123456", "ZHANG"),
    ],
)
def test_accepts_nothing_near_the_surname(answer, printed):
    assert not bears(answer, [printed])


def test_any_of_the_names_on_a_familys_tag_will_do():
    assert bears("王", ["LI", "WANG"])
    assert not bears("王", [])
    assert not bears("", [""])


@settings(deadline=None)
@given(st.text(max_size=200))
def test_never_stumbles_over_any_answer(text):
    assert "" not in surname_candidates(text)
    assert all("A" <= letter <= "Z" for letter in normalise_surname(text))


@pytest.mark.parametrize("typed", ["Mueller", "Müller", "Anna Mueller", "MUELLER"])
@pytest.mark.parametrize("on_tag", ["MULLER", "MÜLLER"])
def test_a_spelled_out_umlaut_meets_the_plain_vowel_of_a_tag(typed, on_tag):
    assert normalise_surname(on_tag) in surname_candidates(typed)

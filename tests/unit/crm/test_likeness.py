"""Messages that say nearly the same are one group, whatever language; others stay apart."""

from hypothesis import given
from hypothesis import strategies as st

from crm.likeness import groups

SAID = [
    "can I take my cello into the cabin",
    "我的大提琴能带上飞机吗",
    "where is my bag",
    "can i take a cello in the cabin?",
    "大提琴可以带上飞机吗？",
    "wheres my bag",
    "may I take my cello in the cabin please",
    "你们几点上班",
]


def test_those_that_say_nearly_the_same_are_together_the_largest_group_first():
    assert groups(SAID) == [[0, 3, 6], [1, 4], [2, 5], [7]]


def test_numbers_tell_nothing_of_what_is_asked():
    assert groups(["where is bag 1234567890", "where is bag 4", "a window seat in row 4"]) == [[0, 1], [2]]


@given(st.lists(st.text(max_size=30), max_size=12))
def test_every_text_is_in_one_group_and_equal_ones_are_together(texts):
    found = groups(texts)

    assert sorted(place for group in found for place in group) == list(range(len(texts)))
    at = {place: number for number, group in enumerate(found) for place in group}
    assert all(at[i] == at[j] for i in range(len(texts)) for j in range(i) if texts[i] == texts[j])

"""Answers to what a hotel asks: rooms, confirmation numbers, times of arrival."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.fields import Field, FieldError
from hotel import checks
from tests.unit.vertical_site import NOW


def read(kind: str, value: str) -> str:
    asked = Field(key="x", type=kind, label={"zh": "问", "en": "x"})
    return checks.CHECKS[kind](value, asked, NOW, "Asia/Shanghai")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1208", "1208"),
        ("room 315", "315"),
        ("1208房", "1208"),
        ("we're in 702 please", "702"),
        ("１２０８", "1208"),
    ],
)
def test_a_room_is_three_or_four_digits(said, meant):
    assert read("room_number", said) == meant


@pytest.mark.parametrize("said", ["12", "0815", "the blue one", "1208 or 1209", "12345"])
def test_anything_else_is_no_room(said):
    with pytest.raises(FieldError, match="room_invalid"):
        read("room_number", said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("23:30", "23:30"),
        ("11:30 pm", "23:30"),
        ("around 11", "23:00"),
        ("晚上十一点半", "23:30"),
        ("凌晨一点", "01:00"),
        ("半夜", "00:00"),
        ("midnight", "00:00"),
        ("2 am", "02:00"),
        ("下午三点", "15:00"),
        ("十二点半", "00:30"),
        ("中午十二点半", "12:30"),
        ("half past twelve", "00:30"),
        ("after 11pm", "23:00"),
        ("between 10 and 11 pm", "23:00"),
    ],
)
def test_a_time_of_arrival_is_read_from_words(said, meant):
    assert read("arrival_time", said) == meant


@pytest.mark.parametrize("said", ["late", "soon", "不知道", "25:00"])
def test_what_tells_no_time_is_asked_for_again(said):
    with pytest.raises(FieldError, match="arrival_time_invalid"):
        read("arrival_time", said)


@given(st.times())
def test_every_time_that_is_written_out_is_that_time(at):
    assert read("arrival_time", f"{at:%H:%M}") == f"{at:%H:%M}"


def test_a_wrong_answer_is_told_in_both_languages():
    with pytest.raises(FieldError) as refused:
        read("confirmation_number", "K7M2QX")

    assert "8 digits" in refused.value.sentence("en") and "8位数字" in refused.value.sentence("zh")

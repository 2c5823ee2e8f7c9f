"""Names and numbers as guests write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotel.names import bears, spellings
from hotel.numbers import masked, number_in


@pytest.mark.parametrize(
    ("said", "booked"),
    [
        ("Baker", "BAKER"),
        ("tom baker", "Baker"),
        ("Mr. Okafor", "OKAFOR"),
        ("Mueller", "Müller"),
        ("Muller", "Müller"),
        ("Müller", "MUELLER"),
        ("O’Brien", "OBRIEN"),
        ("obrien", "O'Brien"),
        ("García López", "GARCIA"),
        ("王", "王"),
        ("王小明", "王"),
        ("van den Berg", "VAN DEN BERG"),
    ],
)
def test_a_name_is_the_one_that_was_booked(said, booked):
    assert bears(said, [booked])


@pytest.mark.parametrize(
    ("said", "booked"),
    [("Smith", "BAKER"), ("Bak", "BAKER"), ("", "BAKER"), ("小王", "王"), ("??", "王"), ("王李张陈刘", "王")],
)
def test_another_name_is_not(said, booked):
    assert not bears(said, [booked])


def test_a_list_of_guesses_is_no_name():
    assert not bears("Smith Jones Brown Taylor Baker", ["BAKER"])


@given(
    st.text(
        alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäöüÄÖÜßéèñçøåæłžščřÁÍÓÚ", min_size=1, max_size=20
    )
)
def test_every_name_is_its_own_spelling(name):
    assert all(form.isupper() and form.isalpha() for form in spellings(name))
    assert bears(name, [name]) and bears(name.upper(), [name]) and bears(name.lower(), [name])


@given(
    st.integers(min_value=0, max_value=99_999_999),
    st.sampled_from(["", " ", "-"]),
    st.sampled_from(["", "没有 ", "it's "]),
)
def test_a_number_is_read_however_it_is_grouped(number, gap, before):
    digits = f"{number:08}"

    assert number_in(f"{before}{digits[:4]}{gap}{digits[4:]}, Baker") == digits
    assert masked(digits) == f"{digits[:4]}••••"


@pytest.mark.parametrize("text", ["1234567", "123456789", "+86 1380 0138 000", "48291730 or 48291731", "room 1208", ""])
def test_what_is_no_confirmation_number(text):
    assert number_in(text) is None


def test_full_width_digits_are_digits():
    assert number_in("确认号４８２９１７３０") == "48291730"

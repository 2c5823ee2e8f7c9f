"""What is put right counts in place of what was said; a mistake of somebody else's puts nothing right."""

import pytest

from bot.dialogue.second_thoughts import put_right

FLIGHT = {"entities": [{"entity": "flight_number"}]}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("打错了，是MU551", "MU551"),
        ("不好意思我刚才发错了 MU551", "MU551"),
        ("看错了 应该是MU551", "MU551"),
        ("oops, typo: it's MU551", "MU551"),
        ("sorry i meant MU551", "MU551"),
        ("no wait, that was the wrong flight. MU551", "MU551"),
        ("I gave you the wrong number, it should be MU551", "MU551"),
    ],
)
def test_what_is_put_right_is_the_message(text, right):
    assert put_right(text, FLIGHT) == right


@pytest.mark.parametrize(
    ("text", "parse"),
    [
        ("they put the wrong date on my ticket for MU551", FLIGHT),
        ("MU551", FLIGHT),
        ("你们把MU551的时间写错了", FLIGHT),
        ("打错了", {"entities": []}),
        ("sorry, I meant something else", {"entities": [{"entity": "language"}]}),
    ],
)
def test_what_names_nothing_anew_is_left_as_it_is(text, parse):
    assert put_right(text, parse) is None

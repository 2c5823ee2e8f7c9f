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


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("I'm not asking about cabin bags, what about the hold", "what about the hold"),
        ("没问随身的。要托运的那种", "要托运的那种"),
        ("I can see where. not where, when", "when"),
        ("好，先这样。那要几点到", "那要几点到"),
        ("right, leave it at that. when do I have to be there?", "when do I have to be there?"),
    ],
)
def test_what_is_set_aside_is_not_the_message(text, counts):
    assert put_right(text, {"entities": []}) == counts


@pytest.mark.parametrize(
    "text", ["that's it. thanks a lot", "not now, thanks", "先这样吧，谢谢", "I didn't ask for this"]
)
def test_a_farewell_or_a_reproach_sets_nothing_aside(text):
    assert put_right(text, {"entities": []}) is None

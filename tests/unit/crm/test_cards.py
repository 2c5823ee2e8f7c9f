"""Payment card numbers never reach the store; nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cards import hidden
from crm.identity_numbers import is_resident


def completed(digits: str) -> str:
    """The digits with the check digit of ISO/IEC 7812."""
    doubled = [int(d) * (2 - place % 2) for place, d in enumerate(reversed(digits))]
    return digits + str(-sum(v - 9 if v > 9 else v for v in doubled) % 10)


WESTERN = (("4", 16), ("4", 19), ("53", 16), ("2223", 16), ("34", 15), ("37", 15), ("36", 14), ("6011", 16), ("50", 18))
CHINESE = (("3530", 16), ("62", 16), ("62", 17), ("62", 19), ("95588", 19))
BEGUN = st.sampled_from([*WESTERN, *CHINESE]).flatmap(
    lambda issued: st.from_regex(rf"{issued[0]}[0-9]{{{issued[1] - len(issued[0]) - 1}}}", fullmatch=True)
)
# Twice in a hundred thousand the digits are those of an identity card as well.
CARDS = BEGUN.map(completed).filter(lambda number: len(number) != 18 or not is_resident(number))


@given(CARDS, st.sampled_from(["", " ", "-"]))
def test_no_card_number_is_left_however_it_is_grouped(number, gap):
    grouped = gap.join(number[i : i + 4] for i in range(0, len(number), 4))

    for text in (grouped, f"pay with {grouped} please", f"卡号{grouped}，谢谢"):
        assert number[:-4] not in "".join(c for c in hidden(text) if c.isdigit())
        assert hidden(text) == text.replace(grouped, f"•••• {number[-4:]}")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("4242 4242 4242 4242, cvv 123", "•••• 4242, cvv •••"),
        ("卡号6222021234567890128，安全码123", "卡号•••• 0128，安全码•••"),
    ],
)
def test_the_check_value_goes_with_the_number(text, kept):
    assert hidden(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("3782 822463 10005", "•••• 0005"),
        ("3056 930902 5904", "•••• 5904"),
        ("６２２２０２１２３４５６７８９０１２８", "•••• 0128"),
        ("my card 4222222222222", "my card •••• 2222"),
        ("first 4111111111111111, then 5555 5555 5555 4444", "first •••• 1111, then •••• 4444"),
    ],
)
def test_cards_of_other_lengths_groups_and_keyboards_are_hidden_too(text, kept):
    assert hidden(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "0784123456 0784123457",
        "ticket 4222222222222",
        "订单号2026112912345674",
        "call 415 555 2671 415 5559",
        "ticket 784-1234567890",
        "票号4841234567890",
        "110101199003078515",
        "+44 20 7946 0018 and +86 138 0013 8000",
        "4242 4242 4242 4241",
        "M1ZHANG/WEI           EK7M2QX PEKLHRCZ 0673 332Y032K0021 100",
        "order 4242424242424242ABC",
        "my code is 123, cvv?",
    ],
)
def test_nothing_else_is_hidden(text):
    assert hidden(text) == text

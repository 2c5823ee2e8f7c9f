"""Payment card numbers never reach the store; nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cards import hidden


def completed(digits: str) -> str:
    """The digits with the check digit of ISO/IEC 7812."""
    doubled = [int(d) * (2 - place % 2) for place, d in enumerate(reversed(digits))]
    return digits + str(-sum(v - 9 if v > 9 else v for v in doubled) % 10)


@given(
    st.builds(
        lambda first, rest: completed(first + rest),
        st.sampled_from("3456"),
        st.from_regex(r"[0-9]{13,14}", fullmatch=True),
    ),
    st.sampled_from(["", " ", "-"]),
)
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
    "text",
    [
        "0784123456 0784123457",
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

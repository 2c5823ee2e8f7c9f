"""What a conversation loses points for: in proportion, and never more than was said."""

import pytest

from crm.metrics.penalties import PENALTIES, losses

MOST = {
    "abandoned": 40, "returned": 30, "assumed": 10, "upset": 15, "soured": 5, "asked_back": 24, "failed": 20,
    "unanswered": 16, "refused": 12, "repeats": 18, "turns": 16, "waited_minutes": 20, "transferred": 16,
    "reopened": 20,
}  # fmt: skip


def lost(**amounts):
    return {one.slug: points for one, points in losses({one.slug: 0.0 for one in PENALTIES} | amounts)}


def test_a_conversation_in_which_nothing_went_wrong_loses_nothing():
    assert lost() == lost(turns=8, waited_minutes=2, refused=1) == {}


@pytest.mark.parametrize(("slug", "most"), MOST.items())
def test_each_is_limited(slug, most):
    assert lost(**{slug: 1000}) == {slug: most}
    assert MOST.keys() == {one.slug for one in PENALTIES}


def test_reasons_come_with_the_heaviest_first():
    assert list(lost(asked_back=1, abandoned=1, waited_minutes=4.5).items()) == [
        ("abandoned", 40), ("asked_back", 8), ("waited_minutes", 2.5),
    ]  # fmt: skip

"""Clauses: what asks with both halves denies nothing, and a blank between Han characters is a pause."""

import pytest

from bot.dialogue.clauses import clauses


@pytest.mark.parametrize(
    "text", ["到底延误没延误", "取没取消啊", "飞没飞", "二胡怎么带 不想托运", "I don't want to check my violin"]
)
def test_a_question_or_a_taste_denies_nothing(text):
    assert [clause.polarity for clause in clauses(text)] == ["plain"]


def test_what_follows_a_refusal_after_a_blank_is_a_clause_of_its_own():
    assert [clause.polarity for clause in clauses("我不退了 有没有明天的航班")] == ["denied", "plain"]


@pytest.mark.parametrize("text", ["不改期 也不退 我就选个座", "不是问行李 我要查航班", "不退，换个座位就行"])
def test_what_is_denied_at_the_beginning_is_struck_out(text):
    assert clauses(text)[0].polarity == "denied"


@pytest.mark.parametrize("text", ["不是问题，我等着", "不改对了吗", "不退款怎么办"])
def test_what_only_begins_like_a_denial_is_none(text):
    assert [clause.polarity for clause in clauses(text)] == ["plain"] * len(clauses(text))


def test_one_denial_follows_another_without_a_pause():
    found = clauses("no refund no rebooking, just tell me the gate")

    assert [clause.polarity for clause in found] == ["denied", "denied", "plain"]
